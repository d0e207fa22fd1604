"""Tell browsers and proxies to store no page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


def uncached(answer: Answer) -> Answer:
    """Wrap whatever comes from a view.

    Static files are answered before it.
    """

    def keep_no_copy(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        # Refusals and redirects too, because they tell rights and which rows exist.
        response["Cache-Control"] = "private, no-store"
        return response

    return keep_no_copy
