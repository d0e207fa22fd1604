"""Bluesky: posts of its API, as lists, feeds or threads."""

from collections.abc import Iterator, Mapping

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import dicts_in, text_of

DEEPEST = 20


def posts_in(record: Mapping[str, object], depth: int = DEEPEST) -> Iterator[Mapping[str, object]]:
    """Yield the post of an entry, and the answers below it."""
    inner = record.get("thread")
    if isinstance(inner, dict):
        record = inner
    post = record.get("post")
    yield {**post, "reason": record.get("reason")} if isinstance(post, dict) else record
    for reply in dicts_in(record.get("replies")) if depth else ():
        # What is blocked or gone has no post.
        if isinstance(reply.get("post"), dict):
            yield from posts_in(reply, depth - 1)


def other_event(row: Row) -> str:
    if any(name.startswith("reason.") for name in row):
        return "a repost of somebody else's post"
    kind = text_of(row, "record.$type")
    return "" if kind in ("", "app.bsky.feed.post") else f"a notification: {kind.rpartition('.')[2]}"


def first_language(row: Row) -> object:
    found = row.get("record.langs")
    return found[0] if isinstance(found, list) and found else None


PRESETS = (
    Preset(
        name="bluesky",
        title="Bluesky, posts of the API",
        signs=(
            "post.record.text|record.text|thread.post.record.text",
            "post.author.did|author.did|thread.post.author.did",
            "post.uri|uri|thread.post.uri",
        ),
        fields={
            "external_id": "uri",
            "kind": lambda row: "reply" if row.get("record.reply.parent.uri") else "post",
            "text": "record.text",
            "author_id": "author.did",
            "author_name": "author.displayName|author.handle",
            "posted_at": "record.createdAt|indexedAt",
            "parent_external_id": "record.reply.parent.uri",
            "thread_external_id": "record.reply.root.uri|uri",
            "reactions": "likeCount",
            "language": first_language,
        },
        fixed={"thread_is_root": True},
        parts=posts_in,
        skip=other_event,
    ),
)
