"""The check before every page, with one sign-in for all."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

READS = {"GET", "HEAD"}
View = Callable[..., Any]


class Gate(LoginRequiredMiddleware):
    def process_view(self, request: HttpRequest, view_func: View, *place: Any) -> HttpResponseBase | None:
        if is_of_admin(request) and request.user.is_authenticated:
            require_superuser(request)
        # Otherwise Django would read the session even for pages that are open to all.
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, *place)

    def get_login_url(self, view_func: View) -> str:  # noqa: ARG002
        """Return the one sign-in, also where a view names another."""
        return str(settings.LOGIN_URL)

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponseRedirect:
        """Redirect to the sign-in, and from there back to the page."""
        if request.method in READS:
            return super().handle_no_permission(request, view_func)
        # A form's own address only takes forms, so people come back to the page that it stood on.
        return redirect_to_login(page_before(request), self.get_login_url(view_func))


def page_before(request: HttpRequest) -> str:
    """Return our page that a form stood on, or the start."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    there = urlsplit(came_from)
    page = f"{there.path}?{there.query}" if there.query else there.path
    return page if ours and page else "/"


def is_of_admin(request: HttpRequest) -> bool:
    return bool(request.resolver_match and "admin" in request.resolver_match.namespaces)


def require_superuser(request: HttpRequest) -> None:
    # Checked here, because some pages of libraries ask for less, or nothing.
    if not admin.site.has_permission(request):
        raise PermissionDenied("Django’s admin is for superusers.")
