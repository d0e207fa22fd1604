"""Digests of what a source said, by which an unchanged record is known."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from community.ingest.decide import Known
from community.records import RawMessage

VERSION = "2:"
# No source says where a record stood, how its id is meant or what was not understood, and a batch is of one channel.
UNSAID = {"line", "channel", "source_name", "thread_is_root", "says_kind", "is_auto_reply", "warnings"}
# Digests are older than the difference between "no note" and saying nothing of it.
SAID = {name: RawMessage._field_defaults.get(name) for name in RawMessage._fields if name not in UNSAID}
SAID |= {"internal": False}
SECOND_VERSION = "1:"
# What a record said then, where "no" was the same as saying nothing of staff.
SAID_THEN = (
    *("external_id", "text", "title", "kind", "author_id", "author_name", "from_staff", "posted_at", "edited_at"),
    *(
        "parent_external_id",
        "thread_external_id",
        "reactions",
        "reports",
        "views",
        "url",
        "language",
        "tags",
        "deleted",
    ),
)
THEN = {name: SAID[name] for name in SAID_THEN} | {"from_staff": False}


def digest(record: RawMessage) -> str:
    """Hash everything that the source said in a record."""
    # A field at its default is left out, so that stored digests stay valid when records get another field.
    values = {name: getattr(record, name) for name in SAID} | {"internal": bool(record.internal)}
    return VERSION + _hash({name: value for name, value in values.items() if value != SAID[name]})


def translate_digests(known: Mapping[str, Known], records: Iterable[RawMessage]) -> dict[str, Known]:
    """Return what is known, where digests of earlier versions are today's if a record says the same."""
    today = dict(known)
    for record in records:
        stored = known.get(record.external_id)
        if stored and not stored.digest.startswith(VERSION) and stored.digest == _earlier(record, stored.digest):
            today[record.external_id] = replace(stored, digest=digest(record))
    return today


def _earlier(record: RawMessage, stored: str) -> str:
    return second_digest(record) if stored.startswith(SECOND_VERSION) else first_digest(record)


def _hash(said: Mapping[str, object]) -> str:
    words = json.dumps(said, ensure_ascii=False, default=datetime.isoformat)
    return blake2b(words.encode(), digest_size=15).hexdigest()


def second_digest(record: RawMessage) -> str:
    """Hash a record as it was done while "not of staff" and nothing said were one."""
    values = {name: getattr(record, name) for name in SAID_THEN} | {"from_staff": bool(record.from_staff)}
    return SECOND_VERSION + _hash({name: value for name, value in values.items() if value != THEN[name]})


def first_digest(record: RawMessage) -> str:
    """Hash a record as it was done before digests had a version."""
    said = (
        record.external_id,
        record.text,
        record.title,
        record.kind,
        record.author_id,
        record.author_name,
        record.parent_external_id,
        record.thread_external_id,
        record.url,
        record.language,
        f"{bool(record.from_staff)}{record.deleted} {record.reactions} {record.reports} {record.views}",
        record.posted_at.isoformat() if record.posted_at else "",
        record.edited_at.isoformat() if record.edited_at else "",
        *record.tags,
    )
    return blake2b("\0".join(said).encode(), digest_size=16).hexdigest()
