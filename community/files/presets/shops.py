"""Amazon, Yelp, Tripadvisor and Google Maps: reviews of products and places."""

from community.files.expressions import Row, hash_of
from community.files.presets.preset import Preset
from community.files.presets.rules import text_of

REVIEW = {"kind": "review"}
# What tells one review from another where it has no id.
OF_AMAZON = ("reviewerID", "user_id", "asin", "unixReviewTime", "timestamp")


def place_reviewed(row: Row) -> str:
    return hash_of(row.get(f"properties.{name}") for name in ("date", "google_maps_url", "review_text_published"))


def answer_id(row: Row) -> object:
    number = text_of(row, "owner_response.id")
    return number or f"{text_of(row, 'id')}:reply"


PRESETS = (
    Preset(
        name="amazon",
        title="Amazon, reviews as research collects them; ids are made of author, product and time",
        signs=("asin", "reviewText|text", "overall|rating", "reviewerID|user_id"),
        fields={
            "external_id": lambda row: hash_of(map(row.get, OF_AMAZON)),
            "text": "reviewText|text",
            "title": "summary|title",
            "author_id": "reviewerID|user_id",
            "author_name": "reviewerName",
            "rating": "overall|rating",
            "reactions": "vote|helpful_vote",
            "posted_at": "unixReviewTime|timestamp",
        },
        fixed=REVIEW,
    ),
    Preset(
        name="amazon-table",
        title="Amazon, a table of reviews",
        signs=("Id", "ProductId", "UserId", "Score", "Time", "Text"),
        fields={
            "external_id": "Id",
            "text": "Text",
            "title": "Summary",
            "author_id": "UserId",
            "author_name": "ProfileName",
            "rating": "Score",
            "reactions": "HelpfulnessNumerator",
            "posted_at": "Time",
        },
        fixed=REVIEW,
    ),
    Preset(
        name="yelp",
        title="Yelp, reviews",
        signs=("review_id", "business_id", "stars", "text"),
        fields={
            "external_id": "review_id",
            "text": "text",
            "author_id": "user_id",
            "rating": "stars",
            "reactions": "useful",
            "posted_at": "date",
        },
        fixed=REVIEW,
    ),
    Preset(
        name="tripadvisor",
        title="Tripadvisor, reviews of the API",
        signs=("id", "rating", "text", "published_date", "user.username"),
        fields={
            "external_id": "id",
            "text": "text",
            "title": "title",
            "author_name": "user.username",
            "rating": "rating",
            "reactions": "helpful_votes",
            "language": "lang",
            "url": "url",
            "posted_at": "published_date",
        },
        fixed=REVIEW,
        reply={
            "external_id": answer_id,
            "text": "owner_response.text",
            "author_name": "owner_response.author",
            "posted_at": "owner_response.published_date",
        },
    ),
    Preset(
        name="google-maps",
        title="Google Maps, reviews of a scraper",
        signs=("review_id", "review_rating", "review_text", "owner_answer", "author_title|author_name"),
        fields={
            "external_id": "review_id",
            "text": "review_text",
            "author_id": "author_id",
            "author_name": "author_title|author_name",
            "rating": "review_rating",
            "reactions": "review_likes",
            "url": "review_link",
            "posted_at": "review_timestamp|review_datetime_utc",
        },
        fixed=REVIEW,
        reply={"text": "owner_answer", "posted_at": "owner_answer_timestamp|owner_answer_timestamp_datetime_utc"},
    ),
    Preset(
        name="google-maps-own",
        title="Google Maps, reviews that a person wrote, of Takeout",
        signs=("properties.five_star_rating_published", "properties.date"),
        fields={
            "external_id": place_reviewed,
            "text": "properties.review_text_published",
            "rating": "properties.five_star_rating_published",
            "url": "properties.google_maps_url",
            "posted_at": "properties.date",
        },
        fixed=REVIEW,
    ),
)
