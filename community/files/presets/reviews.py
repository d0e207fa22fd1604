"""App Store, Google Business, Trustpilot and Steam: reviews with their answers."""

from collections.abc import Callable

from community.files.expressions import Row, hash_of
from community.files.presets.preset import Beside, Preset
from community.files.presets.rules import is_true, text_of


def recommendation(row: Row) -> str:
    """Say a thumb in words, because it is no number of stars."""
    return "recommended" if is_true(row, "voted_up") else "not recommended"


def changed(created: str, changed_at: str) -> Callable[[Row], object]:
    """Return the time of a change, unless it is that of the creation up to a part of a second."""

    def read(row: Row) -> object:
        value = row.get(changed_at)
        return value if text_of(row, changed_at)[:19] != text_of(row, created)[:19] else None

    return read


def the_app(row: Row) -> str:
    # The first entry of the feed is the app itself.
    return "" if row.get("im:rating.label") else "the app itself"


REVIEW = {"kind": "review"}
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
        reply={"text": "developerResponse.body", "posted_at": "developerResponse.modified"},
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
        name="trustpilot",
        title="Trustpilot, reviews of the API",
        signs=("stars", "consumer.displayName|consumer.id", "text|title", "createdAt"),
        fields={
            "external_id": "id",
            "text": "text",
            "title": "title",
            "author_id": "consumer.id",
            "author_name": "consumer.displayName",
            "rating": "stars",
            "language": "language",
            "posted_at": "createdAt",
            "edited_at": "updatedAt",
        },
        fixed=REVIEW,
        reply={"text": "companyReply.text", "posted_at": "companyReply.createdAt"},
    ),
    Preset(
        name="trustpilot-table",
        title="Trustpilot, a table of reviews",
        signs=(
            "review_id|id",
            "stars|review_stars|star_rating|rating",
            "review_content|review_text|content|text|review",
            "consumer_name|consumer_username|consumer_display_name|reviewer_name|reviewer_user_name|reviewer",
            "company_reply|company_reply_text|reply_content|reference_id|consumer_user_id",
        ),
        fields={
            "external_id": "review_id|id",
            "text": "review_content|review_text|content|text|review",
            "title": "review_title|title",
            "author_id": "consumer_user_id|consumer_id",
            "author_name": (
                "consumer_name|consumer_username|consumer_display_name|reviewer_name|reviewer_user_name|reviewer"
            ),
            "rating": "review_stars|stars|star_rating|rating",
            "language": "review_language|language",
            "url": "review_url|url",
            "posted_at": (
                "review_created_utc|review_created|review_created_date|created_date|created_at|created|published|date"
            ),
        },
        fixed=REVIEW,
        reply={
            "text": "company_reply|company_reply_text|reply_content",
            "posted_at": "company_reply_date_utc|company_reply_date|company_replied_at|replied_on|reply_date",
        },
        is_plain=True,
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
