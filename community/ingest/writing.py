"""Write a batch's rows in a fixed number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from community.db.bulk import free_keys, insert
from community.ingest.members import members_by_author
from community.ingest.rows import UPDATED_FIELDS, Rows
from community.ingest.seen import in_chunks
from community.ingest.threads import link_messages, relink_from_channels
from community.ingest.touched import Touched
from community.models import Channel, ImportRun, Message, MessageText
from community.records import RawMessage


@dataclass(frozen=True, slots=True)
class Work:
    """A record to write, with its digest.

    `creates` is False where it changes a stored message.
    """

    record: RawMessage
    digest: str
    creates: bool


def written_rows(channel: Channel, work: list[Work], run: ImportRun | None, now: datetime) -> Rows:
    touched = Touched()
    members = members_by_author(channel.community, [each.record for each in work], now, touched)
    changed = _stored_messages(channel, (each.record.external_id for each in work if not each.creates))
    rows = Rows(channel, run, now, members, changed, touched)
    free = iter(free_keys(Message, sum(each.creates for each in work)))
    for each in work:
        if each.creates:
            rows.create(each.record, each.digest, next(free))
        else:
            rows.update(each.record, each.digest)
    _write_rows(rows)
    return rows


def _stored_messages(channel: Channel, external_ids: Iterable[str]) -> dict[str, Message]:
    messages = Message.objects.filter(channel=channel)
    return {
        message.external_id: message
        for ids in in_chunks(external_ids)
        for message in messages.filter(external_id__in=ids)
    }


def _write_rows(rows: Rows) -> None:
    # Links of new messages are set before the insert, and links of stored ones written after it, when their targets
    # exist.
    links = link_messages(rows.channel, rows.created, rows.moved_before)
    insert(rows.created)
    Message.objects.bulk_create(rows.changed, update_conflicts=True, unique_fields=["id"], update_fields=UPDATED_FIELDS)
    MessageText.objects.bulk_create(rows.earlier)
    links.write()
    rows.touched.linked(links.threads)
    relink_from_channels(rows.channel, rows.created, rows.touched)
