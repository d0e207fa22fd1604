"""Zammad: articles of tickets."""

from community.files.presets.preset import Preset
from community.files.presets.rules import is_among, mail_address, mail_name

PRESETS = (
    Preset(
        name="zammad",
        title="Zammad, articles of tickets",
        signs=("ticket_id", "sender", "body", "internal", "from"),
        fields={
            "external_id": "id",
            "text": "body",
            "title": "subject",
            "author_id": mail_address("from"),
            "author_name": mail_name("from"),
            "from_staff": is_among("sender", "agent", "system"),
            "automated": is_among("sender", "system"),
            "internal": "internal",
            "posted_at": "created_at",
            "thread_external_id": "ticket_id",
        },
        fixed={"kind": "direct"},
        is_private=True,
    ),
)
