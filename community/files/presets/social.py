"""Facebook, Instagram and TikTok: comments of their APIs."""

from collections.abc import Iterator, Mapping

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import dicts_in, text_of

# Answers are nested in comments, and those in posts.
DEEPEST = 4


def with_replies(record: Mapping[str, object], depth: int = DEEPEST) -> Iterator[Mapping[str, object]]:
    """Take a record apart into itself and the comments that are nested in it."""
    yield record
    owner = record.get("owner_of_all") or record.get("username") or record.get("id")
    for field in ("comments", "replies"):
        below = record.get(field)
        nested = below.get("data") if isinstance(below, dict) else None
        for reply in nested if isinstance(nested, list) and depth else ():
            if isinstance(reply, dict):
                yield from with_replies({"parent_id": record.get("id"), **reply, "owner_of_all": owner}, depth - 1)


def is_page(row: Row) -> bool:
    """Tell whether a page wrote on its own post, whose id begins with that of the page."""
    page, underscore, _ = (text_of(row, "owner_of_all") or text_of(row, "id")).partition("_")
    return bool(underscore) and page == text_of(row, "from.id")


def kind_of(row: Row) -> str:
    is_below = any(text_of(row, name) for name in ("owner_of_all", "parent.id", "parent_id"))
    is_whole = is_page(row) or any(name in row for name in ("permalink_url", "status_type", "shares.count"))
    return "post" if is_whole and not is_below else "comment"


def story(row: Row) -> str:
    """Tell what the platform says of an event, such as that a picture was changed."""
    said = text_of(row, "story")
    has_words = text_of(row, "message") or row.get("full_picture") or row.get("attachments.data")
    return f"an event: {said[:100]}" if said and not has_words else ""


def comments_of_video(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    yield record
    yield from dicts_in(record.get("reply_comment"))


def is_account(row: Row) -> object:
    """Tell an answer of the account that the picture is of, as far as the record says whose it is."""
    owner = text_of(row, "owner_of_all")
    is_of_picture = bool(owner) and "_" not in owner and not owner.isdigit()
    return text_of(row, "username") == owner if is_of_picture else None


def first_receiver(row: Row) -> object:
    receivers = row.get("to.data")
    first = receivers[0] if isinstance(receivers, list) and receivers else None
    return first.get("id") if isinstance(first, dict) else None


PRESETS = (
    Preset(
        name="facebook-messages",
        title="Facebook and Instagram, conversations of the API",
        signs=("created_time", "message", "from.name|from.id|from.username", "to.data"),
        fields={
            "external_id": "id",
            "text": "message",
            "author_id": "from.id",
            "author_name": "from.name|from.username",
            "recipient_id": first_receiver,
            "posted_at": "created_time",
            "thread_external_id": "/data.id|/id",
            "attachments": "attachments.data",
        },
        fixed={"kind": "direct"},
        inherits=("data.id", "id"),
        is_private=True,
    ),
    Preset(
        name="facebook",
        title="Facebook, posts and comments of the API",
        signs=("created_time", "message", "from.name|from.id"),
        fields={
            "external_id": "id",
            "kind": kind_of,
            "text": "message",
            "author_id": "from.id",
            "author_name": "from.name",
            "from_staff": is_page,
            "posted_at": "created_time",
            "parent_external_id": "parent.id|parent_id",
            "reactions": "like_count",
            "url": "permalink_url",
            "attachments": "full_picture|attachment.media.image.src",
        },
        parts=with_replies,
        skip=story,
    ),
    Preset(
        name="instagram",
        title="Instagram, comments of the API",
        signs=(
            "text|caption",
            "timestamp",
            "username|from.username",
            "like_count|media.id|replies.data|comments.data|media_type",
        ),
        fields={
            "external_id": "id",
            "kind": lambda row: "post" if "media_type" in row or "caption" in row else "comment",
            "text": "text|caption",
            "author_id": "from.id",
            "author_name": "username|from.username",
            "from_staff": is_account,
            "url": "permalink",
            "attachments": "media_url",
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
        signs=("id", "video_id", "create_time", "parent_comment_id", "text"),
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
    Preset(
        name="tiktok-business",
        title="TikTok, comments of the business API",
        signs=("comment_id", "video_id|item_id", "text", "create_time", "owner|username|display_name"),
        fields={
            "external_id": "comment_id",
            "text": "text",
            "author_id": "user_id|unique_identifier|username",
            "author_name": "display_name|username",
            # The owner of the video wrote it.
            "from_staff": "owner",
            "posted_at": "create_time",
            "parent_external_id": "parent_comment_id",
            "thread_external_id": "video_id|item_id",
            "reactions": "likes",
        },
    ),
    Preset(
        name="tiktok-scraper",
        title="TikTok, comments as its pages load them",
        signs=("cid", "text", "create_time", "aweme_id|digg_count"),
        fields={
            "external_id": "cid",
            "text": "text",
            "author_id": "user.uid|user.unique_id",
            "author_name": "user.nickname|user.unique_id",
            "posted_at": "create_time",
            "parent_external_id": "reply_id",
            "thread_external_id": "aweme_id",
            "reactions": "digg_count",
            "language": "comment_language",
        },
        parts=comments_of_video,
    ),
)
