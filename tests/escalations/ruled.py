"""Cases that rules have not been asked about, and what fired for them."""

from datetime import datetime, timedelta
from typing import Any

from moderation.models import Case, Firing
from tests.builders import NOON, make_assessment, make_case, make_message

HOUR, MINUTE, INSTANT = timedelta(hours=1), timedelta(minutes=1), timedelta.resolution


def a_case(text: str = "My lawyer will write.", **fields: Any) -> Case:
    """A case of one whole hour for both its clocks, which the rules have not been asked about."""
    message = make_message(text)
    fields = {"action": NOON + HOUR, "reply": NOON + HOUR, "opened_at": NOON, "rules_due_at": NOON, **fields}
    return make_case(message, assessment=make_assessment(message, assessed_at=NOON), **fields)


def keep(case: Case, kind: str) -> None:
    case.clocks.filter(kind=kind).update(kept_at=NOON, kept_as="done")


def due_at(case: Case) -> datetime | None:
    return Case.objects.values_list("rules_due_at", flat=True).get(pk=case.pk)


def causes() -> list[str]:
    """What rules fired for, without the moment at which it was found and the keys of clocks."""
    fired = Firing.objects.order_by("pk").values_list("cause", flat=True)
    return [cause.partition(" + found ")[0].partition(" #")[0] for cause in fired]
