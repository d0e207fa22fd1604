"""Build message rows from records, without writing them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, Self

from community.ingest.arriving import Arriving
from community.ingest.changes import FACTS, PARTY, State, state_of, was_before
from community.ingest.covered import Covered
from community.ingest.members import Members
from community.ingest.roles import Roles
from community.ingest.touched import Standing, Touched
from community.models import Channel, ImportRun, Message, MessageText, RunChange
from community.records import NOT_RECOMMENDED, RawMessage

# Values that a message holds in another form than a record.
LISTS = ("tags", "attachments")


class Before(NamedTuple):
    """What a message was before a record: what decides its conversation, what its case depends on, and its reach."""

    where: tuple[object, ...]
    facts: tuple[object, ...]
    reach: tuple[int | None, int | None]

    @classmethod
    def of(cls, message: Message) -> Self:
        direct = message.kind == Message.Kind.DIRECT
        author = (message.author_id, message.from_staff, message.automated) if direct else None
        is_theirs = (message.kind, message.from_staff, message.automated, message.internal, message.author_id)
        rated = (message.rating, NOT_RECOMMENDED in message.tags)
        is_there = (message.removed_at is None, message.removed_by_others)
        return cls(
            where=(message.parent_external_id, message.thread_external_id, direct, author),
            facts=(*is_theirs, *rated, *is_there, message.reports or 0),
            reach=(message.views, message.reactions),
        )


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
    # More views or reactions and nothing else that matters to a case.
    seen: list[Message] = field(default_factory=list)
    # Deleted at the source.
    removed: list[Message] = field(default_factory=list)
    # Days and threads of all these messages, and of others that count differently because of them.
    touched: Touched = field(default_factory=Touched)
    is_history: bool = False
    # The time of the channel that has been read, once an import is finished, or by a batch without one.
    covered: Covered | None = None


@dataclass
class Rows:
    """The rows that one batch creates and changes, by external id.

    The newest record of an id is applied last.
    """

    channel: Channel
    run: ImportRun | None
    now: datetime
    members: Members
    roles: Roles
    by_id: dict[str, Message]
    touched: Touched
    created: list[Message] = field(default_factory=list)
    updated: dict[int, Message] = field(default_factory=dict)
    moved: dict[int, Message] = field(default_factory=dict)
    earlier: list[MessageText] = field(default_factory=list)
    # What was said last of each message.
    records: dict[int, RawMessage] = field(default_factory=dict)
    # Messages with another time than before.
    shifted: list[Message] = field(default_factory=list)
    new_conversations: Collection[int] = ()
    # When messages that were taken back had come in, by external id.
    received: Mapping[str, datetime] = field(default_factory=dict)
    _stood: dict[int, Standing] = field(default_factory=dict)
    # What this run found, and by which run that was written.
    _found: dict[int, tuple[State, int | None]] = field(default_factory=dict)
    # To whom we wrote a direct message that is put back.
    _parties: dict[int, int | None] = field(default_factory=dict)
    _changed: set[int] = field(default_factory=set)
    _reported: set[int] = field(default_factory=set)
    _seen: set[int] = field(default_factory=set)

    def create(self, record: RawMessage, digest: str, pk: int) -> None:
        message = Message(
            pk=pk,
            community_id=self.channel.community_id,
            source_id=self.channel.source_id,
            channel_id=self.channel.pk,
            external_id=record.external_id,
            kind=record.kind,
            text=record.text,
            received_at=self.received.get(record.external_id, self.now),
            digest=digest,
            run_id=self.run.pk if self.run else None,
            **{name: getattr(record, name) for name in FACTS},
        )
        # A source without times is taken to be live.
        message.posted_at = record.posted_at or self.now
        self._follow_author(message, record)
        self._follow_state(message, record)
        self.by_id[record.external_id] = message
        self.records[pk] = record
        self.created.append(message)

    def update(self, record: RawMessage, digest: str) -> None:
        message = self.by_id[record.external_id]
        before = Before.of(message)
        self._remember(message)
        # A deleted message keeps its text, because sources blank it or write "[deleted]" over it.
        if not record.deleted and (record.text, record.title or message.title) != (message.text, message.title):
            self._revise(message, record.text)
        self._follow(message, record)
        message.digest, message.run = digest, self.run
        self._note(message, record, before)

    def put_back(self, message: Message, state: State) -> None:
        """Make a stored message what it was before an import."""
        before = Before.of(message)
        self._remember(message)
        if (state.get("text", message.text), state.get("title", message.title)) != (message.text, message.title):
            self._revise(message, state.get("text", message.text))
        self._parties[message.pk] = state.get(PARTY)
        for name in state.keys() - {PARTY}:
            setattr(message, name, state[name])
        self._note(message, RawMessage(message.external_id), before)

    @property
    def changes(self) -> Iterator[RunChange]:
        """What the run found and changed, of which some was written by the run itself."""
        for message in self.changed if self.run else ():
            state, before = self._found[message.pk]
            yield RunChange(run=self.run, message=message, before_id=before, was=was_before(state, message))

    def _remember(self, message: Message) -> None:
        self._stood.setdefault(message.pk, Standing.of(message))
        # One of this batch has no conversation yet, and was nothing before.
        if message.conversation_id and message.pk not in self._found:
            self._found[message.pk] = (state_of(message), message.run_id)

    def _note(self, message: Message, record: RawMessage, before: Before) -> None:
        after = Before.of(message)
        if after.facts != before.facts:
            self._reported.add(message.pk)
        if after.reach != before.reach:
            self._seen.add(message.pk)
        if message.posted_at != self._stood[message.pk].posted_at:
            self.shifted.append(message)
        if after.where != before.where:
            self.moved[message.pk] = message
        self.records[message.pk] = record
        self.updated[message.pk] = message

    @property
    def changed(self) -> list[Message]:
        """Messages stored before this batch that must be written again."""
        return list(self._before(self.updated))

    @property
    def arriving(self) -> list[Arriving]:
        return [self._arriving(message, is_new=True) for message in self.created]

    @property
    def moved_before(self) -> list[Arriving]:
        return [self._arriving(message, is_new=False) for message in self._before(self.moved)]

    def _arriving(self, message: Message, *, is_new: bool) -> Arriving:
        record = self.records[message.pk]
        is_direct = message.kind == Message.Kind.DIRECT
        party = self._party(message, record) if is_direct else None
        return Arriving(message, is_new, party, record.thread_is_root)

    def _party(self, message: Message, record: RawMessage) -> int | None:
        if message.from_staff or message.automated:
            return self._parties.get(message.pk) or self.members.party(record._replace(kind="direct"))
        return message.author_id

    def stored(self, *, is_history: bool) -> Stored:
        stored = Stored(created=self.created, touched=self.touched, is_history=is_history)
        self.touched.came(self.created, self.new_conversations)
        for message in self.changed:
            self.touched.followed(message, self._stood[message.pk])
            if message.removed_at:
                stored.removed += [message] if message.pk in self._reported else []
            elif message.pk in self._changed:
                stored.changed.append(message)
            elif message.pk in self._reported:
                stored.reported.append(message)
            elif message.pk in self._seen:
                stored.seen.append(message)
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
        # A record that names no kind is no comment for that.
        if record.says_kind or record.kind != Message.Kind.COMMENT:
            message.kind = record.kind
        self._follow_author(message, record)
        self._follow_state(message, record)

    def _follow_author(self, message: Message, record: RawMessage) -> None:
        author, before = self.members.author(record), (message.author_id, message.guest_name)
        if author or record.author_name:
            message.author_id = author.pk if author else None
            message.guest_name = "" if author else record.author_name
        if record.from_staff is not None:
            message.said_staff = message.from_staff = record.from_staff
        if record.automated is not None:
            message.said_automated = message.automated = record.automated
        if self._is_same(message, before):
            # What it counts as by a role of then stays, whatever the role is today.
            return
        said = record._replace(from_staff=message.said_staff, automated=message.said_automated)
        message.from_staff, message.automated = self.roles.facts_of(said, author, message.posted_at)

    def _is_same(self, message: Message, author: tuple[int | None, str]) -> bool:
        """Tell whether a stored message is by the same author and of the same time as before."""
        stood = self._stood.get(message.pk)
        return bool(
            stood and stood.posted_at == message.posted_at and author == (message.author_id, message.guest_name)
        )

    def _follow_state(self, message: Message, record: RawMessage) -> None:
        is_note = message.internal if record.internal is None else record.internal
        message.internal = is_note and message.from_staff
        if is_note and not message.from_staff:
            # What a member may show to staff alone is a message to them.
            message.kind = Message.Kind.DIRECT
        message.removed_at = (message.removed_at or self.now) if record.deleted else None
        message.removed_by_others = record.deleted and record.removed_by_others
        for name in LISTS:
            setattr(message, name, list(getattr(message, name)))
