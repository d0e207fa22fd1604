"""Names attachments of messages, each with a link that cannot mislead."""

from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from community.models import Message
from moderation.web.shared.source import Source, source_of

SHOWN, NAME = 20, 80


class Attachment(NamedTuple):
    """An attachment's name, and the link to it where it is a web address."""

    name: str
    source: Source | None


def attachments_of(message: Message) -> list[Attachment]:
    """Return the first attachments of a message."""
    return [Attachment(file_name(str(link)), source_of(str(link))) for link in message.attachments[:SHOWN]]


def file_name(link: str) -> str:
    """Return the last part of an address, or of what is none."""
    try:
        path = urlsplit(link).path
    except ValueError:
        path = link
    name = " ".join(unquote(PurePosixPath(path).name).split())
    return name if len(name) <= NAME else f"{name[:NAME]}…"
