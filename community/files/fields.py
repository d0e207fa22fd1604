"""Names of columns, and the field that each is taken for."""

import re
from collections.abc import Iterable

from community.files.lines import Unreadable
from community.files.paths import LONGEST_NAME

# The first of these names that a record has wins. Only the user names the channel. A dot in a path is read as any
# other separator, so author_name is also author.name.
USUAL_NAMES = {
    "external_id": ("external_id", "id", "message_id", "comment_id", "post_id", "review_id", "uuid", "tweet_id"),
    "kind": ("kind", "type", "message_type"),
    "author_id": ("author_id", "user_id", "author_external_id", "member_id", "from_id", "sender_id", "account_id"),
    "author_name": (
        *("author_name", "author_display_name", "author_username", "author", "autor", "from_name", "sender_name"),
        *("account_acct", "user_username", "user", "username", "user_name", "nick", "display_name"),
        *("reviewer_display_name", "reviewer_name", "reviewer"),
    ),
    "from_staff": ("from_staff", "is_staff", "staff"),
    "automated": ("automated", "is_bot", "bot", "author_bot", "author_is_bot", "account_bot"),
    "internal": ("internal", "is_internal"),
    "posted_at": (
        *("posted_at", "created_at", "timestamp", "date", "time", "datetime", "created", "published_at"),
        *("created_time", "create_time", "created_utc", "sent_at", "submitted_at", "date_created", "datum"),
    ),
    "edited_at": ("edited_at", "modified_at", "edited_timestamp"),
    "text": (
        *("text", "body", "content", "message", "comment", "review", "comment_text", "review_text"),
        *("message_text", "selftext", "kommentar"),
    ),
    "title": ("title", "subject", "headline", "titel"),
    "rating": ("rating", "stars", "star_rating", "sterne"),
    "parent_external_id": (
        *("parent_external_id", "parent_id", "parent", "in_reply_to", "reply_to", "in_reply_to_id"),
        *("parent_comment_id", "reply_to_message_id", "message_reference_message_id", "in_response_to_tweet_id"),
    ),
    "thread_external_id": ("thread_external_id", "thread_id", "thread", "conversation_id", "topic_id"),
    "reactions": ("reactions", "score", "likes", "upvotes", "like_count", "favourites_count"),
    "reports": ("reports", "flags", "report_count"),
    "views": ("views", "view_count", "impressions"),
    "url": ("url", "link", "permalink"),
    "language": ("language", "lang"),
    "tags": ("tags", "labels", "topics"),
    "attachments": ("attachments", "media_attachments", "media_urls"),
    "deleted": ("deleted", "is_deleted", "removed"),
}
# Fields that --map can name besides. `channel` is named by an option of its own.
OTHER_FIELDS = ("is_guest", "verified_email", "recipient_id")
RECOGNISED = frozenset(name for names in USUAL_NAMES.values() for name in names)
LIKE_A_TIME = re.compile(r"date|time|datum|zeit|fecha|created|updated|posted|sent|when|_at$|^at$|_utc$")


def plain_name(name: str) -> str:
    """Normalise a column's name for comparison.

    "Author ID", "authorId" and "author-id" all become author_id.
    """
    # A name may be millions of characters long.
    if len(name) > LONGEST_NAME:
        return name
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return re.sub(r"[\W_]+", "_", name).strip("_").lower()


def usual_columns(names: tuple[str, ...]) -> dict[str, str]:
    """Return the column of each field that has one of its usual names."""
    # Reversed, so that of two names that look the same the first column wins.
    by_plain = {plain_name(name): name for name in reversed(names)}
    found = {name: next((by_plain[n] for n in usual if n in by_plain), None) for name, usual in USUAL_NAMES.items()}
    return {name: column for name, column in found.items() if column is not None}


def count_recognised(cells: Iterable[str]) -> int:
    return sum(plain_name(cell) in RECOGNISED for cell in cells)


def time_like(names: Iterable[str]) -> list[str]:
    """Return the names that look as if a time stood there."""
    return [name for name in names if LIKE_A_TIME.search(plain_name(name))]


def parse_mapping(said: Iterable[str]) -> dict[str, str]:
    """Parse the --map options by field.

    Raises Unreadable for an option that maps nothing.
    """
    mapped: dict[str, str] = {}
    for pair in said:
        name, equals, column = pair.partition("=")
        if not (equals and column):
            raise Unreadable(f"--map {pair} is not of the form field=column.")
        if name not in (*USUAL_NAMES, *OTHER_FIELDS):
            raise Unreadable(f"--map {pair}: there is no field {name}; the fields are {list_columns(USUAL_NAMES)}.")
        if name in mapped:
            raise Unreadable(f"--map names a column for {name} twice.")
        mapped[name] = column
    return mapped


def list_columns(names: Iterable[str]) -> str:
    shown = ", ".join(name if name.isprintable() else ascii(name) for name in names)
    return shown if len(shown) < 300 else f"{shown[:300]}…"
