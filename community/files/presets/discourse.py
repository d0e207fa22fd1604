"""Discourse: posts of its API and of a person's download."""

import re
from collections.abc import Callable

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import is_among, is_true, text_of

LIKE = 2
IN_URL = re.compile(r"/t/(?:[^/]+/)?(\d+)(?:/(\d+))?/?$")
HOST = re.compile(r"https?://([^/]+)/")


def is_staff(row: Row) -> bool:
    return any(is_true(row, name) for name in ("staff", "admin", "moderator"))


def likes(row: Row) -> object:
    """Return how many like a post, which is the second kind of action."""
    actions = row.get("actions_summary")
    found = [each for each in actions if isinstance(each, dict)] if isinstance(actions, list) else []
    counts = [each.get("count") for each in found if each.get("id") == LIKE]
    return counts[0] if counts else row.get("like_count")


def kind_of_post(row: Row) -> str:
    if text_of(row, "/archetype") == "private_message":
        return "direct"
    return "post" if text_of(row, "post_number") == "1" else "comment"


def place_in_topic(name: str) -> Callable[[Row], object]:
    """Name a post by its topic and its number there, as answers do."""
    return lambda row: f"{text_of(row, 'topic_id')}/{text_of(row, name)}" if text_of(row, name) else None


def written_post(row: Row) -> object:
    # What its author takes back is replaced by a sentence.
    return None if is_true(row, "user_deleted") else row.get("raw") or row.get("cooked")


def is_deleted_post(row: Row) -> bool:
    return is_true(row, "user_deleted") or bool(text_of(row, "deleted_at"))


def is_deleted_by_others(row: Row) -> bool:
    by = text_of(row, "deleted_by.id")
    is_own = is_true(row, "user_deleted") or (bool(by) and by == text_of(row, "user_id"))
    return is_deleted_post(row) and not is_own


def topic_in_url(row: Row) -> object:
    found = IN_URL.search(text_of(row, "url"))
    return found[1] if found else None


def post_in_url(row: Row) -> object:
    found = IN_URL.search(text_of(row, "url"))
    # The first post has no number in its address.
    return f"{found[1]}/{found[2] or 1}" if found else None


def server_in_url(_document: Row, row: Row) -> str:
    found = HOST.match(text_of(row, "url"))
    return f"discourse:{found[1].lower()}" if found else ""


def small_action(row: Row) -> str:
    return "an action without words" if text_of(row, "post_type") in ("2", "3") else ""


PRESETS = (
    Preset(
        name="discourse",
        title="Discourse, posts of the API",
        signs=("topic_id", "post_number", "cooked|raw", "username"),
        fields={
            "external_id": "id",
            "kind": kind_of_post,
            "text": written_post,
            "title": lambda row: (
                row.get("topic_title") or row.get("/title") if text_of(row, "post_number") == "1" else None
            ),
            "author_id": "user_id",
            "author_name": "username",
            "from_staff": is_staff,
            "automated": is_among("user_id", "-1", "-2"),
            "internal": is_among("post_type", "4"),
            "posted_at": "created_at",
            "thread_external_id": "topic_id",
            "reactions": likes,
            "views": "reads",
            "deleted": is_deleted_post,
            "removed_by_others": is_deleted_by_others,
        },
        inherits=("archetype", "title"),
        alias=place_in_topic("post_number"),
        parent_alias=place_in_topic("reply_to_post_number"),
        skip=small_action,
    ),
    Preset(
        name="discourse-archive",
        title="Discourse, posts of a person's download",
        signs=("topic_title", "is_pm", "post_raw|post", "url", "created_at"),
        fields={
            "external_id": post_in_url,
            "kind": lambda row: "direct" if is_true(row, "is_pm") else "comment",
            "text": "post_raw|post",
            "title": lambda row: row.get("topic_title") if text_of(row, "url").endswith("/1") else None,
            "posted_at": "created_at",
            "thread_external_id": topic_in_url,
            "reactions": "like_count",
            "url": "url",
        },
        source=server_in_url,
    ),
)
