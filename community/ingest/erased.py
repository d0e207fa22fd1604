"""Know the records of people who were erased, by hashes alone."""

import re
from collections.abc import Iterable
from hashlib import sha256

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


class Erased:
    """The people who were erased in a source."""

    def __init__(self, source: int) -> None:
        self.source = source
        self.hashes = set(ErasedMember.objects.filter(source=source).values_list("key_hash", flat=True))

    def holds(self, record: Record) -> bool:
        """Tell whether a record is about one of them."""
        if isinstance(record, RawMessage):
            return any(key_hash(self.source, each) in self.hashes for each in _people_in(record))
        return isinstance(record, Reject) and any(key_hash(self.source, each) in self.hashes for each in _named(record))


def _people_in(record: RawMessage) -> Iterable[Identity]:
    return filter(None, (identity_of(record), party_of(record)))


def _named(reject: Reject) -> Iterable[Identity]:
    """Yield whom the bytes of a rejected record may name."""
    text = reject.raw.decode("utf-8", "replace")
    yield from (Identity(value, "") for value in set(BETWEEN_VALUES.split(text)) if value)
    yield from (Identity("", key) for key in set(map(name_key, BETWEEN_CELLS.split(text))) if key)
