"""X: posts as the usual scrapers write them."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import is_true, text_of


def repost(row: Row) -> str:
    return "a post of somebody else that was passed on" if is_true(row, "retweet") else ""


PRESETS = (
    Preset(
        name="snscrape",
        title="X, posts of snscrape",
        signs=("rawContent|content|renderedContent", "user.username", "conversationId", "date"),
        fields={
            "external_id": "id",
            "kind": lambda row: "reply" if text_of(row, "inReplyToTweetId") else "post",
            "text": "rawContent|content|renderedContent",
            "author_id": "user.id",
            "author_name": "user.username",
            "posted_at": "date",
            "parent_external_id": "inReplyToTweetId",
            "thread_external_id": "conversationId",
            "reactions": "likeCount",
            "views": "viewCount",
            "url": "url",
            "language": "lang",
        },
        fixed={"thread_is_root": True},
    ),
    Preset(
        name="twint",
        title="X, a table of twint",
        signs=("tweet", "conversation_id", "username", "likes_count"),
        fields={
            "external_id": "id",
            "kind": lambda row: "reply" if row.get("conversation_id") != row.get("id") else "post",
            "text": "tweet",
            "author_id": "user_id",
            "author_name": "username",
            "posted_at": "created_at",
            "thread_external_id": "conversation_id",
            "reactions": "likes_count",
            "url": "link",
            "language": "language",
        },
        fixed={"thread_is_root": True},
        skip=repost,
    ),
)
