"""Mastodon: statuses of its API."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from community.files.expressions import Row
from community.files.presets.preset import Preset, Rule
from community.files.presets.rules import text_of

# Notifications of something that somebody wrote.
WRITTEN = ("mention", "status", "update")
# The public, and an account's followers.
MANY = ("#Public", ":Public", "/followers")


def kind_of(row: Row) -> str:
    if text_of(row, "visibility") == "direct":
        return "direct"
    return "comment" if text_of(row, "in_reply_to_id") else "post"


def boost(row: Row) -> str:
    return "a boost of somebody else's post" if any(name.startswith("reblog.") for name in row) else ""


def status_of(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Return what somebody wrote to the account, or what a notification is of else."""
    kind, status = record.get("type"), record.get("status")
    yield status if kind in WRITTEN and isinstance(status, dict) else {"notification": kind}


def notice(row: Row) -> str:
    kind = text_of(row, "notification")
    return f"a notification: {kind}" if kind else boost(row)


def is_direct(row: Row) -> bool:
    """Tell what was sent to single people alone."""
    receivers: list[object] = []
    for name in ("object.to", "object.cc"):
        found = row.get(name)
        receivers += found if isinstance(found, list) else [found]
    return not any(str(each).endswith(MANY) for each in receivers)


def server(_document: Row, row: Row) -> str:
    try:
        host = urlsplit(text_of(row, "uri") or text_of(row, "url")).hostname
    except ValueError:
        host = None
    return f"mastodon:{host}" if host else ""


STATUS: dict[str, Rule] = {
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
}
PRESETS = (
    Preset(
        name="mastodon-notifications",
        title="Mastodon, notifications",
        signs=("type", "account.acct", "status.content"),
        fields=STATUS,
        parts=status_of,
        skip=notice,
        source=server,
    ),
    Preset(
        name="mastodon",
        title="Mastodon, statuses",
        signs=("account.acct", "content", "visibility"),
        fields=STATUS,
        skip=boost,
        source=server,
    ),
    Preset(
        name="mastodon-archive",
        title="Mastodon, archive of an account",
        signs=("object.content", "object.attributedTo", "object.published"),
        fields={
            "external_id": "object.id",
            "kind": lambda row: "direct" if is_direct(row) else "comment" if row.get("object.inReplyTo") else "post",
            "text": "object.content",
            "title": "object.summary",
            "author_id": "object.attributedTo",
            "author_name": lambda row: text_of(row, "object.attributedTo").rpartition("/")[2],
            "posted_at": "object.published",
            "edited_at": "object.updated",
            "parent_external_id": "object.inReplyTo",
            "url": "object.url",
            "attachments": "object.attachment",
        },
        skip=lambda row: "" if text_of(row, "type") == "Create" else f"an activity: {text_of(row, 'type')}",
    ),
)
