"""Facebook, Instagram and TikTok: comments of their APIs."""

from collections.abc import Iterator, Mapping

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import text_of


def with_replies(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Take a record apart into itself and the comments that are nested in it."""
    yield record
    for field in ("comments", "replies"):
        below = record.get(field)
        nested = below.get("data") if isinstance(below, dict) else None
        for reply in nested if isinstance(nested, list) else ():
            if isinstance(reply, dict):
                yield {"parent_id": record.get("id"), **reply}


def is_page(row: Row) -> bool:
    # The id of a post begins with that of its page.
    page, underscore, _ = text_of(row, "id").partition("_")
    return bool(underscore) and page == text_of(row, "from.id")


PRESETS = (
    Preset(
        name="facebook",
        title="Facebook, posts and comments of the API",
        signs=("created_time", "message", "from.name|from.id"),
        fields={
            "external_id": "id",
            "text": "message",
            "author_id": "from.id",
            "author_name": "from.name",
            "from_staff": is_page,
            "posted_at": "created_time",
            "parent_external_id": "parent.id|parent_id",
            "reactions": "like_count",
            "url": "permalink_url",
        },
        parts=with_replies,
    ),
    Preset(
        name="instagram",
        title="Instagram, comments of the API",
        signs=("text", "timestamp", "username|from.username", "like_count|media.id|replies.data"),
        fields={
            "external_id": "id",
            "text": "text",
            "author_id": "from.id",
            "author_name": "username|from.username",
            "posted_at": "timestamp",
            "parent_external_id": "parent_id",
            "thread_external_id": "media.id",
            "reactions": "like_count",
        },
        parts=with_replies,
    ),
    Preset(
        name="tiktok",
        title="TikTok, comments of the research API",
        signs=("video_id", "create_time", "parent_comment_id", "text"),
        fields={
            "external_id": "id",
            "text": "text",
            "posted_at": "create_time",
            # The comment of the first level has its video as its parent.
            "parent_external_id": lambda row: (
                row.get("parent_comment_id") if row.get("parent_comment_id") != row.get("video_id") else None
            ),
            "thread_external_id": "video_id",
            "reactions": "like_count",
        },
    ),
)
