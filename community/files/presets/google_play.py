"""Google Play: reviews of the console and of the usual scraper."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from community.files.expressions import Row, hash_of
from community.files.presets.preset import Preset
from community.files.presets.rules import text_of

REVIEW_ID = re.compile(r"reviewId=([^&#\s]+)")
SUBMITTED, UPDATED = "review_submit_millis_since_epoch", "review_last_update_millis_since_epoch"


def id_of(row: Row) -> str:
    if found := REVIEW_ID.search(text_of(row, "review_link")):
        # As the API writes it.
        return unquote(found[1])
    # Stars without words have no link.
    return hash_of(row.get(name) for name in ("package_name", SUBMITTED, "device", "reviewer_language"))


def edited(row: Row) -> object:
    return row.get(UPDATED) if row.get(UPDATED) != row.get(SUBMITTED) else None


def package(_document: Row, row: Row) -> str:
    name = text_of(row, "package_name") or text_of(row, "Package Name")
    return f"google-play:{name}" if name else ""


def both_sides(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Yield a review with what its user and its developer wrote last."""
    found: dict[str, object] = {"id": record.get("reviewId"), "name": record.get("authorName")}
    comments = record.get("comments")
    for each in comments if isinstance(comments, list) else ():
        if isinstance(each, dict):
            found |= each
    yield found


PRESETS = (
    Preset(
        name="google-play",
        title="Google Play, reviews of the console",
        signs=("star_rating", "review_text", "review_link"),
        fields={
            "external_id": id_of,
            "text": "review_text",
            "title": "review_title",
            "rating": "star_rating",
            "language": "reviewer_language",
            "posted_at": f"{SUBMITTED}|review_submit_date_and_time",
            "edited_at": edited,
            "url": "review_link",
        },
        fixed={"kind": "review"},
        reply={
            "text": "developer_reply_text",
            "posted_at": "developer_reply_millis_since_epoch|developer_reply_date_and_time",
        },
        is_plain=True,
        source=package,
    ),
    Preset(
        name="google-play-scraper",
        title="Google Play, reviews of a scraper",
        signs=("reviewId|id", "content|text", "score", "thumbsUpCount|thumbsUp", "userName"),
        fields={
            "external_id": "reviewId|id",
            "text": "content|text",
            "title": "title",
            "author_name": "userName",
            "rating": "score",
            "reactions": "thumbsUpCount|thumbsUp",
            "posted_at": "at|date",
            "url": "url",
        },
        fixed={"kind": "review"},
        reply={"text": "replyContent|replyText", "posted_at": "repliedAt|replyDate"},
    ),
    Preset(
        name="google-play-api",
        title="Google Play, reviews of the API",
        signs=("reviewId", "authorName", "comments"),
        fields={
            "external_id": "id",
            "text": "userComment.text",
            "author_name": "name",
            "rating": "userComment.starRating",
            "reactions": "userComment.thumbsUpCount",
            "language": "userComment.reviewerLanguage",
            "posted_at": "userComment.lastModified.seconds",
        },
        fixed={"kind": "review"},
        parts=both_sides,
        reply={"text": "developerComment.text", "posted_at": "developerComment.lastModified.seconds"},
    ),
)
