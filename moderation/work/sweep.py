"""Finds every few seconds what a lost bell, a dead worker or the clock has left to do."""

from datetime import datetime
from functools import partial

from django.db import transaction

from community.connectors.kinds import CONNECTORS
from community.models import ErasedMember, Feed
from moderation.administration import people
from moderation.assessments import intake, looking_over
from moderation.escalations import gatherings, reminders, rules
from moderation.members import erasing, retaining
from moderation.models import PendingAssessment, Rescoring, TakeBack, Tally, Upload
from moderation.outbox import delivery, fetching
from moderation.recounts import slices
from moderation.rollups import refresh
from moderation.uploads import cleanup
from moderation.work import bell, setback
from moderation.work.errands import Errand, Run, Work, clock_from, run_guarded, run_in_line

TALLY_ROWS = 100


def sweep_once(now: datetime, run: Run = run_in_line) -> dict[str, int]:
    """Do every step once, and run errands in this way. Returns how much each found to do."""
    clock = clock_from(now)
    return {name: run_guarded(name, step, clock()) for name, step in steps(run).items()}


def steps(run: Run) -> dict[str, Work]:
    # Each is safe to run twice at once, and one that fails does not hold up the others.
    return {
        "take up after a clock set back": setback.take_up,
        "wake": wake_workers,
        "wake imports": wake_imports,
        "wake for moods": wake_for_moods,
        # Before what may have to wait for others: a feed, or a mail server.
        "escalate": rules.ask_rules,
        "count people": gatherings.ask_gatherings,
        "remind teams": reminders.remind_teams,
        "look over cases": looking_over.look_over,
        "release strays": people.release_strays,
        "read feeds": partial(read_feeds, run=run),
        "deliver": partial(delivery.deliver_due, run=run),
        "hand over": fetching.hand_over_late,
        "add up tallies": add_up_tallies,
        "tidy uploads": cleanup.tidy_uploads,
        # Before the days that it marks are counted.
        "go on with recounts": slices.go_on,
        "roll up": refresh.roll_up,
        "erase members": partial(erase_members, run=run),
        "retain": partial(retain, run=run),
    }


def wake_workers(now: datetime) -> int:
    """Ring for work that is due: its bell may have been lost, or its worker have died."""
    return int(PendingAssessment.objects.due(now).exists() and bell.ring())


def wake_imports(now: datetime) -> int:
    is_due = Upload.objects.due(now).exists() or TakeBack.objects.due(now).exists()
    return int(is_due and bell.ring_for_imports())


def wake_for_moods(_now: datetime) -> int:
    return int(Rescoring.objects.to_do().exists() and bell.ring_for_moods())


def read_feeds(now: datetime, run: Run = run_in_line) -> int:
    feeds = Feed.objects.filter(is_on=True, kind__in=CONNECTORS).select_related("community")
    return run([reading_of(feed) for feed in feeds], now)


def reading_of(feed: Feed) -> Errand:
    connector = CONNECTORS[feed.kind]
    pull = partial(connector.pull, feed, on_stored=intake.stored)
    return Errand(f"read feed {feed.pk}", pull, connector.budget.seconds_a_pull)


def erase_members(now: datetime, run: Run = run_in_line) -> int:
    """Go on with erasures that an admin asked for, off the path of the timers."""
    waiting = ErasedMember.objects.filter(finished_at=None).exists()
    return run([Errand("erase members", erasing.go_on_with_all, erasing.SECONDS_A_SWEEP)] if waiting else [], now)


def retain(now: datetime, run: Run = run_in_line) -> int:
    """Take out what is older than desks keep it, off the path of the timers."""
    is_due = retaining.desks_due(now).exists()
    return run([Errand("retain", retaining.retain_all, retaining.SECONDS_A_SWEEP)] if is_due else [], now)


@transaction.atomic
def add_up_tallies(_now: datetime) -> int:
    """Fold many small count rows into one, so that reading a count stays cheap."""
    rows = list(Tally.objects.select_for_update(skip_locked=True).order_by("pk")[:10_000])
    if len(rows) < TALLY_ROWS:
        return 0
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.name] = totals.get(row.name, 0) + row.amount
    Tally.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Tally.objects.bulk_create(Tally(name=name, amount=amount) for name, amount in totals.items())
    return len(rows)
