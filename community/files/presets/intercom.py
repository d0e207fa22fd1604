"""Intercom: conversations with their parts."""

from collections.abc import Iterator, Mapping

from community.files.expressions import Row
from community.files.presets.preset import Preset, Rule
from community.files.presets.rules import flag, is_among, is_true, of_source, text_of

# Parts that somebody writes. The others tell who was assigned, what was closed, and so on.
WRITTEN = ("", "comment", "note", "open", "close", "assignment", "message", "conversation", "email", "push")


def conversation_parts(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Take a conversation apart into its first message and the parts after it."""
    shared = {"conversation": record.get("id")}
    source = record.get("source")
    if isinstance(source, dict):
        yield {"created_at": record.get("created_at"), **source, **shared, "title": record.get("title")}
    below = record.get("conversation_parts")
    parts = below.get("conversation_parts") if isinstance(below, dict) else below
    for part in parts if isinstance(parts, list) else ():
        if isinstance(part, dict):
            yield {**part, **shared}


def event(row: Row) -> str:
    kind = text_of(row, "part_type")
    says_nothing = not (text_of(row, "body") or row.get("attachments") or is_true(row, "redacted"))
    return f"an event: {kind}" if kind and (kind not in WRITTEN or says_nothing) else ""


PART: dict[str, Rule] = {
    "external_id": "id",
    "text": lambda row: None if is_true(row, "redacted") else row.get("body"),
    "title": "title",
    "author_id": "author.id",
    "author_name": "author.name|author.email",
    "from_staff": is_among("author.type", "admin", "team", "bot"),
    "automated": is_among("author.type", "bot"),
    "internal": is_among("part_type", "note"),
    "posted_at": "created_at",
    "thread_external_id": "conversation|conversation_id",
    "attachments": "attachments",
    # Only those who answer can take words out.
    "deleted": flag("redacted"),
    "removed_by_others": flag("redacted"),
}
PRESETS = (
    Preset(
        name="intercom",
        title="Intercom, conversations",
        signs=(
            "conversation_parts.conversation_parts|conversation_parts.total_count|conversation_parts",
            "source.author.type",
        ),
        fields=PART,
        fixed={"kind": "direct"},
        parts=conversation_parts,
        skip=event,
        source=of_source("intercom", "app_id"),
        is_private=True,
    ),
    Preset(
        name="intercom-parts",
        title="Intercom, parts of conversations",
        signs=("part_type", "author.type", "body", "created_at"),
        fields=PART,
        fixed={"kind": "direct"},
        skip=event,
        is_private=True,
    ),
)
