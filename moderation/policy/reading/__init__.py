"""The plain reading of a text, without markup and with every letter in its usual form."""

from functools import cached_property, lru_cache

from moderation.policy.reading.draft import Draft, Edit, Span
from moderation.policy.reading.letters import has_odd_letters, plain_letters
from moderation.policy.reading.lines import may_be_forwarded
from moderation.policy.reading.marks import drop_marks
from moderation.policy.reading.markup import resolve_markup
from moderation.policy.reading.platforms import resolve_platforms
from moderation.policy.reading.remains import may_be_broken, resolve_remains
from moderation.policy.reading.segments import Kind, Segment, find_segments, split_words, without_addresses

# Raised whenever the same text is read differently, and stored with each assessment.
READING_VERSION = 2

__all__ = [
    "READING_VERSION",
    "Draft",
    "Edit",
    "Kind",
    "Reading",
    "Segment",
    "Span",
    "read_letters",
    "read_text",
    "split_words",
]

# A longer text is read anew each time, so that what is kept stays small.
LONGEST_KEPT = 1_000
# All bytes but those with which markup begins, and most texts have none of these.
NO_SIGNS = bytes({*range(256)} - {*b"<>&*[`_~|\\{^=%", *range(9), 11, 12, *range(14, 32), 127})


class Reading:
    """A text as people read it, with the way back to the characters that were written."""

    def __init__(self, original: str, draft: Draft) -> None:
        self.original = original
        self.draft = draft

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        return find_segments(self.draft)

    @property
    def text(self) -> str:
        return self.draft.text

    @cached_property
    def words(self) -> Draft:
        """The text with its addresses left blank."""
        if "/" not in self.text and "www." not in self.text:
            return self.draft
        return self.draft.rewritten(without_addresses(self.text, self.segments))

    @property
    def has_quote(self) -> bool:
        return any(note.name == Kind.QUOTE for note in self.draft.notes)

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original behind a span of the reading."""
        return self.draft.written(start, end)

    def read(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the reading that shows a span of the original."""
        return self.draft.read(start, end)


def read_text(text: str) -> Reading:
    """Return the plain reading of a text, which may be the text itself."""
    return _read_short(text) if len(text) <= LONGEST_KEPT else _read(text)


def _read(text: str) -> Reading:
    draft = Draft(text)
    if may_have_markup(text):
        draft = drop_marks(resolve_platforms(resolve_markup(resolve_remains(draft))))
    elif text.isascii():
        return Reading(text, draft)
    return Reading(text, plain_letters(draft) if has_odd_letters(draft.text) else draft)


# A message is read for its fingerprint, for its quotes, for the checks and for whom it answers, a batch at a time.
_read_short = lru_cache(maxsize=2_048)(_read)


def read_letters(text: str) -> Draft:
    """Return a text with its letters in their usual form, and its marks as they are."""
    return plain_letters(Draft(text)) if has_odd_letters(text) else Draft(text)


def may_have_markup(text: str) -> bool:
    """Tell whether a text has a sign with which markup begins."""
    if text.encode("utf-8", "surrogatepass").translate(None, NO_SIGNS) or "# " in text or "''" in text:
        return True
    if "-" in text and ("-\n" in text or may_be_forwarded(text)):
        return True
    return not text.isascii() and (may_be_broken(text) or "•" in text)
