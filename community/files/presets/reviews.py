"""App Store, Google Business, Facebook and Steam: reviews with their answers."""

from ast import literal_eval
from collections.abc import Callable
from contextlib import suppress

from community.files.expressions import Row, hash_of
from community.files.lines import RECORD_LIMIT
from community.files.presets.preset import Beside, Preset
from community.files.presets.rules import dicts_in, is_true, text_of
from community.records import NOT_RECOMMENDED


def recommendation(row: Row) -> str:
    """Say a thumb in words, because it is no number of stars."""
    return "recommended" if is_true(row, "voted_up") else NOT_RECOMMENDED


def recommended_page(row: Row) -> list[str]:
    """Say whether a page is recommended, in the same words."""
    words = {"positive": "recommended", "negative": NOT_RECOMMENDED}
    word = words.get(text_of(row, "recommendation_type").lower())
    return [word] if word else []


def changed(created: str, changed_at: str) -> Callable[[Row], object]:
    """Return the time of a change, unless it is that of the creation up to a part of a second."""

    def read(row: Row) -> object:
        value = row.get(changed_at)
        return value if text_of(row, changed_at)[:19] != text_of(row, created)[:19] else None

    return read


def the_app(row: Row) -> str:
    # The first entry of the feed is the app itself.
    return "" if row.get("im:rating.label") else "the app itself"


def answer(name: str) -> Callable[[Row], object]:
    """Read the developer's answer, which a table holds as an object written in one cell."""

    def read(row: Row) -> object:
        written = text_of(row, "developerResponse")
        if not written.startswith("{") or len(written) > RECORD_LIMIT:
            return row.get(f"developerResponse.{name}")
        with suppress(ValueError, SyntaxError, MemoryError, RecursionError):
            found = literal_eval(written)
            return found.get(name) if isinstance(found, dict) else None
        return None

    return read


def plain_content(row: Row) -> object:
    """Return the content that is no HTML, where an entry has both."""
    kinds = {each.get("type"): each.get("text") for each in dicts_in(row.get("content"))}
    return kinds.get("text") or row.get("content.text") or (None if kinds else row.get("content"))


REVIEW = {"kind": "review"}
RATED = ("reviewer.id", "reviewer.name", "reviewer", "created_time")
PRESETS = (
    Preset(
        name="app-store",
        title="App Store, reviews of the API",
        signs=("attributes.reviewerNickname", "attributes.rating"),
        fields={
            "external_id": "id",
            "text": "attributes.body",
            "title": "attributes.title",
            "author_name": "attributes.reviewerNickname",
            "rating": "attributes.rating",
            "posted_at": "attributes.createdDate",
        },
        fixed=REVIEW,
        reply={"text": "@attributes.responseBody", "posted_at": "@attributes.lastModifiedDate"},
        beside=Beside("included", by="id", through="relationships.response.data.id"),
    ),
    Preset(
        name="app-store-feed",
        title="App Store, reviews of the feed",
        signs=("im:rating.label", "content.label", "author.name.label"),
        fields={
            "external_id": "id.label",
            "text": "content.label",
            "title": "title.label",
            "author_id": "author.uri.label",
            "author_name": "author.name.label",
            "rating": "im:rating.label",
            "reactions": "im:voteSum.label",
            "posted_at": "updated.label",
        },
        fixed=REVIEW,
        skip=the_app,
    ),
    Preset(
        name="app-store-atom",
        title="App Store, reviews of the feed (XML)",
        signs=("rating", "voteSum|voteCount", "author.name", "content|content.text", "updated"),
        fields={
            "external_id": "id",
            "text": plain_content,
            "title": "title",
            "author_id": "author.uri",
            "author_name": "author.name",
            "rating": "rating",
            "reactions": "voteSum",
            "posted_at": "updated",
        },
        fixed=REVIEW,
    ),
    Preset(
        name="app-store-scraper",
        title="App Store, reviews of a scraper, with ids made where there is none",
        signs=("userName", "rating|score", "review|text", "isEdited|userUrl"),
        fields={
            "external_id": lambda row: row.get("id") or hash_of(map(row.get, ("userName", "date", "title"))),
            "text": "review|text",
            "title": "title",
            "author_name": "userName",
            "rating": "rating|score",
            "posted_at": "date|updated",
            "url": "url",
        },
        fixed=REVIEW,
        reply={"text": answer("body"), "posted_at": answer("modified")},
    ),
    Preset(
        name="google-business",
        title="Google Business, reviews",
        signs=("reviewId|name", "starRating", "createTime"),
        fields={
            "external_id": "reviewId|name",
            "text": "comment",
            "author_name": "reviewer.displayName",
            "is_guest": "reviewer.isAnonymous",
            "rating": "starRating",
            "posted_at": "createTime",
            "edited_at": changed("createTime", "updateTime"),
        },
        fixed=REVIEW,
        reply={"text": "reviewReply.comment", "posted_at": "reviewReply.updateTime"},
    ),
    Preset(
        name="facebook-ratings",
        title="Facebook, ratings of a page, with ids made where there is none",
        signs=("reviewer.name|reviewer.id|reviewer", "created_time", "recommendation_type|has_rating"),
        fields={
            "external_id": lambda row: row.get("open_graph_story.id") or hash_of(map(row.get, RATED)),
            "text": "review_text",
            "author_id": "reviewer.id",
            "author_name": "reviewer.name|reviewer",
            "rating": "rating",
            "tags": recommended_page,
            "posted_at": "created_time",
        },
        fixed=REVIEW,
    ),
    Preset(
        name="steam",
        title="Steam, reviews of the API",
        signs=("recommendationid", "review", "voted_up"),
        fields={
            "external_id": "recommendationid",
            "text": "review",
            "author_id": "author.steamid|steamid",
            "tags": lambda row: [recommendation(row)],
            "reactions": "votes_up",
            "language": "language",
            "posted_at": "timestamp_created",
            "edited_at": changed("timestamp_created", "timestamp_updated"),
        },
        fixed=REVIEW,
        reply={"text": "developer_response", "posted_at": "timestamp_dev_responded"},
    ),
)
