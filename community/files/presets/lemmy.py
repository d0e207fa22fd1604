"""Lemmy: posts and comments of its API."""

from collections.abc import Callable

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import in_universal_time, is_true, prefixed, text_of

# What stands in the place of a text that is gone.
GONE = ("*Permanently Deleted*", "[deleted]", "[removed]")


def parent_in_path(row: Row) -> object:
    """Return the comment above this one in a path such as 0.12.34."""
    above = text_of(row, "comment.path").split(".")[:-1]
    return above[-1] if len(above) > 1 else None


def is_gone(kind: str) -> Callable[[Row], object]:
    return lambda row: is_true(row, f"{kind}.deleted") or is_true(row, f"{kind}.removed")


def words_of(kind: str, name: str) -> Callable[[Row], object]:
    """Read a text, unless words of the platform stand for it."""
    return lambda row: None if is_gone(kind)(row) and text_of(row, name) in GONE else row.get(name)


def is_known_staff(row: Row) -> object:
    said = [row.get(name) for name in ("creator_is_moderator", "creator_is_admin")]
    return any(said) if any(each is not None for each in said) else None


PRESETS = (
    Preset(
        name="lemmy",
        title="Lemmy, comments of the API",
        signs=("comment.content", "comment.path", "creator.name"),
        fields={
            "external_id": "comment.id",
            "text": words_of("comment", "comment.content"),
            "author_id": "creator.actor_id|creator.id",
            "author_name": "creator.name",
            "automated": "creator.bot_account",
            "from_staff": is_known_staff,
            "posted_at": in_universal_time("comment.published", "comment.published_at"),
            "edited_at": in_universal_time("comment.updated", "comment.updated_at"),
            "parent_external_id": parent_in_path,
            "thread_external_id": "comment.post_id",
            "reactions": "counts.score|comment.score",
            "url": "comment.ap_id",
            "deleted": is_gone("comment"),
            "removed_by_others": "comment.removed",
        },
    ),
    Preset(
        name="lemmy-posts",
        title="Lemmy, posts of the API",
        signs=("post.name", "post.ap_id|post.community_id", "creator.name"),
        fields={
            # Comments have numbers of their own.
            "external_id": prefixed("post-", "post.id"),
            "text": words_of("post", "post.body"),
            "title": "post.name",
            "author_id": "creator.actor_id|creator.id",
            "author_name": "creator.name",
            "automated": "creator.bot_account",
            "from_staff": is_known_staff,
            "posted_at": in_universal_time("post.published", "post.published_at"),
            "edited_at": in_universal_time("post.updated", "post.updated_at"),
            "thread_external_id": "post.id",
            "reactions": "counts.score|post.score",
            "url": "post.ap_id",
            "deleted": is_gone("post"),
            "removed_by_others": "post.removed",
        },
        fixed={"kind": "post"},
    ),
)
