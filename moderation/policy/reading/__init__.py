"""The plain reading of a text, without markup and with every letter in its usual form."""

from functools import cached_property

from moderation.policy.reading.draft import Draft, Span
from moderation.policy.reading.letters import has_odd_letters, plain_letters
from moderation.policy.reading.lines import may_be_forwarded
from moderation.policy.reading.marks import drop_marks
from moderation.policy.reading.markup import resolve_markup
from moderation.policy.reading.segments import Kind, Segment, find_segments, split_hashtags, without_addresses

# Raised whenever the same text is read differently, and stored with each assessment.
READING_VERSION = 1

__all__ = [
    "READING_VERSION",
    "Draft",
    "Kind",
    "Reading",
    "Segment",
    "Span",
    "read_letters",
    "read_text",
    "split_hashtags",
]

# Markup begins with one of these, and most texts have none.
SIGNS = bytes(code for code in range(128) if chr(code) not in "<>&*[`#@_~|\\\x0b\x0c\x1c\x1d\x1e\x1f")


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
    draft = Draft(text)
    if is_plain(text):
        return Reading(text, draft)
    draft = drop_marks(resolve_markup(draft))
    return Reading(text, plain_letters(draft) if has_odd_letters(draft.text) else draft)


def read_letters(text: str) -> Draft:
    """Return a text with its letters in their usual form, and its marks as they are."""
    return plain_letters(Draft(text)) if has_odd_letters(text) else Draft(text)


def is_plain(text: str) -> bool:
    """Tell whether a text is ASCII without anything that could be markup."""
    return text.isascii() and not text.encode().translate(None, SIGNS) and not may_be_forwarded(text)
