"""What comes in and is worked on as it really is: through ingest, intake, pipeline and the verbs of cases."""

from datetime import UTC, datetime, timedelta

from community.models import Channel, Message
from community.records import RawMessage
from moderation.assessments import intake, pipeline
from moderation.rollups import refresh
from tests.community.storing import raw, store

MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def said(
    external_id: str, at: datetime = MONDAY, to: str = "", text: str = "The zip broke.", **more: object
) -> RawMessage:
    more.setdefault("author_id", "desk" if more.get("from_staff") else "moira")
    return raw(external_id, text, posted_at=at, parent_external_id=to, **more)


def answered(external_id: str, at: datetime, to: str = "", **more: object) -> RawMessage:
    return said(external_id, at, to, "Thank you, we are on it.", from_staff=True, **more)


def receive(channel: Channel, *records: RawMessage, now: datetime = MONDAY + 30 * DAY, judged: bool = True) -> None:
    """Store one batch, and let the pipeline judge it."""
    store(channel, *records, now=now, on_stored=intake.stored)
    if judged:
        pipeline.drain()


def keep_up(channel: Channel) -> None:
    refresh.bring_up_to_date(channel.community)


def message(external_id: str) -> Message:
    return Message.objects.get(external_id=external_id)
