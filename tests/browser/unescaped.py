"""Addresses for the control: the same texts on pages that trust them, and a page that always breaks."""

from csp.decorators import csp_exempt
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler500, urlpatterns

__all__ = ["handler500"]

TEXTS: list[str] = []


@login_not_required
def trusting(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>Control</title><p>" + "<p>".join(TEXTS))


@login_not_required
def broken(request: HttpRequest, rest: str) -> HttpResponse:
    raise RuntimeError(rest)


urlpatterns = [
    path("trusting/", trusting),
    path("unguarded/", csp_exempt()(trusting)),
    path("broken/<path:rest>", broken),
    *urlpatterns,
]
