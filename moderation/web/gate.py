"""The gate before every page: whoever has to sign in first comes back to a page, never to a form's address."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

READS = {"GET", "HEAD"}
View = Callable[..., Any]


class Gate(LoginRequiredMiddleware):
    def process_view(self, request: HttpRequest, view_func: View, *place: Any) -> HttpResponseBase | None:
        # Django reads the session of whoever asks before it looks whether the page is open to all.
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, *place)

    def handle_no_permission(self, request: HttpRequest, view_func: View) -> HttpResponseRedirect:
        """After a form whose session was over, the page that the form stood on: its own address only takes forms."""
        if request.method in READS:
            return super().handle_no_permission(request, view_func)
        return redirect_to_login(page_before(request), self.get_login_url(view_func))


def page_before(request: HttpRequest) -> str:
    """The page of ours that a form stood on, or the start."""
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    there = urlsplit(came_from)
    page = f"{there.path}?{there.query}" if there.query else there.path
    return page if ours and page else "/"
