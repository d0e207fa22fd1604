"""Parley: what another installation exported."""

from community.files.presets.preset import Preset
from community.files.presets.rules import text_of

SAME = (
    *("external_id", "author_id", "author_name", "is_guest", "from_staff", "automated", "internal", "kind"),
    *("posted_at", "edited_at", "text", "title", "rating", "reactions", "views", "reports", "url", "language"),
    *("deleted", "removed_by_others", "recipient_id", "thread_is_root", "tags", "attachments", "channel"),
)

PRESETS = (
    Preset(
        name="parley",
        title="Parley, export of messages",
        signs=("external_id", "conversation_id", "thread_id", "channel", "source", "revision", "is_guest"),
        # Conversations are found anew by what the platform said, so that they go on with what comes later.
        fields={
            **{name: name for name in SAME},
            "parent_external_id": "parent_id",
            "thread_external_id": "thread_id",
            "source_name": "source",
        },
        source=lambda _document, row: text_of(row, "source"),
        is_own=True,
    ),
)
