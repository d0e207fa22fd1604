"""HubSpot: messages and comments of its conversations."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import dicts_in, text_of


def sender(row: Row) -> Row:
    return next(iter(dicts_in(row.get("senders"))), {})


def is_comment(row: Row) -> bool:
    # Comments are notes of the team on a thread.
    return text_of(row, "type") == "COMMENT"


def is_staff(row: Row) -> object:
    direction = text_of(row, "direction")
    return is_comment(row) or (direction == "OUTGOING" if direction else None)


def event(row: Row) -> str:
    kind = text_of(row, "type")
    return "" if kind in ("MESSAGE", "WELCOME_MESSAGE", "COMMENT") else f"an event: {kind}"


PRESETS = (
    Preset(
        name="hubspot",
        title="HubSpot, messages of conversations",
        signs=("conversationsThreadId", "createdBy", "createdAt", "type"),
        fields={
            "external_id": "id",
            "text": "text",
            "title": "subject",
            "author_id": lambda row: sender(row).get("actorId") or row.get("createdBy"),
            "author_name": lambda row: sender(row).get("name"),
            "from_staff": is_staff,
            "automated": lambda row: text_of(row, "type") == "WELCOME_MESSAGE" or None,
            "internal": is_comment,
            "posted_at": "createdAt",
            "thread_external_id": "conversationsThreadId",
            "attachments": "attachments",
        },
        fixed={"kind": "direct"},
        skip=event,
        is_private=True,
    ),
)
