"""The page that says what counting from the start would change, and its button."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils.timezone import now

from community.models import Community
from moderation.models import Recount
from moderation.recounts import slices
from moderation.recounts.foreseeing import Foreseen
from moderation.refusal import Refused
from moderation.web.administration.sections import show_section
from moderation.web.administration.sources import SECONDS_A_REQUEST, SECTION
from moderation.web.shared.requests import DeskRequest

GOES_ON = "Messages from before are being counted anew. What changed stands here when it is done."


def ask_first(
    request: DeskRequest, here: Community, foreseen: Foreseen | None, *, name: str, role: str, back: str
) -> HttpResponse:
    """Show what would change. None has nobody to change yet."""
    shown: dict[str, Any] = {"name": name, "role": role, "foreseen": foreseen, "back": back}
    return show_section(request, here, "from_start.html", SECTION, **shown)


def begin_and_tell(request: DeskRequest, begin: Callable[[], Recount]) -> None:
    try:
        recount = begin()
    except Refused as refused:
        messages.error(request, refused.reason)
        return
    slices.go_on(now(), SECONDS_A_REQUEST)
    recount.refresh_from_db()
    counted = f"Counted from the start: {recount.changed:,} of {recount.looked:,} messages changed."
    messages.success(request, counted if recount.done_at else GOES_ON)
