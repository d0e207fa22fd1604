"""Zendesk: tickets as a table, and comments of the API."""

from collections.abc import Iterator, Mapping

from community.files.expressions import Row
from community.files.presets.preset import Beside, Preset
from community.files.presets.rules import text_of


def is_note(row: Row) -> bool:
    return row.get("public") is False


def ticket_parts(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Take a ticket apart into its comments."""
    comments = record.get("comments")
    if not isinstance(comments, list):
        # Without its comments a ticket is what was written first.
        comments = [{**record, "author_id": record.get("requester_id"), "body": record.get("description")}]
    customers = [str(record.get("requester_id"))]
    for name in ("collaborator_ids", "email_cc_ids"):
        in_copy = record.get(name)
        customers += map(str, in_copy) if isinstance(in_copy, list) else []
    shared = {"ticket": record.get("id"), "customers": customers}
    for number, comment in enumerate(comments):
        if isinstance(comment, dict):
            yield {**comment, **shared, "title": None if number else record.get("subject")}


def is_agent(row: Row) -> bool:
    """Tell who is neither the requester nor in copy. Only agents are left."""
    customers = row.get("customers")
    return not isinstance(customers, list) or text_of(row, "author_id") not in customers


def is_staff_by_role(row: Row) -> object:
    # Only agents write notes.
    if is_note(row):
        return True
    role = text_of(row, "@role")
    return role in ("agent", "admin") if role else None


PRESETS = (
    Preset(
        name="zendesk-export",
        title="Zendesk, tickets with their comments",
        signs=("requester_id", "subject", "comments|description"),
        fields={
            "external_id": "id",
            "text": "plain_body|body|html_body",
            "title": "title",
            "author_id": "author_id",
            "from_staff": is_agent,
            "internal": is_note,
            "posted_at": "created_at",
            "thread_external_id": "ticket",
            "attachments": "attachments",
        },
        fixed={"kind": "direct"},
        parts=ticket_parts,
        is_private=True,
    ),
    Preset(
        name="zendesk-tickets",
        title="Zendesk, table of tickets",
        signs=(
            "ticket_id|id",
            "subject",
            "requester",
            "created_at|created|requested|created_date",
            "description|status",
        ),
        fields={
            "external_id": "ticket_id|id",
            "text": "description",
            "title": "subject",
            "author_id": "requester_email|requester_id",
            "author_name": "requester",
            "posted_at": "created_at|created|created_date|requested",
            "thread_external_id": "ticket_id|id",
        },
        is_plain=True,
        fixed={"kind": "direct"},
        is_private=True,
    ),
    Preset(
        name="zendesk",
        title="Zendesk, comments of the API",
        signs=("author_id", "public", "html_body|plain_body", "created_at"),
        fields={
            "external_id": "id",
            "text": "plain_body|body|html_body",
            "author_id": "author_id",
            "author_name": "@name",
            "from_staff": is_staff_by_role,
            "internal": is_note,
            "posted_at": "created_at",
            "thread_external_id": "ticket_id",
            "attachments": "attachments",
        },
        fixed={"kind": "direct"},
        beside=Beside("users", by="id", through="author_id"),
        is_private=True,
    ),
)
