"""YouTube: comments of Takeout and of the API."""

import json
from collections.abc import Iterator, Mapping

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import text_of


def joined_pieces(row: Row) -> str:
    """Join a text that Takeout writes as JSON objects with commas between."""
    raw = text_of(row, "Comment Text")
    try:
        pieces = json.loads(f"[{raw}]")
    except (ValueError, RecursionError):
        return raw
    if not all(isinstance(piece, dict) for piece in pieces):
        return raw
    return "".join(str(piece.get("text", "")) for piece in pieces)


def thread_parts(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Take a comment thread apart into its first comment and the replies."""
    snippet = record.get("snippet")
    top = snippet.get("topLevelComment") if isinstance(snippet, dict) else None
    if not isinstance(top, dict):
        yield record
        return
    yield {**top, "thread": record.get("id")}
    below = record.get("replies")
    replies = below.get("comments") if isinstance(below, dict) else None
    for reply in replies if isinstance(replies, list) else ():
        if isinstance(reply, dict):
            yield {**reply, "thread": record.get("id")}


def edited(row: Row) -> object:
    updated = row.get("snippet.updatedAt")
    return updated if updated != row.get("snippet.publishedAt") else None


PRESETS = (
    Preset(
        name="youtube-takeout",
        title="YouTube, comments of Takeout",
        signs=("Comment ID", "Comment Text", "Comment Create Timestamp"),
        fields={
            "external_id": "Comment ID",
            "text": joined_pieces,
            "author_id": "Channel ID",
            "posted_at": "Comment Create Timestamp",
            "parent_external_id": "Parent Comment ID",
            "thread_external_id": "Video ID|Post ID",
        },
    ),
    Preset(
        name="youtube",
        title="YouTube, comments of the API",
        signs=(
            "snippet.topLevelComment.snippet.textOriginal|snippet.topLevelComment.snippet.textDisplay"
            "|snippet.textOriginal|snippet.textDisplay",
            "snippet.topLevelComment.snippet.authorDisplayName|snippet.authorDisplayName",
        ),
        fields={
            "external_id": "id",
            "text": "snippet.textOriginal|snippet.textDisplay",
            "author_id": "snippet.authorChannelId.value",
            "author_name": "snippet.authorDisplayName",
            "posted_at": "snippet.publishedAt",
            "edited_at": edited,
            "parent_external_id": "snippet.parentId",
            "thread_external_id": "thread|snippet.parentId|id",
            "reactions": "snippet.likeCount",
        },
        fixed={"thread_is_root": True},
        parts=thread_parts,
    ),
)
