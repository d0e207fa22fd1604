"""Digests of what a source said, by which an unchanged record is known."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from hashlib import blake2b

from community.ingest.decide import Known
from community.records import RawMessage

VERSION = "1:"
# No source says where a record stood, and a batch is of one channel.
UNSAID = {"line", "channel"}
SAID = {field.name: field.default for field in fields(RawMessage) if field.name not in UNSAID}


def digest(record: RawMessage) -> str:
    """Hash everything that the source said in a record."""
    # A field at its default is left out, so that stored digests stay valid when records get another field.
    said = {name: value for name, default in SAID.items() if (value := getattr(record, name)) != default}
    words = json.dumps(said, ensure_ascii=False, default=datetime.isoformat)
    return VERSION + blake2b(words.encode(), digest_size=15).hexdigest()


def translate_digests(known: Mapping[str, Known], records: Iterable[RawMessage]) -> dict[str, Known]:
    """Return what is known, where digests of the first version are today's if a record says the same."""
    today = dict(known)
    for record in records:
        stored = known.get(record.external_id)
        if stored and not stored.digest.startswith(VERSION) and stored.digest == first_digest(record):
            today[record.external_id] = Known(digest(record), stored.run)
    return today


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
        f"{record.from_staff}{record.deleted} {record.reactions} {record.reports} {record.views}",
        record.posted_at.isoformat() if record.posted_at else "",
        record.edited_at.isoformat() if record.edited_at else "",
        *record.tags,
    )
    return blake2b("\0".join(said).encode(), digest_size=16).hexdigest()
