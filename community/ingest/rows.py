"""Build message rows from records, without writing them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from community.ingest.members import author_key
from community.ingest.touched import Standing, Touched
from community.models import Channel, ImportRun, Member, Message, MessageText
from community.records import RawMessage

# Columns that follow the source. A blank changes nothing, because an export may lack the column.
FACTS = (
    *("kind", "title", "posted_at", "edited_at", "parent_external_id", "thread_external_id"),
    *("reactions", "reports", "views", "url", "language", "tags"),
)
UPDATED_FIELDS = (*FACTS, "text", "author", "from_staff", "removed_at", "revision", "digest", "run")


@dataclass
class Stored:
    """The messages that a batch changed.

    It is handed on inside the batch's transaction. No message is in two lists.
    """

    created: list[Message] = field(default_factory=list)
    # A new text or title, with a higher revision.
    changed: list[Message] = field(default_factory=list)
    # The same text with another fact that matters to a case, such as reports, kind or author.
    reported: list[Message] = field(default_factory=list)
    # Deleted at the source.
    removed: list[Message] = field(default_factory=list)
    # Days and threads of all these messages, and of others that count differently because of them.
    touched: Touched = field(default_factory=Touched)
    is_history: bool = False


@dataclass
class Rows:
    """The rows that one batch creates and changes, by external id.

    The newest record of an id is applied last.
    """

    channel: Channel
    run: ImportRun | None
    now: datetime
    authors: dict[str, Member]
    by_id: dict[str, Message]
    touched: Touched
    created: list[Message] = field(default_factory=list)
    updated: dict[int, Message] = field(default_factory=dict)
    moved: dict[int, Message] = field(default_factory=dict)
    earlier: list[MessageText] = field(default_factory=list)
    _stood: dict[int, Standing] = field(default_factory=dict)
    _changed: set[int] = field(default_factory=set)
    _reported: set[int] = field(default_factory=set)

    def create(self, record: RawMessage, digest: str, pk: int) -> None:
        author = self.authors.get(author_key(record))
        message = Message(
            pk=pk,
            community_id=self.channel.community_id,
            channel_id=self.channel.pk,
            external_id=record.external_id,
            author_id=author.pk if author else None,
            from_staff=bool(record.from_staff or (author and author.is_staff)),
            text=record.text,
            received_at=self.now,
            removed_at=self.now if record.deleted else None,
            digest=digest,
            run_id=self.run.pk if self.run else None,
            **{name: getattr(record, name) for name in FACTS},
        )
        # A source without times is taken to be live.
        message.posted_at = record.posted_at or self.now
        message.tags = list(record.tags)
        self.by_id[record.external_id] = message
        self.created.append(message)

    def update(self, record: RawMessage, digest: str) -> None:
        message = self.by_id[record.external_id]
        before = _case_facts(message)
        self._stood.setdefault(message.pk, Standing.of(message))
        where = (message.parent_external_id, message.thread_external_id)
        # A deleted message keeps its text, because sources blank it or write "[deleted]" over it.
        if not record.deleted and (record.text, record.title or message.title) != (message.text, message.title):
            self._revise(message, record.text)
        self._follow(message, record)
        message.digest, message.run = digest, self.run
        if _case_facts(message) != before:
            self._reported.add(message.pk)
        if (message.parent_external_id, message.thread_external_id) != where:
            self.moved[message.pk] = message
        self.updated[message.pk] = message

    @property
    def changed(self) -> list[Message]:
        """Messages stored before this batch that must be written again."""
        return list(self._before(self.updated))

    @property
    def moved_before(self) -> list[Message]:
        return list(self._before(self.moved))

    def stored(self, *, is_history: bool) -> Stored:
        stored = Stored(created=self.created, touched=self.touched, is_history=is_history)
        self.touched.came(self.created)
        for message in self.changed:
            self.touched.followed(message, self._stood[message.pk])
            if message.removed_at:
                stored.removed += [message] if message.pk in self._reported else []
            elif message.pk in self._changed:
                stored.changed.append(message)
            elif message.pk in self._reported:
                stored.reported.append(message)
        return stored

    def _before(self, messages: dict[int, Message]) -> Iterator[Message]:
        new = {message.pk for message in self.created}
        return (message for pk, message in messages.items() if pk not in new)

    def _revise(self, message: Message, text: str) -> None:
        old = {"revision": message.revision, "title": message.title, "text": message.text}
        self.earlier.append(MessageText(message_id=message.pk, replaced_at=self.now, **old))
        self._changed.add(message.pk)
        message.text = text
        message.revision += 1

    def _follow(self, message: Message, record: RawMessage) -> None:
        for name in FACTS:
            # A blank does not overwrite, because many exports leave columns out.
            if (value := getattr(record, name)) not in (None, "", ()):
                setattr(message, name, value)
        message.tags = list(message.tags)
        message.removed_at = (message.removed_at or self.now) if record.deleted else None
        author = self.authors.get(author_key(record))
        if author:
            message.author_id = author.pk
        message.from_staff = bool(message.from_staff or record.from_staff or (author and author.is_staff))


def _case_facts(message: Message) -> tuple[object, ...]:
    """Return the facts besides the text that a case depends on."""
    return message.kind, message.from_staff, message.author_id, message.removed_at is None, message.reports or 0
