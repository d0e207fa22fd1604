"""Know the records of people who were erased, by hashes alone."""

import re
from collections.abc import Iterable
from hashlib import sha256

from django.db.models import QuerySet

from community.ingest.identities import Identity, identity_of, name_key, party_of
from community.models import ErasedMember, Source
from community.records import RawMessage, Record, Reject

# What stands between the values of a record, in any form of a file.
BETWEEN_VALUES = re.compile(r"""[\s"',;:|<>{}\[\]]+""")
BETWEEN_CELLS = re.compile(r"""["',;\t|<>{}\[\]\r\n]+""")


def key_hash(source: Source | int, identity: Identity) -> str:
    """Hash an identity in a source."""
    key = source if isinstance(source, int) else source.pk
    return sha256("\0".join((str(key), *identity)).encode()).hexdigest()


def being_erased(source: int) -> QuerySet[ErasedMember]:
    """Return the erasures of a source that are not finished."""
    return ErasedMember.objects.filter(source=source, finished_at=None).exclude(member=None)


class Erased:
    """The people who were erased in a source."""

    def __init__(self, source: int) -> None:
        rows = list(ErasedMember.objects.filter(source=source).values_list("key_hash", "hashed_in"))
        self.hashes = {hashed for hashed, _ in rows}
        self.sources = {hashed_in or source for _, hashed_in in rows}

    def holds(self, record: Record) -> bool:
        """Tell whether a record is about one of them."""
        if isinstance(record, RawMessage):
            return any(map(self._holds_person, _people_in(record)))
        return isinstance(record, Reject) and any(map(self._holds_person, _named(record)))

    def _holds_person(self, identity: Identity) -> bool:
        return any(key_hash(source, identity) in self.hashes for source in self.sources)


def hand_on_erased(source: Source, new: Source) -> None:
    """Have a source that parts from another one know who was erased before."""
    ErasedMember.objects.bulk_create(
        ErasedMember(
            source=new,
            key_hash=each.key_hash,
            hashed_in=each.hashed_in or source.pk,
            asked_at=each.asked_at,
            finished_at=each.finished_at,
        )
        for each in ErasedMember.objects.filter(source=source)
    )


def _people_in(record: RawMessage) -> Iterable[Identity]:
    return filter(None, (identity_of(record), party_of(record)))


def _named(reject: Reject) -> Iterable[Identity]:
    """Yield whom the bytes of a rejected record may name."""
    text = reject.raw.decode("utf-8", "replace")
    yield from (Identity(value, "") for value in set(BETWEEN_VALUES.split(text)) if value)
    yield from (Identity("", key) for key in set(map(name_key, BETWEEN_CELLS.split(text))) if key)
