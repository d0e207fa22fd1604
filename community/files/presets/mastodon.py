"""Mastodon: statuses of its API."""

from urllib.parse import urlsplit

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import text_of


def kind_of(row: Row) -> str:
    if text_of(row, "visibility") == "direct":
        return "direct"
    return "comment" if text_of(row, "in_reply_to_id") else "post"


def boost(row: Row) -> str:
    return "a boost of somebody else's post" if any(name.startswith("reblog.") for name in row) else ""


def server(_document: Row, row: Row) -> str:
    try:
        host = urlsplit(text_of(row, "uri") or text_of(row, "url")).hostname
    except ValueError:
        host = None
    return f"mastodon:{host}" if host else ""


PRESETS = (
    Preset(
        name="mastodon",
        title="Mastodon, statuses",
        signs=("account.acct", "content", "visibility"),
        fields={
            "external_id": "id",
            "kind": kind_of,
            "text": "content",
            "title": "spoiler_text",
            "author_id": "account.id",
            "author_name": "account.acct",
            "automated": "account.bot",
            "posted_at": "created_at",
            "edited_at": "edited_at",
            "parent_external_id": "in_reply_to_id",
            "reactions": "favourites_count",
            "url": "url",
            "language": "language",
            "attachments": "media_attachments",
        },
        skip=boost,
        source=server,
    ),
)
