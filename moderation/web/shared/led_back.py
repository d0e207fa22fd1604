"""Leads whoever loads a form's own address to the page that the form stands on."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from moderation.web.shared.requests import DeskRequest

View = Callable[..., HttpResponse]


def posted_from(page: str, reach: Callable[..., object]) -> Callable[[View], View]:
    """Take what is posted. `reach` refuses whoever may not post it there.

    A refusal stands at the form's address, and a browser asks for that when the address is entered again.
    """

    def decorate(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def take_or_lead_back(request: DeskRequest, community: str, **row: Any) -> HttpResponse:
            if request.method == "POST":
                return view(request, community, **row)
            reach(request, community, **row)
            return redirect(page, community=community)

        return take_or_lead_back

    return decorate
