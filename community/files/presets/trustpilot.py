"""Trustpilot, and any other table of reviews with answers beside them."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import text_of
from community.files.usual_names import USUAL_NAMES
from community.files.values import NO, YES

REVIEW = {"kind": "review"}
ID = "review_id|id|review_no|bewertungs_id"
TEXT = "review_text|review_content|review_body|review|comment|content|text|body|kommentar|bewertungstext"
STARS = "review_stars|star_rating|stars|review_rating|review_score|rating|sterne|bewertung|score"
ANSWER = (
    "reply|response|reply_text|response_text|reply_content|owner_response|owner_reply|owner_answer|business_response"
    "|business_reply|company_response|company_reply|management_response|merchant_reply|developer_reply"
    "|developer_response|store_reply|seller_reply|antwort|reponse|respuesta|risposta|resposta|antwoord|odpowiedz"
    "|comment_content"
)
ANSWERED = (
    "reply_date|response_date|replied_at|responded_at|reply_at|reply_time|response_time|owner_response_date"
    "|owner_reply_date|business_response_date|company_response_date|company_reply_date|management_response_date"
    "|developer_reply_date|developer_response_date|replied_on|date_of_reply|date_of_response|reply_created_at"
    "|comment_created_at|antwortdatum|antwort_am|reply_created_utc|reply_created|response_created_utc|response_created"
    "|reply_date_utc|response_date_utc|reply_datetime|response_datetime|reply_timestamp|response_timestamp"
    "|owner_replied_at|answered_at|answer_date|reply_published_at|response_published_at"
)
WRITTEN = (
    "review_date|created_at|date|review_created_at|posted_at|published_at|created|timestamp|submitted_at|time|datum"
)


def answer(row: Row) -> object:
    """Return the answer, unless the column only says whether there is one."""
    value = text_of(row, next((name for name in ANSWER.split("|") if text_of(row, name)), ""))
    return None if value.lower() in YES | NO else value


PRESETS = (
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
            "reactions": "numberOfLikes",
            "language": "language",
            "posted_at": "createdAt",
            "edited_at": "updatedAt",
        },
        fixed=REVIEW,
        reply={"text": "companyReply.text", "posted_at": "companyReply.createdAt"},
    ),
    Preset(
        name="trustpilot-page",
        title="Trustpilot, reviews as its pages hold them",
        signs=("rating", "consumer.displayName|consumer.id", "text|title", "dates.publishedDate"),
        fields={
            "external_id": "id",
            "text": "text",
            "title": "title",
            "author_id": "consumer.id",
            "author_name": "consumer.displayName",
            "rating": "rating",
            "reactions": "likes",
            "language": "language",
            "posted_at": "dates.publishedDate",
            "edited_at": "dates.updatedDate",
        },
        fixed=REVIEW,
        reply={"text": "reply.message", "posted_at": "reply.publishedDate"},
    ),
    Preset(
        name="trustpilot-table",
        title="Trustpilot, a table of reviews",
        signs=(
            "review_id|id",
            "stars|review_stars|star_rating|rating",
            "review_content|review_text|content|text|review",
            "consumer_name|consumer_username|consumer_display_name|reviewer_name|reviewer_user_name|reviewer|review_username",
            "company_reply|company_response|company_reply_text|reply_content|reference_id|consumer_user_id"
            "|review_consumer_user_id",
        ),
        fields={
            "external_id": "review_id|id",
            "text": "review_content|review_text|content|text|review",
            "title": "review_title|title",
            "author_id": "consumer_user_id|review_consumer_user_id|consumer_id",
            "author_name": (
                "consumer_name|consumer_username|consumer_display_name|reviewer_name|reviewer_user_name|reviewer"
                "|review_username"
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
            "text": "company_reply|company_response|company_reply_text|reply_content",
            "posted_at": (
                "company_reply_date_utc|company_reply_date|company_replied_at|company_reply_created_utc"
                "|company_reply_created|reply_created_utc|reply_created|replied_on|reply_date_utc|reply_date|replied_at"
            ),
        },
        is_plain=True,
    ),
    Preset(
        name="reviews",
        title="a table of reviews with answers beside them",
        signs=(ID, TEXT, STARS.removesuffix("|score"), ANSWER, WRITTEN),
        fields={
            "external_id": ID,
            "text": TEXT,
            "title": "review_title|title|headline|subject",
            "author_id": "|".join(USUAL_NAMES["author_id"]),
            "author_name": "|".join((*USUAL_NAMES["author_name"], "kunde", "verfasser")),
            "rating": STARS,
            "reactions": "|".join(name for name in USUAL_NAMES["reactions"] if name != "score"),
            "language": "language|lang",
            "url": "url|link|review_url|permalink",
            "posted_at": WRITTEN,
        },
        fixed=REVIEW,
        reply={"text": answer, "posted_at": ANSWERED},
        is_plain=True,
    ),
)
