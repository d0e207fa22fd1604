"""Django's own admin, for superusers alone: being staff of a brand opens nothing here."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest


class SuperuserSite(AdminSite):
    site_header = "Parley"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and bool(getattr(request.user, "is_superuser", False))


class SuperusersOnly(AdminConfig):
    default_site = "config.admin.SuperuserSite"
