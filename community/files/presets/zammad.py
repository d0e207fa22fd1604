"""Zammad: articles of tickets."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import is_true, mail_address, mail_name, text_of

# As an installation begins with.
SENDERS = {"1": "agent", "2": "customer", "3": "system"}


def sender(row: Row) -> str:
    return text_of(row, "sender").lower() or SENDERS.get(text_of(row, "sender_id"), "")


def author_of(row: Row) -> object:
    """Return the address, or the account of somebody who wrote in the program itself."""
    return mail_address("from")(row) or row.get("origin_by_id") or row.get("created_by_id")


PRESETS = (
    Preset(
        name="zammad",
        title="Zammad, articles of tickets",
        signs=("ticket_id", "sender|sender_id", "body", "internal", "from"),
        fields={
            "external_id": "id",
            "text": "body",
            "title": "subject",
            "author_id": author_of,
            "author_name": mail_name("from"),
            "from_staff": lambda row: sender(row) in ("agent", "system"),
            "automated": lambda row: sender(row) == "system",
            "is_auto_reply": lambda row: is_true(row, "preferences.is-auto-response"),
            "internal": "internal",
            "posted_at": "created_at",
            "thread_external_id": "ticket_id",
        },
        fixed={"kind": "direct"},
        is_private=True,
    ),
)
