"""Write a batch's rows in a fixed number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from community.db.bulk import free_keys, insert
from community.ingest.changes import UPDATED_FIELDS
from community.ingest.detaching import settle_roots
from community.ingest.links import link_messages, relink_from_channels
from community.ingest.members import members_of_batch
from community.ingest.memory import recall_receipts
from community.ingest.names import note_names
from community.ingest.roles import roles_in
from community.ingest.rows import Rows
from community.ingest.seen import in_chunks
from community.ingest.touched import Touched
from community.models import Channel, ImportRun, Message, MessageText, RunChange
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
    members = members_of_batch(channel.source, [each.record for each in work], now)
    roles = roles_in(channel.source, members.by_identity.values())
    changed = _stored_messages(channel, (each.record.external_id for each in work if not each.creates))
    received = recall_receipts(channel, (each.record.external_id for each in work if each.creates))
    rows = Rows(channel, run, now, members, roles, changed, Touched(), received=received)
    free = iter(free_keys(Message, sum(each.creates for each in work)))
    for each in work:
        if each.creates:
            rows.create(each.record, each.digest, next(free))
        else:
            rows.update(each.record, each.digest)
    write_rows(rows)
    note_names(channel, members.renamed, now)
    return rows


def _stored_messages(channel: Channel, external_ids: Iterable[str]) -> dict[str, Message]:
    messages = Message.objects.filter(channel=channel).select_related("conversation")
    return {
        message.external_id: message
        for ids in in_chunks(external_ids)
        for message in messages.filter(external_id__in=ids)
    }


def write_rows(rows: Rows) -> None:
    # Links of new messages are set before the insert, and links of stored ones written after it, when their targets
    # exist.
    links = link_messages(rows.channel, rows.arriving, rows.moved_before, rows.touched)
    rows.new_conversations = {node.pk for node in links.new}
    insert(rows.created)
    Message.objects.bulk_create(rows.changed, update_conflicts=True, unique_fields=["id"], update_fields=UPDATED_FIELDS)
    MessageText.objects.bulk_create(rows.earlier)
    keep_changes(rows)
    links.write()
    links.tell(rows.touched)
    # Another message may be the first one now.
    shifted = {links.merged.get(message.conversation_id, message.conversation_id) for message in rows.shifted}
    settle_roots({*shifted, *links.unsettled}, rows.touched)
    relink_from_channels(rows.channel, rows.created, rows.touched)


def keep_changes(rows: Rows) -> None:
    """Keep what messages were before this run, for taking it back."""
    changes = list(rows.changes)
    own = {change.message_id: change for change in changes if change.before_id == change.run_id}
    RunChange.objects.bulk_create(change for change in changes if change.message_id not in own)
    # What an earlier batch found counts. What the run made has no row.
    earlier = list(RunChange.objects.filter(run=rows.run, message__among=list(own))) if own else []
    for each in earlier:
        each.was = own[each.message_id].was | each.was
    RunChange.objects.bulk_update(earlier, ["was"], batch_size=200)
