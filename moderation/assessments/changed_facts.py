"""Find messages of open cases whose facts have changed by a step since they were judged."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from moderation.assessments.facts import NOBODY, UNDECIDED, answered_messages, author_records
from moderation.assessments.reports_seen import reports_seen
from moderation.models import CaseMessage
from moderation.policy.rejudging import ChangingFacts, is_to_be_judged_again

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


def changed_by_a_step(rows: QuerySet[CaseMessage]) -> list[int]:
    """Return the messages of these rows of open cases that are to be judged again, in a handful of queries.

    They are those about which something is left to do, in the order of the rows.
    """
    own = rows.filter(role=CaseMessage.Role.OWN, settled_at=None, left_at=None)
    standing = (Standing(*row) for row in own.values_list(*OF_MESSAGE, *COUNTS, *JUDGED))
    known = [each for each in standing if each.is_comparable]
    now = facts_now(known) if known else {}
    return [each.id for each in known if is_to_be_judged_again(each.was, now[each.id])]


def facts_now(messages: Sequence[Standing]) -> dict[int, ChangingFacts]:
    """Return the facts about each message as they are now."""
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
