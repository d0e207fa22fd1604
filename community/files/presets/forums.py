"""Discourse, Lemmy and Disqus: posts of their APIs."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import is_among, text_of


def is_staff(row: Row) -> bool:
    return any(row.get(name) is True for name in ("staff", "admin", "moderator"))


def small_action(row: Row) -> str:
    return "an action without words" if text_of(row, "post_type") in ("2", "3") else ""


def parent_in_path(row: Row) -> object:
    """Return the comment above this one in a path such as 0.12.34."""
    above = text_of(row, "comment.path").split(".")[:-1]
    return above[-1] if len(above) > 1 else None


def is_gone(row: Row) -> bool:
    return row.get("comment.deleted") is True or row.get("comment.removed") is True


PRESETS = (
    Preset(
        name="discourse",
        title="Discourse, posts of the API",
        signs=("topic_id", "post_number", "cooked|raw", "username"),
        fields={
            "external_id": "id",
            "kind": lambda row: "post" if text_of(row, "post_number") == "1" else "comment",
            "text": "raw|cooked",
            "title": "topic_title",
            "author_id": "user_id",
            "author_name": "username",
            "from_staff": is_staff,
            "automated": is_among("user_id", "-1", "-2"),
            "internal": is_among("post_type", "4"),
            "posted_at": "created_at",
            "thread_external_id": "topic_id",
            "views": "reads",
            "deleted": lambda row: bool(text_of(row, "deleted_at")),
        },
        skip=small_action,
    ),
    Preset(
        name="lemmy",
        title="Lemmy, comments of the API",
        signs=("comment.content", "comment.path", "creator.name"),
        fields={
            "external_id": "comment.id",
            "text": "comment.content",
            "author_id": "creator.actor_id|creator.id",
            "author_name": "creator.name",
            "automated": "creator.bot_account",
            "posted_at": "comment.published",
            "edited_at": "comment.updated",
            "parent_external_id": parent_in_path,
            "thread_external_id": "comment.post_id",
            "reactions": "counts.score",
            "url": "comment.ap_id",
            "deleted": is_gone,
            "removed_by_others": "comment.removed",
        },
    ),
    Preset(
        name="disqus",
        title="Disqus, posts of the API",
        signs=("raw_message|message", "createdAt", "author.name", "forum|thread", "isDeleted|isSpam"),
        fields={
            "external_id": "id",
            "text": "raw_message|message",
            "author_id": "author.id",
            "author_name": "author.name",
            "is_guest": "author.isAnonymous",
            "posted_at": lambda row: f"{text_of(row, 'createdAt').removesuffix('Z')}Z",
            "parent_external_id": "parent",
            "thread_external_id": "thread",
            "reactions": "likes",
            "url": "url",
            "deleted": "isDeleted",
        },
        skip=lambda row: "a post that is spam there" if row.get("isSpam") is True else "",
    ),
)
