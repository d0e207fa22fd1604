"""Coral: comments of a person's download and of its database."""

from collections.abc import Mapping

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import text_of


def latest(row: Row) -> Mapping[str, object]:
    """Return the last revision of a comment."""
    revisions = row.get("revisions")
    last = revisions[-1] if isinstance(revisions, list) and revisions else None
    return last if isinstance(last, dict) else {}


def when(value: object) -> object:
    """Return a time, which a dump of the database wraps."""
    return value.get("$date") if isinstance(value, dict) else value


def edited(row: Row) -> object:
    revisions = row.get("revisions")
    is_edited = isinstance(revisions, list) and len(revisions) > 1
    return when(latest(row).get("createdAt")) if is_edited else None


def is_staff(row: Row) -> bool:
    tags = row.get("tags")
    kinds = [each.get("type") for each in tags if isinstance(each, dict)] if isinstance(tags, list) else []
    return "STAFF" in kinds


def is_rejected(row: Row) -> bool:
    return text_of(row, "status") == "REJECTED"


PRESETS = (
    Preset(
        name="coral-download",
        title="Coral, comments of a person's download",
        signs=("comment_id", "published_timestamp", "article_url", "comment_text"),
        fields={
            "external_id": "comment_id",
            "text": "comment_text",
            "posted_at": "published_timestamp",
            "thread_external_id": "article_url",
            "url": "comment_url",
        },
        is_plain=True,
    ),
    Preset(
        name="coral",
        title="Coral, comments of its database",
        signs=("storyID", "authorID", "revisions|body"),
        fields={
            "external_id": "id",
            "text": lambda row: latest(row).get("body") or row.get("body"),
            "author_id": "authorID",
            "author_name": "author.username",
            "from_staff": lambda row: is_staff(row) or None,
            "posted_at": "createdAt.$date|createdAt",
            "edited_at": edited,
            "parent_external_id": "parentID",
            "thread_external_id": "storyID",
            "reactions": "actionCounts.REACTION|actionCounts.reaction.total",
            "deleted": lambda row: bool(text_of(row, "deletedAt") or is_rejected(row)),
            "removed_by_others": is_rejected,
        },
    ),
)
