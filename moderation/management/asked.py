"""Find what a command's arguments name, or end the command with a sentence."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from community.channels import find_channel, find_community
from community.models import Channel, Community, Member
from moderation.members.persons import find_member, find_source
from moderation.refusal import Refused

REFUSED = 2


def community_asked(said: str) -> Community:
    if found := find_community(said):
        return found
    raise CommandError(f"There is no community {said}; {listed_names(Community.objects)}.", returncode=REFUSED)


def channel_asked(of: Community, said: str) -> Channel:
    if found := find_channel(of, said):
        return found
    raise CommandError(f"{of} has no channel {said}; {listed_names(of.channels)}.", returncode=REFUSED)


def add_member_arguments(parser: CommandParser) -> None:
    parser.add_argument("--community", required=True, metavar="SLUG")
    parser.add_argument("--source", required=True, metavar="SOURCE", help="by its number or its name")
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--id", default="", help="the member's id in the source")
    who.add_argument("--name", default="", help="the member's name, where the source gives no ids")


def member_asked(options: Mapping[str, Any]) -> tuple[Community, Member]:
    community = community_asked(options["community"])
    with as_command_error():
        source = find_source(community, options["source"])
        return community, find_member(source, options["id"], options["name"])


@contextmanager
def as_command_error() -> Iterator[None]:
    """Have a refusal end the command with its sentence."""
    try:
        yield
    except Refused as refused:
        raise CommandError(refused.reason, returncode=REFUSED) from None


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


def listed_names(rows: Any) -> str:
    slugs = ", ".join(rows.order_by("slug").values_list("slug", flat=True))
    return f"there is {slugs}" if slugs else "there is none yet"
