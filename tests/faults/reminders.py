"""`python -m tests.faults.reminders` kills sweeps while targets of teams pass, and prints when each was reminded of."""

import sys
from collections import Counter
from datetime import timedelta
from random import Random

from tests.faults import timers
from tests.faults.scratch import Scratch
from tests.faults.timers import Run, rest
from tests.faults.world import World

REMINDED = "SELECT reminded_at, due_by FROM moderation_clock WHERE reminded_at IS NOT NULL"
ONCE = {
    "events": "SELECT case_id FROM moderation_caseevent WHERE kind = 'reminded'",
    "mails": "SELECT case_id FROM moderation_outbox WHERE kind = 'mail'",
}


def plant(count: int, seconds: float) -> None:
    """So many questions to a team, whose target to acknowledge passes one after another over these seconds."""
    from django.utils import timezone

    from moderation.models import Clock
    from tests.builders import make_case, make_escalation, make_message, make_user

    now = timezone.now()
    make_user("lena", "lead", team="legal")
    for number in range(count):
        asked = make_escalation(make_case(make_message(f"Tent number {number} leaks.")), "legal", made_at=now)
        Clock.objects.create(
            case=asked.case,
            channel=asked.case.channel,
            message=asked.case.message,
            escalation=asked,
            kind="acknowledge",
            severity=asked.case.severity,
            within=1,
            started_at=now - timedelta(minutes=1),
            risk_at=now,
            due_by=now + timedelta(seconds=seconds * number / count),
        )


def run(here: World, *, count: int, kills: int, seed: int) -> Run:
    rng, happened = Random(seed), Run(seed)
    seconds = kills * sum(timers.SECONDS_BETWEEN_KILLS) / 2
    here.python(f"from tests.faults import reminders\nreminders.plant({count}, {seconds})")
    for _ in range(2):
        here.sweeper()
    for _ in range(kills):
        rest(here, rng.uniform(*timers.SECONDS_BETWEEN_KILLS))
        happened.kill(here, rng)
    here.wait(lambda: len(here.database.rows(REMINDED)) >= count, "Reminding of every target")
    # Long enough for what would be told twice to be.
    rest(here, 2)
    look(here.database, count, happened)
    return happened


def look(database: Scratch, count: int, happened: Run) -> None:
    for what, sql in ONCE.items():
        counted = Counter(case for (case,) in database.rows(sql))
        happened.wrong += [f"case {case} has {times} {what}" for case, times in counted.items() if times != 1]
        if len(counted) != count:
            happened.wrong.append(f"{len(counted)} of {count} cases have {what}")
    happened.late = [happened.took(due_by, at) for at, due_by in database.rows(REMINDED)]


if __name__ == "__main__":
    sys.exit(timers.main(run))
