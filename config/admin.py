"""Django's admin site, for superusers only.

Being staff of a brand opens nothing here.
"""

from typing import Any

from allauth.account.views import logout
from allauth.decorators import rate_limit
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator


class SuperuserSite(AdminSite):
    site_header = "Parley"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and bool(getattr(request.user, "is_superuser", False))

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """Redirect to Parley's own sign-in, which counts tries."""
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:  # noqa: ARG002
        return logout(request)

    @method_decorator(rate_limit(action="change_password"))
    def password_change(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        """Limit the tries of the old password.

        Somebody may sit at a machine that another person left signed in.
        """
        return super().password_change(request, extra_context)
