"""The time of a channel that an import or a batch has read."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from typing import NamedTuple

from community.models import Channel, ImportRun


class Span(NamedTuple):
    """The first and the last moment at which something was posted."""

    first: datetime
    last: datetime


class Covered(NamedTuple):
    """A channel's time between the first and the last message read, those too that were stored before.

    `run` is the finished import, or None for what was pushed or pulled, and `name` is what people call it.
    """

    channel: int
    span: Span
    run: int | None
    name: str

    @classmethod
    def by_run(cls, run: ImportRun) -> "Covered | None":
        span = span_of_run(run)
        # A file by its own name, as its folder is the server's matter.
        return cls(run.channel_id, span, run.pk, PurePath(run.source).name or run.source) if span else None

    @classmethod
    def by_batch(cls, channel: Channel, posted: Iterable[datetime | None], now: datetime) -> "Covered | None":
        span = widened(None, posted, now)
        return cls(channel.pk, span, None, channel.source.name) if span else None


def span_of_run(run: ImportRun) -> Span | None:
    first, last = run.first_posted_at, run.last_posted_at
    return Span(first, last) if first and last else None


def widened(span: Span | None, posted: Iterable[datetime | None], now: datetime) -> Span | None:
    """Return a span that holds these moments too."""
    # A platform whose clock is ahead of ours has told us nothing of the time to come.
    moments = [*(span or ()), *(min(at, now) for at in posted if at)]
    return Span(min(moments), max(moments)) if moments else None
