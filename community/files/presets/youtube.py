"""YouTube: comments of Takeout and of the API."""

import json
from collections.abc import Iterator, Mapping

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import text_of

TOP = "snippet.topLevelComment."


def joined_pieces(row: Row) -> str:
    """Join a text that Takeout writes as JSON objects with commas between."""
    raw = text_of(row, "comment_text") or text_of(row, "live_chat_text")
    try:
        pieces = json.loads(f"[{raw}]")
    except (ValueError, RecursionError):
        return raw
    # They may stand in a list or in an object of their own.
    while len(pieces) == 1 and (inner := _inner_pieces(pieces[0])):
        pieces = inner
    if not all(isinstance(piece, dict) for piece in pieces):
        return raw
    return "".join(str(piece.get("text", "")) for piece in pieces)


def _inner_pieces(piece: object) -> list[object]:
    found = piece.get("takeoutSegments") if isinstance(piece, dict) else piece
    return found if isinstance(found, list) else []


def thread_parts(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Take a comment thread apart into its first comment and the replies."""
    snippet = record.get("snippet")
    top = snippet.get("topLevelComment") if isinstance(snippet, dict) else None
    if not isinstance(top, dict):
        # A table has the first comment alone, under long names.
        yield {name.replace(TOP, "", 1): value for name, value in record.items()}
        return
    yield {**top, "thread": record.get("id")}
    below = record.get("replies")
    replies = below.get("comments") if isinstance(below, dict) else None
    for reply in replies if isinstance(replies, list) else ():
        if isinstance(reply, dict):
            yield {**reply, "thread": record.get("id")}


def is_owner(row: Row) -> object:
    """Tell a comment of the channel that it stands on. Of others the source does not say."""
    owner = text_of(row, "snippet.channelId")
    return True if owner and owner == text_of(row, "snippet.authorChannelId.value") else None


def edited(row: Row) -> object:
    updated = row.get("snippet.updatedAt")
    return updated if updated != row.get("snippet.publishedAt") else None


PRESETS = (
    Preset(
        name="youtube-takeout",
        title="YouTube, comments of Takeout",
        signs=(
            "comment_id|live_chat_id",
            "comment_text|live_chat_text",
            "comment_create_timestamp|live_chat_create_timestamp",
        ),
        fields={
            "external_id": "comment_id|live_chat_id",
            "text": joined_pieces,
            "author_id": "channel_id",
            "posted_at": "comment_create_timestamp|live_chat_create_timestamp",
            "parent_external_id": "parent_comment_id|top_level_comment_id",
            "thread_external_id": "video_id|post_id",
        },
        is_plain=True,
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
            "from_staff": is_owner,
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
