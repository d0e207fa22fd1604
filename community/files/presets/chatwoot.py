"""Chatwoot: messages of conversations."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import is_among, of_source, text_of

ACTIVITY = ("2", "activity")
STAFF = ("1", "outgoing", "3", "template")


def author_of(row: Row) -> object:
    """Keep apart the numbers of contacts, of agents and of bots."""
    number, kind = text_of(row, "sender.id"), text_of(row, "sender.type").lower()
    return number if kind in ("", "contact") or not number else f"{kind}-{number}"


def is_automated(row: Row) -> bool:
    return text_of(row, "message_type") in ("3", "template") or text_of(row, "sender.type") == "agent_bot"


def activity(row: Row) -> str:
    return f"an activity: {text_of(row, 'content')[:100]}" if text_of(row, "message_type") in ACTIVITY else ""


PRESETS = (
    Preset(
        name="chatwoot",
        title="Chatwoot, messages",
        signs=("message_type", "conversation_id", "private", "content"),
        fields={
            "external_id": "id",
            "text": "content",
            "author_id": author_of,
            "author_name": "sender.name",
            "from_staff": is_among("message_type", *STAFF),
            "automated": is_automated,
            "internal": "private",
            "posted_at": "created_at",
            "thread_external_id": "conversation_id",
            "attachments": "attachments",
        },
        fixed={"kind": "direct"},
        skip=activity,
        source=of_source("chatwoot", "account_id"),
        is_private=True,
    ),
)
