"""The people who decided or closed cases."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from moderation.models import Case, CaseEvent, User
from moderation.policy.cases import ENDING

Kind = CaseEvent.Kind


def who_closed(cases: Iterable[Case]) -> dict[int, User | None]:
    """Return the person behind each closed case by its key, in one query.

    It is None where Parley closed the case itself.
    """
    closed = [case for case in cases if case.closed_at]
    if not closed:
        return {}
    events = CaseEvent.objects.filter(case__in=closed, kind__in=[*ENDING, Kind.UNDONE]).select_related("actor")
    happened = defaultdict[int, list[CaseEvent]](list)
    for event in events.order_by("at", "pk"):
        happened[event.case_id].append(event)
    return {case.pk: who_ended(case, happened[case.pk]) for case in closed}


def who_ended(case: Case, events: Sequence[CaseEvent]) -> User | None:
    """Return the actor of the last decision still in force, or of the closing."""
    # To undo an opening is to close it.
    if events and events[-1].kind == Kind.UNDONE and events[-1].facts.get("what") == Kind.OPENED:
        return events[-1].actor
    undone = {event.facts["event"] for event in events if event.kind == Kind.UNDONE}
    standing = [event for event in events if event.kind != Kind.UNDONE and event.pk not in undone]
    if case.decision:
        standing = [event for event in standing if event.kind == Kind.DECIDED]
    return standing[-1].actor if standing else None
