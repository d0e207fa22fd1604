"""Looks over open cases with each sweep, for what has changed about them."""

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from community.models import Message
from moderation.assessments import intake
from moderation.assessments.facts import NOBODY, UNDECIDED, answered_messages, author_records
from moderation.assessments.reports_seen import reports_seen
from moderation.cases.floods import fold_floods
from moderation.cases.ranking import Place, misplaced, put_in_place
from moderation.models import Case, CaseMessage, Desk
from moderation.models.cases import CaseQuerySet
from moderation.policy.hours import Week
from moderation.policy.rejudging import ChangingFacts, is_to_be_judged_again
from moderation.targets import weeks_of
from moderation.work import bell

SLICE = 2_000
# Of one desk and one sweep. A larger desk is looked over in several.
MOST_LOOKED = 20_000
MOST_ASKED = 1_000
SECONDS = 3
OF_MESSAGE = ("message", "message__author", "message__conversation", "message__posted_at")
COUNTS = ("message__views", "message__reactions", "message__reports")
JUDGED = ("message__revision", "assessment__revision", "assessment__judged_on")


class Standing(NamedTuple):
    """A message of an open case with its facts, and those that it was judged on."""

    id: int
    author_id: int | None
    conversation_id: int
    posted_at: datetime
    views: int | None
    reactions: int | None
    reports: int | None
    revision: int
    judged_revision: int | None
    judged_on: Sequence[Any] | None

    @property
    def is_comparable(self) -> bool:
        # A newer text is judged on its own, and this one would look changed for ever.
        return self.judged_on is not None and self.judged_revision == self.revision

    @property
    def was(self) -> ChangingFacts:
        return ChangingFacts(*(self.judged_on or ()))


def look_over(now: datetime) -> int:
    """Look over the open cases of all desks, or as many as there is time for.

    What stands elsewhere than it should moves there, and a message whose facts have changed by a step is judged again.
    Returns how many moved or were asked about.
    """
    desks = list(Desk.objects.select_related("community").order_by("pk"))
    weeks = weeks_of({desk.community_id for desk in desks})
    until, done = time.monotonic() + SECONDS, 0
    # Another one first each time, so that the time of a large one is not taken from the same ones.
    turn = int(now.timestamp()) % max(len(desks), 1)
    for desk in desks[turn:] + desks[:turn]:
        if time.monotonic() < until and Case.objects.open().filter(community=desk.community_id).exists():
            done += fold_floods(desk.community, weeks[desk.community_id]) + look_over_desk(desk, weeks, until)
    return done


def look_over_desk(desk: Desk, weeks: Mapping[int, Week], until: float) -> int:
    """Go on where the last look ended, the first cases first."""
    done = looked = asked = 0
    last = Case(rank=desk.looked_rank, pk=desk.looked_case) if desk.looked_rank is not None else None
    while looked < MOST_LOOKED and asked < MOST_ASKED and time.monotonic() < until:
        some = next_places(desk, last)
        looked, asked = looked + len(some), asked + ask_again(standing_in(some))
        if moved := misplaced(some, weeks):
            done += put_in_place(Case.objects.open(), [key for key, _ in moved], weeks)
        last = Case(rank=some[-1].rank, pk=some[-1].id) if len(some) == SLICE else None
        if last is None:
            break
    keep_place(desk, last)
    return done + asked


def next_places(desk: Desk, last: Case | None) -> list[Place]:
    cases: CaseQuerySet = Case.objects.open().filter(community=desk.community_id).in_triage_order()
    return [Place(*row) for row in (cases.after(last) if last else cases).values_list(*Place._fields)[:SLICE]]


def standing_in(places: Iterable[Place]) -> list[Standing]:
    """Return the messages of these cases about which something is left to do."""
    rows = CaseMessage.objects.filter(case__among=[place.id for place in places], settled_at=None, left_at=None)
    own = rows.filter(role=CaseMessage.Role.OWN)
    return [Standing(*row) for row in own.values_list(*OF_MESSAGE, *COUNTS, *JUDGED)]


def keep_place(desk: Desk, last: Case | None) -> None:
    rank, key = (last.rank, last.pk) if last else (None, None)
    if (rank, key) != (desk.looked_rank, desk.looked_case):
        Desk.objects.filter(pk=desk.pk).update(looked_rank=rank, looked_case=key)


def ask_again(messages: Iterable[Standing]) -> int:
    """Have messages judged again whose facts have changed by a step. Returns how many."""
    known = [each for each in messages if each.is_comparable]
    now = facts_now(known)
    changed = [each.id for each in known if is_to_be_judged_again(each.was, now[each.id])]
    return ask_about(changed[:MOST_ASKED]) if changed else 0


@transaction.atomic
def ask_about(messages: Collection[int]) -> int:
    # What waits already is judged on the newest facts, and asking would end its lease.
    found = list(Message.objects.filter(pk__in=messages, pending=None, removed_at=None).only("pk", "revision"))
    intake.ask(found, intake.ASKED_AGAIN)
    transaction.on_commit(bell.ring)
    return len(found)


def facts_now(messages: Sequence[Standing]) -> dict[int, ChangingFacts]:
    """Return the facts about each message as they are now, in a handful of queries."""
    records = author_records({each.author_id for each in messages if each.author_id})
    answered, _ = answered_messages(each for each in messages if each.was.waits)
    seen = reports_seen({each.id: each.reports for each in messages})
    facts = {}
    for each in messages:
        record = records.get(each.author_id, UNDECIDED) if each.author_id else NOBODY
        waits = "" if each.id in answered else each.was.waits
        counts = (each.views, each.reactions, each.reports, seen.get(each.id, 0))
        facts[each.id] = ChangingFacts(waits, *counts, record.against, record.kept)
    return facts
