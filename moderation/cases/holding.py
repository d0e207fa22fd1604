"""Holds a case while a verb changes it."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from moderation.models import Case, User
from moderation.policy.cases import ENDING
from moderation.refusal import Refused

# The columns a verb may change, so that undo can put them back.
STATE = ("assignee_id", "claimed_at", "decision", "decided_revision", "closed_at", "outcome")


def lock_case(case: Case) -> Case:
    """The case as it stands now, held until the end of the transaction."""
    # Not its key: a sweep that puts an event on the case while it holds an outbox row would wait for us, and we for it.
    return Case.objects.select_for_update(of=("self",), no_key=True).select_related("assignee").get(pk=case.pk)


def take_case(case: Case, by: User, now: datetime, done: str, **changes: Any) -> dict[str, Any]:
    """Change an open case that is nobody's or one's own. Returns what it was before."""
    was = as_json(lock_case(case))
    free = Case.objects.open().filter(Q(assignee=None) | Q(assignee=by), pk=case.pk)
    if not free.update(assignee=by, claimed_at=case.claimed_at or now, **changes):
        raise Refused(why_taken(case, by, done))
    return was


def why_taken(case: Case, by: User, done: str, *, nobody: str = "") -> str:
    """Why a guard did not hold, from the case as it stands now."""
    now = Case.objects.select_related("assignee").get(pk=case.pk)
    if now.closed_at:
        last = now.events.exclude(actor=None).filter(kind__in=ENDING).order_by("at", "pk").last()
        who = "You" if last and last.actor == by else str(last.actor) if last else "The machine"
        return f"{who} closed this case already ({now.get_outcome_display().lower()}), so it was not {done}."
    if now.assignee is None:
        return nobody or f"Somebody just gave this case back, so it was not {done}. Try again."
    if now.assignee == by:
        return "You have this case already."
    return f"{now.assignee} has claimed this case, so it was not {done}."


def as_json(case: Case) -> dict[str, Any]:
    state = {name: getattr(case, name) for name in STATE}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in state.items()}


def as_columns(was: dict[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if value and name.endswith("_at") else value for name, value in was.items()
    }
