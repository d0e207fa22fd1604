"""Zendesk: tickets as a table, and comments of the API."""

from community.files.expressions import Row
from community.files.presets.preset import Preset


def is_note(row: Row) -> bool:
    return row.get("public") is False


PRESETS = (
    Preset(
        name="zendesk-tickets",
        title="Zendesk, table of tickets",
        signs=("Ticket ID|Id", "Subject", "Requester", "Created at|Created", "Description"),
        fields={
            "external_id": "Ticket ID|Id",
            "text": "Description",
            "title": "Subject",
            "author_id": "Requester email|Requester Email|Requester id",
            "author_name": "Requester",
            "posted_at": "Created at|Created",
        },
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
            # Only agents write notes. Who else is staff stands in another file.
            "from_staff": lambda row: True if is_note(row) else None,
            "internal": is_note,
            "posted_at": "created_at",
            "thread_external_id": "ticket_id",
            "attachments": "attachments",
        },
        fixed={"kind": "direct"},
        is_private=True,
    ),
)
