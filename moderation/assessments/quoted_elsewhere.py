"""Quotes of what somebody else said whole elsewhere in the source."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from community.models import Message
from moderation.assessments.messages import Said
from moderation.assessments.quotable import Replaced, is_of_another_before, replaced_texts
from moderation.assessments.same_texts import said_since
from moderation.policy.normalise import fingerprint
from moderation.policy.quotes import quoted_texts
from moderation.policy.reading import read_text

WITHIN = timedelta(days=30)


class Spoken(NamedTuple):
    """Who wrote a message, when, and in which source."""

    id: int
    source_id: int
    author_id: int | None
    person: int | None
    from_staff: bool
    posted_at: datetime
    edited_at: datetime | None
    revision: int


COLUMNS = tuple("author__person" if name == "person" else name for name in Spoken._fields)


def quoted_elsewhere(quoting: Collection[Said], batch: Mapping[int, int]) -> dict[int, list[str]]:
    """Return the quotes of each message that others said as a whole text in its source.

    `batch` has the fingerprints of the messages that are judged together, which have no assessment yet. The answer
    holds only the quoting message's own words, wherever they were said.
    """
    quotes = {message.id: marked_quotes(message.text) for message in quoting}
    wanted = {mark for each in quotes.values() for mark in each}
    if not wanted:
        return {}
    since = min(message.posted_at for message in quoting) - WITHIN
    marks = said_since(wanted, since) | {pk: mark for pk, mark in batch.items() if mark in wanted}
    spoken = spoken_of({*marks, *quotes})
    voices = voices_of(spoken, marks)
    replaced = replaced_texts([pk for pk in marks if pk in spoken and spoken[pk].revision > 1])
    return {
        one.id: [
            text
            for mark, text in quotes[one.id].items()
            if any(
                is_of_another_before(voice, one) and said_it_before(voice, mark, replaced[voice.id], one.posted_at)
                for voice in voices[one.source_id, mark]
            )
        ]
        for one in spoken.values()
        if one.id in quotes
    }


def voices_of(spoken: Mapping[int, Spoken], marks: Mapping[int, int]) -> dict[tuple[int, int], list[Spoken]]:
    """Return the first message of each author with each text, by source and fingerprint."""
    first: dict[tuple[int, int], dict[tuple[int | None, bool], Spoken]] = defaultdict(dict)
    said = (one for one in spoken.values() if one.id in marks)
    for one in sorted(said, key=attrgetter("posted_at")):
        # One author's flood is compared once.
        first[one.source_id, marks[one.id]].setdefault((one.author_id, one.from_staff), one)
    return defaultdict(list, {key: list(each.values()) for key, each in first.items()})


def said_it_before(voice: Spoken, mark: int, replaced: Sequence[Replaced], moment: datetime) -> bool:
    """Tell whether a message had the text with this fingerprint at a moment, and not only after a later edit."""
    if not replaced or (voice.edited_at or replaced[-1].replaced_at) <= moment:
        return True
    return any(fingerprint(text) == mark for text, _ in replaced)


def marked_quotes(text: str) -> dict[int, str]:
    """Return the quotes in a text by fingerprint, without those as short as anybody may say."""
    marked = {fingerprint(quote): quote for quote in quoted_texts(read_text(text))}
    return {mark: quote for mark, quote in marked.items() if mark}


def spoken_of(keys: Iterable[int]) -> dict[int, Spoken]:
    rows = Message.objects.filter(pk__among=list(keys)).values_list(*COLUMNS)
    return {row[0]: Spoken(*row) for row in rows}
