"""What each channel says of a member who is perhaps two strangers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Max, Min, Q

from community.models import Channel, Community, Member, MemberName, Message
from moderation.recounts.suspects import suspects_of
from moderation.web.shared.plain import plain_excerpt

EXCERPT = 120


class Side(NamedTuple):
    """A member's name in one channel, and what was written there under it."""

    channel: Channel
    name: str
    messages: int
    as_staff: int
    first_at: datetime | None
    last_at: datetime | None
    says: str


class Couple(NamedTuple):
    """A member with the names that channels give, and the harm of the mix-up."""

    member: Member
    harm: str
    sides: list[Side]


def couples_of(here: Community, most: int) -> list[Couple]:
    found = suspects_of(here, most)
    written = written_by(each.member.pk for each in found)
    newest = Message.objects.in_bulk([row["newest"] for row in written.values()])
    return [Couple(each.member, each.harm, [side_of(name, written, newest) for name in each.names]) for each in found]


def written_by(members: Iterable[int]) -> dict[tuple[int, int], dict[str, Any]]:
    """Count messages by member and channel. There are few suspects, so one query counts for all."""
    rows = Message.objects.filter(author__in=list(members)).order_by().values("author", "channel")
    counted = rows.annotate(
        messages=Count("pk"),
        as_staff=Count("pk", filter=Q(from_staff=True)),
        first_at=Min("posted_at"),
        last_at=Max("posted_at"),
        newest=Max("pk"),
    )
    return {(row["author"], row["channel"]): dict(row) for row in counted}


def side_of(name: MemberName, written: dict[tuple[int, int], dict[str, Any]], newest: dict[int, Message]) -> Side:
    row = written.get((name.member_id, name.channel_id))
    if row is None:
        return Side(name.channel, name.name, 0, 0, None, None, "")
    counts = {key: row[key] for key in ("messages", "as_staff", "first_at", "last_at")}
    return Side(name.channel, name.name, says=plain_excerpt(newest[row["newest"]], EXCERPT), **counts)
