"""`python -m tests.faults.digests` kills sweeps while a storm of notices is mailed, and prints how they were told."""

import sys
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from tests.faults import post, timers
from tests.faults.audited_cases import said
from tests.faults.scratch import Scratch
from tests.faults.timers import Run, rest
from tests.faults.world import Actor, World

# Between two mails to one person, and in minutes as the desk has it.
QUIET = 3
LEADS = ("lena", "lev")
ROWS = (
    "SELECT o.id, u.email, o.state, o.done_at, e.at FROM moderation_outbox o "
    "JOIN moderation_user u ON u.id = o.recipient_id JOIN moderation_caseevent e ON e.id = o.cause_id "
    "WHERE o.kind = 'mail'"
)
WAITING = "SELECT count(*) FROM moderation_outbox WHERE kind = 'mail' AND state <> 'done'"
DELIVERED = "SELECT facts FROM moderation_caseevent WHERE kind = 'delivered'"


def plant(count: int, seconds: float) -> None:
    """So many questions to a team of two, of which its leads are to be told one after another over these seconds."""
    from django.utils import timezone

    from moderation.escalations.notices import tell_teams
    from moderation.models import CaseEvent, Desk
    from tests.builders import make_case, make_escalation, make_message, make_user

    now = timezone.now()
    for name in LEADS:
        make_user(name, "lead", team="legal")
    for number in range(count):
        asked = make_escalation(make_case(make_message(f"Tent number {number} leaks.")), "legal", made_at=now)
        wait = round(seconds * number / count)
        # A row that waits for a quiet time moves, and what caused it does not.
        due = {"at": now + timedelta(seconds=wait), "facts": {"escalation": asked.pk}}
        event = CaseEvent.objects.create(case=asked.case, kind="escalated", **due)
        tell_teams([(asked, event)], now, wait=wait)
    Desk.objects.update(digest_minutes=QUIET)


def run(here: World, *, count: int, kills: int, seed: int) -> Run:
    rng, happened = Random(seed), Run(seed)
    seconds = kills * sum(timers.SECONDS_BETWEEN_KILLS) / 2
    here.python(f"from tests.faults import digests\ndigests.plant({count}, {seconds})")
    for number in range(2):
        here.start(Actor(f"sweep-{number}", [sys.executable, "-m", "tests.faults.post"]))
    for _ in range(kills):
        rest(here, rng.uniform(*timers.SECONDS_BETWEEN_KILLS))
        happened.kill(here, rng)
    here.wait(lambda: here.database.count(WAITING) == 0, "Mailing every notice")
    # Long enough for what would be told twice to be.
    rest(here, QUIET + 2)
    look(here.database, post_of(here), count, happened)
    return happened


def post_of(here: World) -> Path:
    return here.folder / post.NOTES


def look(database: Scratch, notes: Path, count: int, happened: Run) -> None:
    """Each notice is done once, in a mail to its own person; only a kill has one mailed again, or too soon."""
    rows, mails = database.rows(ROWS), post.noted(notes)
    people = {key: email for key, email, *_ in rows}
    if len(rows) != count * len(LEADS):
        happened.wrong.append(f"{len(rows)} notices of {count} questions to {len(LEADS)} people")
    delivered = Counter(said(facts)["outbox"] for (facts,) in database.rows(DELIVERED))
    told = Counter(key for mail in mails for key in mail["rows"])
    for key, email, state, *_ in rows:
        if (state, delivered[key], min(told[key], 1)) != ("done", 1, 1):
            happened.wrong.append(f"notice {key} to {email} is {state}: {delivered[key]} events, {told[key]} mails")
    for mail in mails:
        if {people.get(key) for key in mail["rows"]} != {*mail["to"]}:
            happened.wrong.append(f"a mail to {mail['to']} is of notices to others")
    again, soon = mailed_again(mails), mailed_too_soon(mails)
    if max(again, soon) > happened.kills.total():
        happened.wrong.append(f"{again} mails were sent again and {soon} too soon")
    happened.beside = {"mails": len(mails), "sent again": again, "sent too soon": soon}
    happened.late = [happened.took(due_at, done_at) for *_, done_at, due_at in rows if done_at]


def mailed_again(mails: list[dict[str, Any]]) -> int:
    """How many mails told of something that an earlier one had told of."""
    met, count = set[int](), 0
    for mail in mails:
        count += not met.isdisjoint(mail["rows"])
        met.update(mail["rows"])
    return count


def mailed_too_soon(mails: list[dict[str, Any]]) -> int:
    of_each = {to: [mail["at"] for mail in mails if mail["to"] == [to]] for mail in mails for to in mail["to"]}
    return sum(later - earlier < QUIET for times in of_each.values() for earlier, later in pairwise(times))


if __name__ == "__main__":
    sys.exit(timers.main(run))
