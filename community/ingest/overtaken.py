"""Recognise records as their messages were before an edit that is stored."""

from collections.abc import Mapping, Sequence

from community.ingest.decide import Known
from community.ingest.seen import in_chunks
from community.models import Channel, MessageText
from community.records import RawMessage


def overtaken_records(
    channel: Channel, messages: Sequence[tuple[RawMessage, str]], known: Mapping[str, Known]
) -> set[int]:
    """Return the places of records that say no edit and the text from before one.

    A program that is not sure whether its push arrived sends it again, perhaps after the edit.
    """
    unedited = {
        place: record
        for place, (record, said) in enumerate(messages)
        if not (record.edited_at or record.deleted) and _is_edited(known.get(record.external_id), said)
    }
    texts = MessageText.objects.filter(message__channel=channel)
    earlier = {
        row
        for ids in in_chunks(record.external_id for record in unedited.values())
        for row in texts.filter(message__external_id__in=ids).values_list("message__external_id", "text", "title")
    }
    return {place for place, record in unedited.items() if (record.external_id, record.text, record.title) in earlier}


def _is_edited(known: Known | None, said: str) -> bool:
    return bool(known and known.edited_at and known.digest != said)
