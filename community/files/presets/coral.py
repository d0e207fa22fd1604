"""Coral: comments of a person's download and of its database."""

from collections.abc import Iterator, Mapping

from community.files.expressions import Row
from community.files.paths import flatten
from community.files.presets.preset import Preset
from community.files.presets.rules import dicts_in, text_of

TEAM = ("STAFF", "MODERATOR", "ADMIN")


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
    tags = [flatten(each) for each in dicts_in(row.get("tags"))]
    return any("STAFF" in (tag.get("type"), tag.get("code"), tag.get("tag.name")) for tag in tags)


def node_of(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    node = record.get("node")
    yield node if isinstance(node, dict) else record


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
    Preset(
        name="coral-graphql",
        title="Coral, comments of its GraphQL",
        signs=(
            "node.body|body",
            "node.createdAt|createdAt",
            "node.author.username|author.username",
            "node.story.id|story.id",
        ),
        fields={
            "external_id": "id",
            "text": "body",
            "author_id": "author.id",
            "author_name": "author.username",
            "from_staff": lambda row: is_staff(row) or text_of(row, "author.role") in TEAM or None,
            "posted_at": "createdAt",
            "parent_external_id": "parent.id",
            "thread_external_id": "story.id",
            "reactions": "actionCounts.reaction.total",
            "deleted": is_rejected,
            "removed_by_others": is_rejected,
        },
        parts=node_of,
    ),
    Preset(
        name="coral-talk",
        title="Coral, comments of the database of Talk, as it was called before",
        signs=("asset_id", "author_id", "body", "created_at"),
        fields={
            "external_id": "id",
            "text": "body",
            "author_id": "author_id",
            "from_staff": lambda row: is_staff(row) or None,
            "posted_at": "created_at",
            "parent_external_id": "parent_id",
            "thread_external_id": "asset_id",
            "reactions": "action_counts.respect|action_counts.like",
            "deleted": lambda row: bool(text_of(row, "deleted_at") or is_rejected(row)),
            "removed_by_others": is_rejected,
        },
    ),
)
