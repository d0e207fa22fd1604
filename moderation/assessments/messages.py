"""A message in the pipeline, to judge it and as the subject of a case."""

from datetime import datetime
from typing import NamedTuple, Protocol

from moderation.cases.case_row import CaseRow
from moderation.cases.message_row import MessageRow


class Subject(NamedTuple):
    """The message of a possible case, by keys.

    `is_first` says that it has no case and is no copy yet.
    """

    message: int
    revision: int
    community: int
    channel: int
    thread: int
    author: int | None
    posted_at: datetime
    received_at: datetime
    edited_at: datetime | None = None
    # Written by us or among us, so that it opens nothing.
    is_ours: bool = False
    # May answer those who wait.
    answers: bool = False
    # By staff or a machine, who wait for nothing and have no tone.
    is_aside: bool = False
    is_removed: bool = False
    is_history: bool = False
    is_first: bool = False

    @property
    def may_open(self) -> bool:
        """Tell whether the message may open a case."""
        # History is over, staff are not moderated, and a deleted message needs nobody.
        return not (self.is_history or self.is_ours or self.is_removed)

    def began_at(self, now: datetime) -> datetime:
        """Return when its clocks start.

        That is when it was received, or when what makes it a case became known if that was later.
        """
        return min(self.received_at, now) if self.is_first and self.revision == 1 else now

    def new_row(self, now: datetime) -> MessageRow:
        return MessageRow(
            id=None,
            message_id=self.message,
            revision=self.revision,
            joined_at=now,
            author_id=self.author,
            posted_at=self.posted_at,
            thread=self.thread,
        )

    def new_case(self, now: datetime) -> CaseRow:
        return CaseRow(
            community_id=self.community,
            channel_id=self.channel,
            conversation_id=self.thread,
            message_id=self.message,
            revision=self.revision,
            author_id=self.author,
            posted_at=self.posted_at,
            opened_at=now,
            unclaimed_at=now,
            found_at=now,
        )


class Asked(Protocol):
    """The columns of a pending row that a subject needs."""

    @property
    def revision(self) -> int: ...
    @property
    def is_history(self) -> bool: ...
    @property
    def is_first(self) -> bool: ...


class Said(NamedTuple):
    """The columns of a message that judging it needs.

    A model instance costs more than the judging itself.
    """

    id: int
    community_id: int
    source_id: int
    channel_id: int
    author_id: int | None
    guest_name: str
    conversation_id: int
    kind: str
    title: str
    text: str
    from_staff: bool
    said_staff: bool | None
    automated: bool
    internal: bool
    posted_at: datetime
    received_at: datetime
    edited_at: datetime | None
    removed_at: datetime | None
    reactions: int | None
    reports: int | None
    views: int | None
    rating: float | None
    language: str

    @property
    def answers(self) -> bool:
        """Tell whether the message may answer others."""
        return self.from_staff and not (self.automated or self.internal)

    @property
    def is_ours(self) -> bool:
        """Tell whether the source itself says that staff wrote it, as nobody can who takes a name."""
        return self.internal or bool(self.from_staff and self.said_staff)

    @property
    def prose(self) -> str:
        """The text, or the title of a message without one."""
        return self.text if self.text.strip() else self.title

    def as_subject(self, asked: Asked) -> Subject:
        """Return the message as the subject of a case."""
        return Subject(
            message=self.id,
            revision=asked.revision,
            community=self.community_id,
            channel=self.channel_id,
            thread=self.conversation_id,
            author=self.author_id,
            posted_at=self.posted_at,
            received_at=self.received_at,
            edited_at=self.edited_at,
            is_ours=self.is_ours,
            answers=self.answers,
            is_aside=self.from_staff or self.automated or self.internal,
            is_removed=self.removed_at is not None,
            is_history=asked.is_history,
            is_first=asked.is_first,
        )
