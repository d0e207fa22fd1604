"""Disqus: posts of its API and of its export."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import in_universal_time, is_true, text_of


def id_of(row: Row) -> object:
    """Return the number of a post, which may have one of another program too."""
    found = row.get("id")
    return found[0] if isinstance(found, list) else found


def spam(row: Row) -> str:
    return "a post that is spam there" if is_true(row, "isSpam") else ""


def is_removed_post(row: Row) -> bool:
    return is_true(row, "isDeleted") and row.get("isDeletedByAuthor") is False


PRESETS = (
    Preset(
        name="disqus-xml",
        title="Disqus, XML export",
        signs=("message", "createdAt", "isDeleted", "thread.id"),
        fields={
            "external_id": id_of,
            "text": "message",
            "author_id": "author.username|author.email",
            "author_name": "author.name",
            "is_guest": lambda row: not (text_of(row, "author.username") or text_of(row, "author.email")),
            "posted_at": in_universal_time("createdAt"),
            "parent_external_id": "parent.id",
            "thread_external_id": "thread.id",
            "deleted": "isDeleted",
        },
        skip=spam,
    ),
    Preset(
        name="disqus",
        title="Disqus, posts of the API",
        signs=("raw_message|message", "createdAt", "author.name", "thread", "isDeleted|isSpam"),
        fields={
            "external_id": "id",
            "text": "raw_message|message",
            "author_id": "author.id",
            "author_name": "author.name",
            "is_guest": "author.isAnonymous",
            "posted_at": in_universal_time("createdAt"),
            "parent_external_id": "parent",
            "thread_external_id": "thread",
            "reactions": "likes",
            "url": "url",
            "deleted": "isDeleted",
            "removed_by_others": is_removed_post,
        },
        skip=spam,
    ),
)
