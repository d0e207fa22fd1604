"""The sweep's step that reminds teams of targets that have passed, each once."""

from datetime import datetime

from django.db import transaction

from moderation.escalations.notices import tell_teams
from moderation.models import CaseEvent, Clock, Escalation
from moderation.models.clocks import ClockQuerySet

ROWS = 500


def remind_teams(now: datetime) -> int:
    """Remind teams of what fell due, in batches. Returns how many clocks there were."""
    count = 0
    # Looking first costs SQLite no write lock while there is nothing to do.
    while due_clocks(now).exists() and (some := remind_some(now)):
        count += some
    return count


def due_clocks(now: datetime) -> ClockQuerySet:
    """Return the running clocks of teams that are over and of which nobody was reminded."""
    late = Clock.objects.running().filter(reminded_at=None, escalation__isnull=False, due_by__lt=now)
    return late.order_by("due_by", "pk")


@transaction.atomic
def remind_some(now: datetime) -> int:
    """Mark the first clocks and write their reminders, all of it or nothing."""
    held = due_clocks(now).select_for_update(of=("self",), no_key=True, skip_locked=True)
    clocks = list(held.select_related("escalation__team", "escalation__case", "escalation__message")[:ROWS])
    Clock.objects.filter(pk__in=[clock.pk for clock in clocks]).update(reminded_at=now)
    events = CaseEvent.objects.bulk_create(
        reminded_event(clock, clock.escalation, now) for clock in clocks if clock.escalation
    )
    asked = [(clock.escalation, event) for clock, event in zip(clocks, events, strict=True) if clock.escalation]
    # Nothing waits for an answer about a closed case.
    tell_teams([each for each in asked if each[0].case.closed_at is None], now)
    return len(clocks)


def reminded_event(clock: Clock, escalation: Escalation, now: datetime) -> CaseEvent:
    facts = {"escalation": escalation.pk, "team": escalation.team.slug, "clock": clock.pk, "kind": clock.kind}
    return CaseEvent(case_id=escalation.case_id, kind=CaseEvent.Kind.REMINDED, at=now, facts=facts)
