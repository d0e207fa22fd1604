"""Shows texts as people read them, with evidence in its new place."""

from collections.abc import Iterable
from dataclasses import dataclass

from community.models import Message
from moderation.policy.reading import Reading, read_text
from moderation.web.shared.present import Seen

# A longer text is shown as it was written, because reading it takes as long as a page may take.
LONGEST_READ = 20_000
# Markup takes more room than what it says.
ROOM = 20


@dataclass(slots=True)
class Evidence:
    """A finding by the characters of the plain reading."""

    number: int
    severity: int
    start: int
    end: int


def read_evidence(plain: Reading, findings: Iterable[Seen]) -> list[Evidence]:
    return [Evidence(found.number, found.severity, *plain.read(found.start, found.end)) for found in findings]


def plain_excerpt(message: Message, most: int) -> str:
    """Return the beginning of a title and a text in one line, or how many attachments there are instead."""
    written = message.text[: most * ROOM]
    # A text of nothing but markup is shown as it was written.
    text = read_text(written).text.strip() or written
    words = " ".join(f"{message.title}{': ' if message.title and text else ''}{text}".split())
    words = words or attachments_in_words(message)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def attachments_in_words(message: Message) -> str:
    count = len(message.attachments)
    return "" if not count else "1 attachment" if count == 1 else f"{count} attachments"
