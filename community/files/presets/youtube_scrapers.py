"""YouTube: comments as the usual downloaders write them."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import text_of


def first_comment(row: Row) -> str:
    """Return the comment that a reply is below, whose id its own begins with."""
    return text_of(row, "cid").partition(".")[0]


def parent_of(row: Row) -> object:
    return first_comment(row) if "." in text_of(row, "cid") else None


def parent_unless_root(row: Row) -> object:
    return row.get("parent") if row.get("parent") != "root" else None


PRESETS = (
    Preset(
        name="youtube-downloader",
        title="YouTube, comments of a downloader",
        signs=("cid", "text", "time_parsed", "channel", "votes"),
        fields={
            "external_id": "cid",
            "text": "text",
            "author_id": "channel",
            "author_name": "author",
            "posted_at": "time_parsed",
            "parent_external_id": parent_of,
            "thread_external_id": first_comment,
            "reactions": "votes",
        },
        fixed={"thread_is_root": True},
    ),
    Preset(
        name="yt-dlp",
        title="YouTube, comments that yt-dlp wrote",
        signs=("author_is_uploader", "text", "timestamp", "parent"),
        fields={
            "external_id": "id",
            "text": "text",
            "author_id": "author_id",
            "author_name": "author",
            "from_staff": "author_is_uploader",
            "posted_at": "timestamp",
            "parent_external_id": parent_unless_root,
            "thread_external_id": lambda row: parent_unless_root(row) or row.get("id"),
            "reactions": "like_count",
        },
        fixed={"thread_is_root": True},
    ),
)
