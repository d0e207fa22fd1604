"""What an empty queue says: how to begin, or what was last done and that the feeds are read."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count

from community.models import Community, Feed, Message
from moderation.models import Case, CaseEvent, User


@dataclass(frozen=True)
class Empty:
    """`is_new` says that nothing ever came in; the rest is what happened so far."""

    is_new: bool
    feeds: list[Feed]
    last: Case | None
    today: str


def empty(community: Community, user: User, now: datetime) -> Empty:
    return Empty(
        is_new=not Message.objects.filter(community=community).exists(),
        feeds=list(community.feeds.filter(is_on=True)),
        last=Case.objects.filter(community=community).closed().order_by("-closed_at").first(),
        today=done_today(community, user, now),
    )


def done_today(community: Community, user: User, now: datetime) -> str:
    """What this person did since midnight in the community's time zone: “3 decided, 1 note”."""
    midnight = now.astimezone(ZoneInfo(community.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    events = CaseEvent.objects.filter(actor=user, at__gte=midnight, case__community=community)
    counted = events.order_by("kind").values_list("kind").annotate(Count("pk"))
    return ", ".join(f"{count} {CaseEvent.Kind(kind).label.lower()}" for kind, count in counted)
