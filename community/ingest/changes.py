"""The columns of a message that follow its source, and what they were before an import."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from community.models import Message

# Columns that follow the source. A blank changes nothing, because an export may lack the column.
FACTS = (
    *("title", "posted_at", "edited_at", "parent_external_id", "thread_external_id"),
    *("rating", "reactions", "reports", "views", "url", "language", "tags", "attachments"),
)
FOLLOWED = (*FACTS, "kind", "text", "author", "guest_name", "from_staff", "automated", "said_staff", "said_automated")
UPDATED_FIELDS = (*FOLLOWED, "internal", "removed_at", "removed_by_others", "revision", "digest", "run")
# A revision only rises, and the import before has a column of its own.
KEPT = [
    field
    for field in Message._meta.concrete_fields
    if field.name in UPDATED_FIELDS and field.name not in ("revision", "run")
]
NAMES = tuple(field.attname for field in KEPT)
MOMENTS = frozenset(field.attname for field in KEPT if field.get_internal_type() == "DateTimeField")
# The other party of the direct conversation that the message was in, which no column of it says.
PARTY = "party"

State = Mapping[str, Any]


def state_of(message: Message) -> State:
    """Return what a stored message is now."""
    return {name: getattr(message, name) for name in NAMES} | {PARTY: message.conversation.member_id}


def was_before(state: State, message: Message) -> dict[str, Any]:
    """Return the columns in which a message was otherwise, as JSON takes them."""
    differs = {name: value for name, value in state.items() if value != getattr(message, name, None)}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in differs.items()}


def state_before(was: State) -> dict[str, Any]:
    """Return the columns as a message takes them."""
    return {name: datetime.fromisoformat(value) if name in MOMENTS and value else value for name, value in was.items()}
