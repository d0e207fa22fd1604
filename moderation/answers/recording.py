"""Record whom staff messages answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from community.db.bulk import insert_rows, update_rows
from moderation.answers.addressees import load_people
from moderation.answers.around import load_around, load_given, load_staff_messages
from moderation.answers.telling import Telling
from moderation.answers.values import StaffMessage, Whom
from moderation.models import Answer
from moderation.policy.answers import Way

NOBODY: Mapping[int, Collection[int]] = {}
PLACED = ("conversation_id", "posted_at", "given_at")
COLUMNS = ("message_id", *PLACED, "author_id", "target_id", "way", "at")
STORED = ("pk", "message", "conversation", "posted_at", "given_at", "author", "target", "way", "answered", "by")


class Stored(NamedTuple):
    """An answer as it is recorded."""

    pk: int
    message: int
    conversation: int
    posted_at: datetime
    given_at: datetime
    author: int | None
    target: int | None
    way: str
    answered: bool
    by: int | None

    @property
    def whom(self) -> tuple[int | None, int | None]:
        return self.author, self.target


@transaction.atomic
def record_answers(
    messages: Collection[int], now: datetime, *, waiting: Mapping[int, Collection[int]] = NOBODY
) -> set[int]:
    """Record whom these messages answer, those too that answer nobody any more.

    `waiting` are messages that wait and have no row of a case yet, by conversation. It takes the same number of queries
    whatever their number. Returns the conversations in which that changed something.
    """
    written = load_staff_messages(messages)
    told = tell_answers([each for each in written if each.may_answer], waiting)
    return _store(written, told, _stored(messages), now)


def tell_answers(
    written: Sequence[StaffMessage], waiting: Mapping[int, Collection[int]] = NOBODY
) -> dict[int, list[Whom]]:
    """Return whom each of these messages answers, by key.

    They are of staff, and in order. A message of which nobody can tell has one entry that names nobody.
    """
    if not written:
        return {}
    around = load_around(written, waiting)
    given = load_given(around, {each.pk for each in written})
    people = load_people(written, list(around.near.values()), {each.author for each in given if each.author})
    return dict(Telling(written, around, people, given).told())


def _stored(messages: Collection[int]) -> dict[int, list[Stored]]:
    rows = Answer.objects.filter(message__among=list(messages)).order_by("pk").select_for_update(no_key=True)
    stored = defaultdict[int, list[Stored]](list)
    for row in rows.values_list(*STORED):
        stored[row[1]].append(Stored(*row))
    return stored


def _store(
    written: Iterable[StaffMessage],
    told: Mapping[int, Sequence[Whom]],
    stored: Mapping[int, list[Stored]],
    now: datetime,
) -> set[int]:
    gone: list[Stored] = []
    new: list[tuple[object, ...]] = []
    moved: list[tuple[object, ...]] = []
    touched: set[int] = set()
    for said in written:
        rows = stored.get(said.pk, [])
        wanted = {(each.author, each.target): each for each in machine_says(told.get(said.pk, ()), rows)}
        kept = [row for row in rows if row.by or (row.whom in wanted and row.way == wanted[row.whom].way)]
        gone += [row for row in rows if row not in kept]
        place = (said.conversation, said.posted_at, said.given_at)
        moved_here = [row for row in kept if (row.conversation, row.posted_at, row.given_at) != place]
        moved += [(row.pk, *place) for row in moved_here]
        missing = [each for whom, each in wanted.items() if whom not in {row.whom for row in kept}]
        new += [(said.pk, *place, each.author, each.target, each.way, now) for each in missing]
        if missing or moved_here or len(kept) < len(rows):
            touched |= {said.conversation, *(row.conversation for row in rows)}
    # Before the new ones, as a message answers each only once.
    Answer.objects.filter(pk__in=[row.pk for row in gone]).delete()
    update_rows(Answer, ("id", *PLACED), moved)
    insert_rows(Answer, COLUMNS, new)
    return touched


def machine_says(told: Sequence[Whom], stored: Sequence[Stored]) -> list[Whom]:
    """Return what is recorded besides what people said of the message."""
    by_hand = [row for row in stored if row.by]
    # It answers one person, and somebody knows whom.
    if any(row.answered for row in by_hand):
        return []
    denied = {row.whom for row in by_hand}
    left = [each for each in told if (each.author, each.target) not in denied]
    # Whom else it answers, if not this person, nobody can tell.
    return left if left or not told else [Whom(None, None, Way.UNKNOWN)]
