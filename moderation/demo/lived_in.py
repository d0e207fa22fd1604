"""The demo's last days, as they would have come in while people were at their desks."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from functools import partial
from random import Random

from django.db.models import F

from community.connectors.storing import store_records
from community.connectors.stub.connector import actions_to_play_back, played_back, still_gone
from community.models import Feed, Message
from community.records import RawMessage
from moderation.assessments import intake
from moderation.assessments.facts import load_batch
from moderation.assessments.finish import finish_batch
from moderation.assessments.lease import COLUMNS, Lease, Row
from moderation.assessments.pipeline import judge_rows
from moderation.demo.delivering import NoMail, deliver_all
from moderation.demo.desk import heed_alarm, work_a_shift
from moderation.demo.shifts import SHIFT, looks, shifts
from moderation.escalations import gatherings, reminders, rules
from moderation.models import Arrival, PendingAssessment

# Many people turn on one message so long before the last afternoon's shift.
AFTERNOON, PILE_ON_BEFORE = time(12), timedelta(hours=5)
AUTO_REPLY = (
    "Thank you for writing. This is an automatic reply: somebody will read your message within one working day."
)
AUTO_REPLY_SHARE = 0.4


def play_days(feed: Feed, records: Iterable[RawMessage], since: datetime, until: datetime) -> int:
    """Store these records shift by shift, judge them, and have people work on what opens. Returns how many."""
    said = sorted(with_auto_replies(records), key=lambda record: record.posted_at or since)
    start = since
    for look in looks(feed, said, since, until):
        take_in(feed, said_between(said, start, look.at), look.at)
        start = look.at
        if not look.is_shift:
            heed_alarm(feed, look.at)
        elif look.at + SHIFT <= until:
            work_a_shift(feed, look.at)
    take_in(feed, said_between(said, start, until), until)
    return len(said)


def said_between(said: Iterable[RawMessage], start: datetime, end: datetime) -> list[RawMessage]:
    return [record for record in said if record.posted_at and start <= record.posted_at < end]


def pile_on_at(feed: Feed, since: datetime, until: datetime) -> datetime:
    afternoons = [moment for moment in shifts(feed, since, until) if moment.time() >= AFTERNOON]
    return max(afternoons, default=until) - PILE_ON_BEFORE


def take_in(feed: Feed, said: list[RawMessage], now: datetime) -> None:
    """Store what came in until now, with what the desk did played back, and let rules and reminders look at it."""
    told = actions_to_play_back(feed)
    records = [*still_gone(feed, said), *filter(None, map(played_back, told))]
    store_records(feed, records, now, partial(intake.stored, now=now))
    feed.actions.filter(pk__in=[action.pk for action in told]).update(played_at=now)
    # It came in when it was said, and not at once.
    Message.objects.filter(channel__feed=feed, received_at=now).update(received_at=F("posted_at"))
    Arrival.objects.filter(conversation__channel__feed=feed).update(due_at=now)
    judge_waiting(now)
    rules.ask_rules(now)
    gatherings.ask_gatherings(now)
    reminders.remind_teams(now)
    deliver_all(NoMail(), now)


def judge_waiting(now: datetime) -> None:
    """Judge what came in, as of then. Nobody else works while the demo is loaded."""
    waiting = PendingAssessment.objects.filter(is_history=False, token=None)
    rows = tuple(
        Row(pk, message, revision, is_history, is_first, tries + 1)
        for pk, message, revision, is_history, is_first, tries in waiting.order_by("pk").values_list(*COLUMNS)
    )
    if not rows:
        return
    held = Lease(uuid.uuid4(), rows)
    waiting.filter(pk__in=[row.pk for row in rows]).update(token=held.token, tries=F("tries") + 1)
    judged, failed = judge_rows(load_batch(held, now))
    finish_batch(held, judged, failed, now)


def with_auto_replies(records: Iterable[RawMessage]) -> Iterator[RawMessage]:
    """Follow some first private messages with the automatic reply of a help desk."""
    for record in records:
        yield record
        is_first = record.kind == "direct" and not record.parent_external_id and not record.from_staff
        if is_first and record.posted_at and Random(record.external_id).random() < AUTO_REPLY_SHARE:
            yield auto_reply(record, record.posted_at + timedelta(seconds=20))


def auto_reply(to: RawMessage, at: datetime) -> RawMessage:
    return RawMessage(
        external_id=f"{to.external_id}-auto",
        text=AUTO_REPLY,
        channel=to.channel,
        kind="direct",
        author_id="auto-desk",
        author_name="Support desk, automatic",
        from_staff=True,
        automated=True,
        posted_at=at,
        parent_external_id=to.external_id,
        thread_external_id=to.external_id,
        recipient_id=to.author_id,
    )
