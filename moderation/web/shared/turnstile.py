"""Limit the requests at once, so that a thread is left for probes."""

from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from moderation.web.shared.faults import unavailable
from moderation.web.work.probes import PROBES


class Turnstile:
    """Middleware that turns away more requests than the limit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.free = BoundedSemaphore(settings.REQUESTS_AT_ONCE)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            return self.get_response(request)
        finally:
            if getattr(request, "is_counted", False):
                self.free.release()

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_place: Any) -> HttpResponse | None:
        # In process_view, because the form's token is checked by then and its contents may be shown again.
        if view in PROBES:
            return None
        # While the database hangs requests do too, and would hold every thread of the server.
        if not self.free.acquire(blocking=False):
            return unavailable(request)
        request.is_counted = True  # type: ignore[attr-defined]
        return None
