"""The page of an empty queue."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count

from community.models import Community, Feed, Message
from moderation.models import Case, CaseEvent, User
from moderation.web.communities.first_steps import Step, first_steps


@dataclass(frozen=True)
class Empty:
    """The contents of an empty queue.

    `is_new` says that nothing ever came in, and `steps` how to begin. The rest is what happened so far.
    """

    is_new: bool
    steps: list[Step]
    feeds: list[Feed]
    last: Case | None
    today: str


def empty_queue(community: Community, user: User, now: datetime) -> Empty:
    is_new = not Message.objects.filter(community=community).exists()
    return Empty(
        is_new=is_new,
        steps=first_steps(community, user) if is_new else [],
        feeds=list(community.feeds.filter(is_on=True)),
        last=Case.objects.filter(community=community).closed().order_by("-closed_at").first(),
        today=done_today(community, user, now),
    )


def done_today(community: Community, user: User, now: datetime) -> str:
    """Write what this person did since the community's midnight, as “3 decided, 1 note”."""
    midnight = now.astimezone(ZoneInfo(community.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    events = CaseEvent.objects.filter(actor=user, at__gte=midnight, case__community=community)
    counted = events.order_by("kind").values_list("kind").annotate(Count("pk"))
    return ", ".join(f"{count} {CaseEvent.Kind(kind).label.lower()}" for kind, count in counted)
