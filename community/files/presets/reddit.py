"""Reddit: posts and comments, from dumps and from the API."""

from collections.abc import Iterator, Mapping

from community.files.expressions import Row, is_said
from community.files.presets.preset import Preset
from community.files.presets.rules import is_among, prefixed, text_of, without_prefix

KINDS_OF_THINGS = ("t1_", "t3_")
REMOVERS = ("moderator", "automod_filtered", "reddit", "content_takedown", "anti_evil_ops", "community_ops")


def things(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Unwrap the listings of the API, with the replies below a comment."""
    data = record.get("data")
    if not isinstance(data, Mapping):
        yield record
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


def is_deleted(row: Row) -> bool:
    # A person may type the placeholder, so a second sign is needed.
    placeholder = text_of(row, "body") or text_of(row, "selftext")
    gone = text_of(row, "author") == "[deleted]" or is_said(row.get("removed_by_category"))
    return placeholder in ("[deleted]", "[removed]") and gone


def is_removed(row: Row) -> bool:
    by = text_of(row, "removed_by_category")
    return is_deleted(row) and (by in REMOVERS or (not by and "[removed]" in (row.get("body"), row.get("selftext"))))


def written(row: Row) -> object:
    if is_deleted(row):
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
    return row.get("id") if is_post(row) else None


def is_post(row: Row) -> bool:
    return "body" not in row


def place(_document: Row, row: Row) -> str:
    name = text_of(row, "subreddit") or text_of(row, "data.subreddit")
    return f"reddit:{name.lower()}" if name else ""


PRESETS = (
    Preset(
        name="reddit",
        title="Reddit, posts and comments",
        signs=(
            "created_utc|data.created_utc",
            "author|data.author",
            "link_id|selftext|subreddit|data.link_id|data.selftext|data.subreddit",
        ),
        fields={
            "external_id": without_prefix("id", *KINDS_OF_THINGS),
            "kind": lambda row: "post" if is_post(row) else "comment",
            "text": written,
            "title": "title",
            "author_id": "author_fullname",
            "author_name": "author",
            "from_staff": is_among("distinguished", "moderator", "admin"),
            "automated": is_among("author", "automoderator"),
            "posted_at": "created_utc",
            "edited_at": edited,
            "parent_external_id": without_prefix("parent_id", *KINDS_OF_THINGS),
            "thread_external_id": thread_of,
            "reactions": "score",
            "url": prefixed("https://www.reddit.com", "permalink"),
            "deleted": is_deleted,
            "removed_by_others": is_removed,
        },
        fixed={"thread_is_root": True},
        parts=things,
        source=place,
    ),
)
