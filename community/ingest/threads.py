"""Link replies to their parents, and keep thread roots right."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import QuerySet

from community.ingest.seen import in_chunks
from community.ingest.touched import Touched
from community.models import Channel, Message


@dataclass(slots=True)
class Child:
    """A message that waits for its parent.

    Until the parent comes it is the first of its own tree.
    """

    pk: int
    has_parent: bool
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Target:
    """A stored message that others wait for."""

    pk: int
    is_own: bool


@dataclass
class Threads:
    """A forest in memory that maps each message to its root.

    `linked` is the parent of each message whose wait is over. It is None when only the thread is known, or when the
    link would close a circle.
    """

    above: dict[int, int] = field(default_factory=dict)
    linked: dict[int, int | None] = field(default_factory=dict)

    def root(self, pk: int) -> int:
        path = []
        while pk in self.above:
            path.append(pk)
            pk = self.above[pk]
        # Shortens the path, because a long chain with its parents last would be walked over and over.
        for step in path:
            self.above[step] = pk
        return pk

    def link(self, child: Child, target: int) -> None:
        root = self.root(target)
        # A target below the child would close a circle, so the child stays the first of its tree.
        if root == child.pk:
            self.linked[child.pk] = None
            return
        self.above[child.pk] = root
        self.linked[child.pk] = target if child.has_parent else None

    def place(self, pk: int) -> tuple[int | None, int | None]:
        """Return the parent and root that a message's row holds."""
        root = self.root(pk)
        return self.linked.get(pk), root if root != pk else None


class Arrivals:
    """Messages that arrive in a channel and are linked both ways.

    Each looks for its parent, and is found by the replies that wait for it.
    """

    def __init__(self, channel: Channel, messages: list[Message]) -> None:
        self.threads = Threads()
        self.channel = channel
        # The external id that each message still waits for.
        self.wants: dict[int, str] = {}
        self.targets = self._targets(wanted_parent(message) for message in messages)
        self.waiting = self._waiting(message.external_id for message in messages)

    def _targets(self, external_ids: Iterable[str]) -> dict[str, Target]:
        """Return the messages stored under these ids in the community.

        The channel's own message is preferred.
        """
        found: dict[str, Target] = {}
        stored = Message.objects.filter(community=self.channel.community_id).order_by("pk")
        for ids in in_chunks(filter(None, external_ids)):
            rows = stored.filter(external_id__in=ids).values_list("pk", "external_id", "channel", "root")
            for pk, external_id, channel, root in rows:
                if external_id not in found or channel == self.channel.pk:
                    found[external_id] = Target(pk, channel == self.channel.pk)
                if root:
                    self.threads.above[pk] = root
        return found

    def _waiting(self, external_ids: Iterable[str]) -> dict[str, list[Child]]:
        found: dict[str, list[Child]] = {}
        for ids in in_chunks(external_ids):
            rows = who_waits(self.channel).filter(waiting_for__in=ids, root=None).order_by("pk")
            for pk, target, parent, channel in rows.values_list("pk", "waiting_for", "parent_external_id", "channel"):
                found.setdefault(target, []).append(Child(pk, bool(parent), channel == self.channel.pk))
        return found

    def arrive(self, message: Message, *, is_new: bool) -> None:
        want = wanted_parent(message)
        child, target = Child(message.pk, bool(message.parent_external_id)), self.targets.get(want)
        # Ids may be unique in a channel only, so a link into another one holds until the channel's own message comes.
        self.wants[message.pk] = "" if target and target.is_own else want
        if target:
            self.threads.link(child, target.pk)
        elif want:
            self.waiting.setdefault(want, []).append(child)
        if is_new:
            self.targets[message.external_id] = Target(message.pk, is_own=True)
            for waiter in self.waiting.pop(message.external_id, ()):
                self.threads.link(waiter, message.pk)
                self.wants[waiter.pk] = "" if waiter.is_own else message.external_id


@dataclass(frozen=True, slots=True)
class Links:
    """New parents, roots and waits of stored messages.

    They are written after the new messages, which they point to.
    """

    rows: dict[int, tuple[int | None, int | None, str]]

    @property
    def threads(self) -> dict[int, int]:
        """The thread of each message after the change."""
        return {pk: root or pk for pk, (_, root, _) in self.rows.items()}

    def write(self) -> None:
        links = [(*row, pk) for pk, row in self.rows.items()]
        roots = [(root, pk) for pk, (_, root, _) in self.rows.items() if root]
        with connection.cursor() as cursor:
            if links:
                set_link = "UPDATE community_message SET parent_id = %s, root_id = %s, waiting_for = %s WHERE id = %s"
                cursor.executemany(set_link, links)
            if roots:
                cursor.executemany("UPDATE community_message SET root_id = %s WHERE root_id = %s", roots)


def link_messages(channel: Channel, created: list[Message], moved: list[Message]) -> Links:
    """Set the links of these messages.

    Returns the changes to stored ones.
    """
    for message in moved:
        detach_from_thread(message)
    arrivals = Arrivals(channel, [*moved, *created])
    for message in moved:
        arrivals.arrive(message, is_new=False)
    for message in created:
        arrivals.arrive(message, is_new=True)
    threads, wants = arrivals.threads, arrivals.wants
    for message in (*moved, *created):
        message.parent_id, message.root_id = threads.place(message.pk)
        message.waiting_for = wants[message.pk]
    stored = wants.keys() - {message.pk for message in created}
    return Links({pk: (*threads.place(pk), wants[pk]) for pk in stored})


def relink_from_channels(channel: Channel, created: list[Message], touched: Touched) -> None:
    """Move replies from another channel's message to the channel's own one.

    They were linked there before the channel's own message came.
    """
    lent = who_waits(channel).filter(channel=channel).exclude(root=None)
    for ids in in_chunks(message.external_id for message in created):
        if moved := list(lent.filter(waiting_for__in=ids).order_by("pk")):
            touched.moved(*(message.thread_id for message in moved))
            links = link_messages(channel, [], moved)
            links.write()
            touched.linked(links.threads)


def who_waits(channel: Channel) -> QuerySet[Message]:
    # The second condition is the partial index's.
    return Message.objects.filter(community=channel.community_id).exclude(waiting_for="")


def wanted_parent(message: Message) -> str:
    """Return the external id of the parent, or else of the thread's first message."""
    want = message.parent_external_id or message.thread_external_id
    return "" if want == message.external_id else want


def detach_from_thread(message: Message) -> None:
    """Take a message out of its thread, with the replies below it."""
    level = [message.pk]
    while level and message.root_id:
        below = Message.objects.filter(parent__in=level, root=message.root_id).exclude(pk=message.pk)
        # One query for each level, because a thread stores roots and parents but no paths.
        level = list(below.values_list("pk", flat=True))
        Message.objects.filter(pk__in=level).update(root=message.pk)
    Message.objects.filter(pk=message.pk).update(parent=None, root=None)
