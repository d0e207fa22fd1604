"""Reddit: posts and comments, from dumps and from the API."""

import re
from collections.abc import Iterator, Mapping

from community.files.empty import is_empty
from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import dicts_in, is_among, is_true, text_of, without_prefix

POST_IN_LINK = re.compile(r"/comments/(\w+)")
KINDS_OF_THINGS = ("t1_", "t3_")
PLACES = ("submission_id", "post_id")
PLACEHOLDERS = ("[deleted]", "[removed]", "[ removed by reddit ]")
REMOVERS = ("moderator", "automod_filtered", "reddit", "content_takedown", "anti_evil_ops", "community_ops")


def things(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Unwrap the listings of the API, with the replies below a comment."""
    data = record.get("data")
    if not isinstance(data, Mapping):
        yield record
        post = f"t3_{record.get('id')}"
        yield from ({"link_id": post, **each} for each in dicts_in(record.get("comments")))
        return
    # Comments that are only counted have a listing of ids.
    if record.get("kind") != "more":
        yield data
    for field in ("replies", "children"):
        below = data.get(field)
        listed = below.get("data", {}) if isinstance(below, dict) else {"children": below}
        children = listed.get("children") if isinstance(listed, dict) else None
        for child in children if isinstance(children, list) else ():
            if isinstance(child, dict):
                yield from things(child)


def is_replaced(row: Row) -> bool:
    """Tell whether the words are gone and a placeholder stands for them."""
    placeholder = (text_of(row, "body") or text_of(row, "selftext")).lower()
    # A person may type the placeholder, so a second sign is needed.
    gone = text_of(row, "author") == "[deleted]" or not is_empty("tags", row.get("removed_by_category"))
    return placeholder in PLACEHOLDERS and gone


def is_deleted(row: Row) -> bool:
    # Moderators see what they removed.
    return is_replaced(row) or is_true(row, "removed")


def is_removed(row: Row) -> bool:
    by = text_of(row, "removed_by_category")
    says_removed = "[deleted]" not in (row.get("body"), row.get("selftext"))
    return is_true(row, "removed") or (is_replaced(row) and (by in REMOVERS or (not by and says_removed)))


def written(row: Row) -> object:
    if is_replaced(row):
        return None
    body = row.get("body")
    return body if body is not None else row.get("selftext")


def edited(row: Row) -> object:
    # Not edited is false, and an edit long ago is true.
    value = row.get("edited")
    return None if isinstance(value, bool) else value


def thread_of(row: Row) -> object:
    if text_of(row, "link_id"):
        return without_prefix("link_id", *KINDS_OF_THINGS)(row)
    # Tables have other names for the post of a comment.
    place = next((name for name in PLACES if text_of(row, name) and "comment_id" in row), "")
    return without_prefix(place, *KINDS_OF_THINGS)(row) if place else row.get("id") if is_post(row) else None


def is_post(row: Row) -> bool:
    return bool(text_of(row, "title")) or "body" not in row


def post_in_link(row: Row) -> object:
    found = POST_IN_LINK.search(text_of(row, "link") or text_of(row, "permalink"))
    return found[1] if found else None


def address(row: Row) -> object:
    path = text_of(row, "permalink")
    return f"https://www.reddit.com{path}" if path.startswith("/") else path or row.get("url")


def place(_document: Row, row: Row) -> str:
    name = text_of(row, "subreddit") or text_of(row, "data.subreddit")
    return f"reddit:{name.lower()}" if name else ""


PRESETS = (
    Preset(
        name="reddit",
        title="Reddit, posts and comments",
        signs=(
            "created_utc|created|data.created_utc",
            "author|data.author|num_comments|comms_num",
            "link_id|selftext|subreddit|is_submitter|data.link_id|data.selftext|data.subreddit",
        ),
        fields={
            "external_id": lambda row: without_prefix("comment_id" if "comment_id" in row else "id", *KINDS_OF_THINGS)(
                row
            ),
            "kind": lambda row: "post" if is_post(row) else "comment",
            "text": written,
            "title": "title",
            "author_id": "author_fullname",
            "author_name": "author",
            "from_staff": is_among("distinguished", "moderator", "admin"),
            "automated": is_among("author", "automoderator"),
            "posted_at": "created_utc|created",
            "edited_at": edited,
            "parent_external_id": without_prefix("parent_id", *KINDS_OF_THINGS),
            "thread_external_id": thread_of,
            "reactions": "score",
            "url": address,
            "deleted": is_deleted,
            "removed_by_others": is_removed,
            "channel": "subreddit",
        },
        fixed={"thread_is_root": True},
        parts=things,
        source=place,
    ),
    Preset(
        name="reddit-request",
        title="Reddit, what a person wrote, of a request for their data",
        signs=("id", "permalink", "date", "subreddit", "body", "gildings"),
        fields={
            "external_id": "id",
            "kind": lambda row: "post" if "title" in row else "comment",
            "text": "body",
            "title": "title",
            "posted_at": "date",
            "parent_external_id": "parent",
            "thread_external_id": post_in_link,
            "url": "permalink",
            "channel": "subreddit",
        },
        fixed={"thread_is_root": True},
        is_plain=True,
        source=place,
    ),
)
