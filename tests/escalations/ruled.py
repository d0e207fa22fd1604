"""Cases that rules have not been asked about, and what fired for them."""

from datetime import datetime, timedelta
from typing import Any

from moderation.models import Case, Firing
from tests.builders import NOON, make_assessment, make_case, make_message

HOUR, MINUTE, INSTANT = timedelta(hours=1), timedelta(minutes=1), timedelta.resolution


def a_case(text: str = "My lawyer will write.", **fields: Any) -> Case:
    """A case of one whole hour for both its clocks, which the rules have not been asked about."""
    message = make_message(text)
    promised = {f"{name}_by": NOON + HOUR for name in ("first_action", "first_reply")}
    at_risk = {f"{name}_risk_at": NOON + 45 * MINUTE for name in ("first_action", "first_reply")}
    fields = {"clock_started_at": NOON, "opened_at": NOON, "unclaimed_at": NOON, "rules_due_at": NOON, **fields}
    return make_case(message, assessment=make_assessment(message, assessed_at=NOON), **promised, **at_risk | fields)


def due_at(case: Case) -> datetime | None:
    return Case.objects.values_list("rules_due_at", flat=True).get(pk=case.pk)


def causes() -> list[str]:
    """What rules fired for, without the moment at which it was found."""
    fired = Firing.objects.order_by("pk").values_list("cause", flat=True)
    return [cause.partition(" + found ")[0] for cause in fired]
