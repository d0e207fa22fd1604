"""Find what a command's arguments name, or end the command with a sentence."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from community.channels import find_channel, find_community
from community.models import Channel, Community

REFUSED = 2


def community_asked(said: str) -> Community:
    if found := find_community(said):
        return found
    raise CommandError(f"There is no community {said}; {listed_names(Community.objects)}.", returncode=REFUSED)


def channel_asked(of: Community, said: str) -> Channel:
    if found := find_channel(of, said):
        return found
    raise CommandError(f"{of} has no channel {said}; {listed_names(of.channels)}.", returncode=REFUSED)


def checked(answer: str, check: Callable[[str], object]) -> str:
    try:
        check(answer)
    except ValidationError as wrong:
        raise CommandError(" ".join(wrong.messages), returncode=REFUSED) from None
    return answer


def day_asked(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise CommandError(f"{said} is not a date such as 2026-11-16.", returncode=REFUSED) from None


def listed_names(places: Any) -> str:
    slugs = ", ".join(places.order_by("slug").values_list("slug", flat=True))
    return f"there is {slugs}" if slugs else "there is none yet"
