"""Google Play: reviews of the console and of the usual scraper."""

import re

from community.files.expressions import Row, hash_of
from community.files.presets.preset import Preset
from community.files.presets.rules import of_source, text_of

REVIEW_ID = re.compile(r"reviewId=([^&#\s]+)")
SUBMITTED, UPDATED = "Review Submit Millis Since Epoch", "Review Last Update Millis Since Epoch"


def id_of(row: Row) -> str:
    if found := REVIEW_ID.search(text_of(row, "Review Link")):
        return found[1]
    # Stars without words have no link.
    return hash_of(row.get(name) for name in ("Package Name", SUBMITTED, "Device", "Reviewer Language"))


def edited(row: Row) -> object:
    return row.get(UPDATED) if row.get(UPDATED) != row.get(SUBMITTED) else None


PRESETS = (
    Preset(
        name="google-play",
        title="Google Play, reviews of the console",
        signs=("Star Rating", "Review Text", "Review Link"),
        fields={
            "external_id": id_of,
            "text": "Review Text",
            "title": "Review Title",
            "rating": "Star Rating",
            "language": "Reviewer Language",
            "posted_at": f"{SUBMITTED}|Review Submit Date and Time",
            "edited_at": edited,
            "url": "Review Link",
        },
        fixed={"kind": "review"},
        reply={
            "text": "Developer Reply Text",
            "posted_at": "Developer Reply Millis Since Epoch|Developer Reply Date and Time",
        },
        source=of_source("google-play", "Package Name"),
    ),
    Preset(
        name="google-play-scraper",
        title="Google Play, reviews of a scraper",
        signs=("reviewId", "content", "score", "thumbsUpCount", "userName"),
        fields={
            "external_id": "reviewId",
            "text": "content",
            "title": "title",
            "author_name": "userName",
            "rating": "score",
            "reactions": "thumbsUpCount",
            "posted_at": "at|date",
            "url": "url",
        },
        fixed={"kind": "review"},
        reply={"text": "replyContent|replyText", "posted_at": "repliedAt|replyDate"},
    ),
)
