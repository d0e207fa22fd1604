"""What is known of members who are, or may be, one person."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Max

from community.ingest.identities import name_key
from community.models import Member, Message
from community.models.people import MemberQuerySet
from moderation.models import Case, User

MESSAGES_COUNTED = 1_000


class Identity(NamedTuple):
    """A member, and the newest of their cases that the viewer may see."""

    member: Member
    case: int | None


def identities_of(members: Iterable[Member], viewer: User) -> list[Identity]:
    known = list(members)
    seen = Case.objects.visible_to(viewer).filter(author__in=[member.pk for member in known])
    newest = dict(seen.order_by().values_list("author").annotate(Max("pk")))
    return [Identity(member, newest.get(member.pk)) for member in known]


def count_messages(member: Member) -> str:
    counted = Message.objects.filter(author=member).order_by("posted_at")[: MESSAGES_COUNTED + 1].count()
    return f"more than {MESSAGES_COUNTED:,}" if counted > MESSAGES_COUNTED else f"{counted:,}"


def members_called(members: MemberQuerySet, asked: str, most: int) -> list[Member]:
    """Return those of this id, then those of this name."""
    # Two questions, because each has an index of its own.
    by_id = members.with_id().filter(external_id=asked.strip()).order_by("pk")[:most]
    by_name = members.filter(name_key=name_key(asked)).order_by("pk")[:most]
    return list({member.pk: member for member in (*by_id, *by_name)}.values())[:most]
