"""App Store, Google Business, Trustpilot and Steam: reviews with their answers."""

from community.files.expressions import Row
from community.files.presets.preset import Preset


def updated(row: Row) -> object:
    return row.get("timestamp_updated") if row.get("timestamp_updated") != row.get("timestamp_created") else None


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
        },
        fixed=REVIEW,
        reply={"text": "companyReply.text", "posted_at": "companyReply.createdAt"},
    ),
    Preset(
        name="steam",
        title="Steam, reviews of the API",
        signs=("recommendationid", "review", "voted_up"),
        fields={
            "external_id": "recommendationid",
            "text": "review",
            "author_id": "author.steamid|steamid",
            "rating": "voted_up",
            "reactions": "votes_up",
            "language": "language",
            "posted_at": "timestamp_created",
            "edited_at": updated,
        },
        fixed=REVIEW,
        reply={"text": "developer_response", "posted_at": "timestamp_dev_responded"},
    ),
)
