"""The replies of a case that were marked as sent, and that an import does not have."""

from collections.abc import Iterable
from typing import NamedTuple

from moderation.cases.sought import replies_asked_about
from moderation.models import Case, CaseEvent, Outbox
from moderation.web.cases.history import Happened


class Missed(NamedTuple):
    """A reply with the import that does not have it."""

    row: Outbox
    source: str


def missed_replies(case: Case, happened: Iterable[Happened]) -> list[Missed]:
    """The replies of a case of which somebody has to say whether they were sent."""
    missed = [one.event.facts for one in happened if one.event.kind == CaseEvent.Kind.MISSED]
    # Where no import missed one, nothing need be looked up.
    rows = replies_asked_about(case) if missed else ()
    # The newest first, which is the one that still asks.
    names = {facts["outbox"]: facts["source"] for facts in reversed(missed)}
    return [Missed(row, names.get(row.pk, "")) for row in rows]
