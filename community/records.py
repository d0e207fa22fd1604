"""The records that every reader yields, accepted or rejected."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

TITLE_LIMIT = 500
ID_LIMIT = 255
# Enough to recognise a rejected record, and a bound on what a broken file can store.
RAW_LIMIT = 65_536
BEST_RATING = 5
# The tag of a review whose thumb is down, which is no number of stars.
NOT_RECOMMENDED = "not recommended"
KINDS = ("post", "comment", "reply", "review", "direct")


class Warned(NamedTuple):
    """A value that is left unknown, and why."""

    field: str
    reason: str


# Not a dataclass, because one that is frozen takes eight times as long to make, and a file has millions.
class RawMessage(NamedTuple):
    """A checked record of one message.

    None means that the source did not say. `line` is the 1-based line where the record begins.
    """

    external_id: str
    text: str = ""
    title: str = ""
    channel: str = ""
    # The source of the channel, where a file holds several.
    source_name: str = ""
    kind: str = "comment"
    # The source itself named the kind.
    says_kind: bool = False
    author_id: str = ""
    author_name: str = ""
    # The source calls the author a guest, so the name belongs to many.
    is_guest: bool = False
    # An address that the source has verified as the author's.
    verified_email: str = ""
    from_staff: bool | None = None
    automated: bool | None = None
    # A program answered in the author's place, which says nothing of the author's other messages.
    is_auto_reply: bool = False
    # A note among staff. On a member's message the mark makes it private.
    internal: bool | None = None
    posted_at: datetime | None = None
    edited_at: datetime | None = None
    parent_external_id: str = ""
    thread_external_id: str = ""
    # The thread's id is that of its first message, as the source defines it.
    thread_is_root: bool = False
    # The other party of a direct message by staff.
    recipient_id: str = ""
    # From 1 to 5, where 5 is best.
    rating: float | None = None
    reactions: int | None = None
    reports: int | None = None
    views: int | None = None
    url: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    # Addresses of what is attached.
    attachments: tuple[str, ...] = ()
    deleted: bool = False
    # Deleted by somebody else than its author.
    removed_by_others: bool = False
    warnings: tuple[Warned, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that cannot be stored, with the reason.

    `line` is where it began. `raw` is cut at 64 KiB, `length` and `sha256` are of the whole.
    """

    line: int
    reason: str
    raw: bytes
    length: int
    sha256: str

    @classmethod
    def of(cls, line: int, reason: str, raw: bytes) -> "Reject":
        return cls(line, reason, raw[:RAW_LIMIT], len(raw), hashlib.sha256(raw).hexdigest())


class Unread(Reject):
    """A record too long for a preview, which the import itself may accept."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that is no message, such as “joined the group”, with what it is."""

    line: int
    reason: str


Record = RawMessage | Reject | Skipped
