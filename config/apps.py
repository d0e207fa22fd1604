"""Django's admin app with Parley's site."""

from django.contrib.admin.apps import AdminConfig


class SuperusersOnly(AdminConfig):
    default_site = "config.admin.SuperuserSite"
