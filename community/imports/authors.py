"""Count the authors of a file, those who begin conversations and the staff among them."""

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Count, Q

from community.imports.scratch import Scratch
from community.imports.silent import has_roles, staff_among
from community.imports.staff_share import StaffFigures
from community.ingest.identities import Identity, identity_of, party_of
from community.ingest.seen import VALUES_A_QUERY
from community.models import Channel, Conversation, Message
from community.records import RawMessage

AUTHORS = "CREATE TABLE author (name TEXT PRIMARY KEY, staff INTEGER, begins INTEGER) WITHOUT ROWID"
THREADS = "CREATE TABLE thread (name TEXT PRIMARY KEY, at REAL, author TEXT) WITHOUT ROWID"
ADD_AUTHOR = """
    INSERT INTO author VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET staff = max(staff, excluded.staff), begins = max(begins, excluded.begins)
"""
# An export may have the newest first.
ADD_THREAD = """
    INSERT INTO thread VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET at = excluded.at, author = excluded.author WHERE excluded.at < at
"""
BEGIN = "UPDATE author SET begins = 1 WHERE name IN (SELECT author FROM thread)"
COUNTED = "SELECT count(*), sum(staff), sum(begins), sum(staff AND begins) FROM author"
STAFF = "SELECT name FROM author WHERE staff"
SOME_THREADS = "SELECT name FROM thread WHERE name > ? ORDER BY name LIMIT ?"
# The first letter of a name says what it is the name of.
BY_ID, BY_NAME, UNKNOWN, THREAD, PARTY = "inutp"


class Marks(NamedTuple):
    """Whether an author is staff, and begins a conversation."""

    is_staff: bool = False
    begins: bool = False


NEITHER = Marks()


class Authors:
    """The authors of a file that is to be read into a channel, or into one that does not exist yet."""

    def __init__(self, channel: Channel | None) -> None:
        self._channel = channel
        self._source = channel.source if channel and has_roles(channel.source) else None
        self._tables = Scratch(AUTHORS, THREADS)
        self._unknown = 0

    def add(self, records: Sequence[RawMessage]) -> None:
        """Count the authors of a batch. Who or what is automated is nobody."""
        staff = set(map(_name_of, staff_among(self._source, records))) if self._source else set()
        authors: dict[str, Marks] = {}
        threads: dict[str, tuple[float, str]] = {}
        for record in records:
            if record.automated:
                continue
            name = self._author_of(record)
            begins = not record.parent_external_id and record.kind != "reply"
            if begins and (thread := _thread_of(record)):
                # Who begins it is known when all of the file is read.
                place = (record.posted_at.timestamp() if record.posted_at else 0.0, name)
                threads[thread] = min(threads.get(thread, place), place, key=itemgetter(0))
                begins = False
            mine = authors.get(name, NEITHER)
            is_staff = bool(record.from_staff) or name in staff
            authors[name] = Marks(mine.is_staff or is_staff, mine.begins or begins)
        self._tables.write(ADD_AUTHOR, ((name, *marks) for name, marks in authors.items()))
        self._tables.write(ADD_THREAD, ((name, *place) for name, place in threads.items()))

    def figures(self, *, compares: bool = True) -> StaffFigures:
        """Return the figures, compared with the whole channel unless that takes too long for whoever waits."""
        if self._channel:
            self._forget_threads(self._channel)
        self._tables.write(BEGIN, [()])
        (counted,) = self._tables.ask(COUNTED)
        authors, staff, beginners, both = (int(str(count or 0)) for count in counted)
        # The channel is asked only where it can matter.
        if not (compares and self._channel and staff):
            return StaffFigures(authors, staff, beginners, both)
        before, known = _share_so_far(self._channel), _staff_so_far(self._channel)
        named = sum(name in known for (name,) in self._tables.ask(STAFF))
        return StaffFigures(authors, staff, beginners, both, *before, named)

    def _author_of(self, record: RawMessage) -> str:
        if identity := identity_of(record):
            return _name_of(identity)
        if record.from_staff:
            # Nobody knows how many of the staff have no name.
            return UNKNOWN
        # Of the others each is a person.
        self._unknown += 1
        return f"{UNKNOWN}{self._unknown}"

    def _forget_threads(self, channel: Channel) -> None:
        """Leave out threads that have begun before this file."""
        last = ""
        while names := [str(name) for (name,) in self._tables.ask(SOME_THREADS, (last, VALUES_A_QUERY))]:
            self._tables.write("DELETE FROM thread WHERE name = ?", ((name,) for name in _begun_in(channel, names)))
            last = names[-1]


def _name_of(identity: Identity) -> str:
    return f"{BY_ID}{identity.id}" if identity.id else f"{BY_NAME}{identity.name_key}"


def _thread_of(record: RawMessage) -> str:
    if record.thread_external_id:
        return f"{THREAD}{record.thread_external_id}"
    if record.kind != "direct":
        return ""
    other = party_of(record) if record.from_staff else identity_of(record)
    return f"{PARTY}{_name_of(other)}" if other else ""


def _begun_in(channel: Channel, names: Iterable[str]) -> Iterator[str]:
    threads = [name[1:] for name in names if name.startswith(THREAD)]
    parties = [name[2:] for name in names if name.startswith(f"{PARTY}{BY_ID}")]
    stored = Message.objects.filter(channel=channel, thread_external_id__in=threads)
    for thread in stored.values_list("thread_external_id", flat=True).distinct():
        yield f"{THREAD}{thread}"
    direct = Conversation.objects.filter(channel=channel, member__external_id__in=parties)
    for party in direct.values_list("member__external_id", flat=True):
        yield f"{PARTY}{BY_ID}{party}"


def _staff_so_far(channel: Channel) -> set[str]:
    """Return the names of those who are staff in a channel."""
    staff = Message.objects.filter(channel=channel, automated=False, from_staff=True)
    told = set(staff.values_list("author", "author__external_id", "author__name_key").distinct())
    return {_name_of(Identity(*said)) if author else UNKNOWN for author, *said in told}


def _share_so_far(channel: Channel) -> tuple[int, int]:
    """Return how many authors a channel has, and how many of them are staff."""
    of_staff = Q(from_staff=True)
    counted = Message.objects.filter(channel=channel, automated=False).aggregate(
        known=Count("author", distinct=True),
        unknown=Count("pk", filter=Q(author=None) & ~of_staff),
        staff=Count("author", distinct=True, filter=of_staff),
        unnamed=Count("pk", filter=Q(author=None) & of_staff),
    )
    unnamed = min(counted["unnamed"], 1)
    return counted["known"] + counted["unknown"] + unnamed, counted["staff"] + unnamed
