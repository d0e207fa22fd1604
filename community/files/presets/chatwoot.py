"""Chatwoot: messages of conversations."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import is_among, is_true, of_source, text_of

ACTIVITY = ("2", "activity")
STAFF = ("1", "outgoing", "3", "template")


def author_of(row: Row) -> object:
    """Keep apart the numbers of contacts, of agents and of bots."""
    number, kind = text_of(row, "sender.id") or text_of(row, "sender_id"), sender_kind(row)
    return number if kind == "contact" or not number else f"{kind}-{number}"


def sender_kind(row: Row) -> str:
    kind = (text_of(row, "sender.type") or text_of(row, "sender_type")).lower().replace("_", "")
    return kind or ("user" if text_of(row, "message_type") in STAFF else "contact")


def is_automated(row: Row) -> bool:
    return text_of(row, "message_type") in ("3", "template") or sender_kind(row) == "agentbot"


def is_deleted(row: Row) -> bool:
    # The words are replaced by a sentence.
    return is_true(row, "content_attributes.deleted")


def activity(row: Row) -> str:
    # Webhooks tell of conversations and contacts too.
    if (event := text_of(row, "event")) and not event.startswith("message_"):
        return f"an event: {event}"
    return f"an activity: {text_of(row, 'content')[:100]}" if text_of(row, "message_type") in ACTIVITY else ""


PRESETS = (
    Preset(
        name="chatwoot",
        title="Chatwoot, messages",
        signs=("message_type", "conversation_id|conversation.id", "private|content_type|event", "content"),
        fields={
            "external_id": "id",
            "text": lambda row: None if is_deleted(row) else row.get("content"),
            "author_id": author_of,
            "author_name": "sender.name|sender_name",
            "from_staff": is_among("message_type", *STAFF),
            "automated": is_automated,
            "internal": "private",
            "posted_at": "created_at",
            "parent_external_id": "content_attributes.in_reply_to",
            "thread_external_id": "conversation_id|conversation.id",
            "deleted": is_deleted,
            "attachments": "attachments",
        },
        fixed={"kind": "direct"},
        skip=activity,
        source=of_source("chatwoot", "account_id", "account.id"),
        is_private=True,
    ),
)
