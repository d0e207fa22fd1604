"""Zendesk: tickets as a table, and comments of the API."""

from collections.abc import Iterator, Mapping

from community.files.expressions import Row
from community.files.presets.preset import Beside, Preset, Rule
from community.files.presets.rules import dicts_in, text_of
from community.files.values import NO

# Columns that say it in another way.
STAFF = ("from_staff", "is_staff", "is_agent", "from_agent", "direction", "inbound")
TEAM, PUBLIC = ("agent", "admin"), ("end-user", "end_user", "enduser", "customer", "requester")


def is_note(row: Row) -> bool:
    return text_of(row, "public").lower() in NO


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
    for other in dicts_in(record.get("side_conversations")):
        yield {"aside": other.get("subject") or other.get("id")}


def audit_parts(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Take a change of a ticket apart into its comments and what else happened."""
    shared = {"ticket_id": record.get("ticket_id"), "created_at": record.get("created_at")}
    for event in dicts_in(record.get("events")):
        yield {"author_id": record.get("author_id"), **event, **shared}


def other_event(row: Row) -> str:
    kind = text_of(row, "type")
    return f"an event: {kind}" if kind not in ("", "Comment") else ""


def role_in_table(row: Row) -> object:
    role = text_of(row, "author_role").lower()
    return True if is_note(row) or role in TEAM else False if role in PUBLIC else None


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


# Tables of tickets of other help desks are alike.
SUBJECT, ASKED = "subject|ticket_subject", "description|ticket_description"
ASKING = "requester|requester_name|full_name|customer_name|contact_name"
OPENED = "created_at|created|created_date|created_time|requested|creation_time"
COMMENT: dict[str, Rule] = {
    "external_id": "id",
    "text": "plain_body|body|html_body",
    "author_id": "author_id",
    "internal": is_note,
    "posted_at": "created_at",
    "thread_external_id": "ticket_id",
    "attachments": "attachments",
}
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
        skip=lambda row: f"a side conversation: {text_of(row, 'aside')}" if "aside" in row else "",
        is_private=True,
    ),
    Preset(
        name="zendesk-audits",
        title="Zendesk, audits of tickets",
        signs=("ticket_id", "events", "author_id", "created_at"),
        fields=COMMENT | {"from_staff": lambda row: True if is_note(row) else None},
        fixed={"kind": "direct"},
        parts=audit_parts,
        skip=other_event,
        is_private=True,
    ),
    Preset(
        name="zendesk-tickets",
        title="Zendesk and others, a table of tickets",
        signs=(
            "ticket_id|id",
            SUBJECT,
            ASKING,
            OPENED,
            f"{ASKED}|status|ticket_status",
        ),
        fields={
            "external_id": "ticket_id|id",
            "text": ASKED,
            "title": SUBJECT,
            "author_id": "requester_email|requester_id|contact_id|customer_id|email|customer_email",
            "author_name": ASKING,
            "posted_at": OPENED,
            "thread_external_id": "ticket_id|id",
        },
        is_plain=True,
        # Then it is a table of messages.
        unless=("body", "message", "text", "content", "comment", "conversation_id", "thread_id", *STAFF),
        fixed={"kind": "direct"},
        is_private=True,
    ),
    Preset(
        name="zendesk",
        title="Zendesk, comments of the API",
        signs=("author_id", "public", "html_body|plain_body", "created_at"),
        fields=COMMENT | {"author_name": "@name", "from_staff": is_staff_by_role},
        fixed={"kind": "direct"},
        beside=Beside("users", by="id", through="author_id"),
        is_private=True,
    ),
    Preset(
        name="zendesk-comments",
        title="Zendesk, a table of comments",
        signs=(
            "ticket_id",
            "comment_id|id",
            "public|is_public",
            "body|plain_body|comment_body|comment|html_body",
            "author_role|author_id|author_email",
            "created_at|created",
        ),
        fields={
            "external_id": "comment_id|id",
            "text": "plain_body|body|comment_body|comment|html_body",
            "author_id": "author_id|author_email",
            "author_name": "author_name|author",
            "from_staff": role_in_table,
            "internal": "!public|!is_public",
            "posted_at": "created_at|created",
            "thread_external_id": "ticket_id",
        },
        fixed={"kind": "direct"},
        is_plain=True,
        unless=STAFF,
        is_private=True,
    ),
)
