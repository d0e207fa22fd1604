"""X, once Twitter: its archive, and a public collection of support tweets."""

from collections.abc import Iterator, Mapping

from community.files.expressions import Row
from community.files.presets.preset import Beside, Preset
from community.files.presets.rules import dicts_in, text_of

# All of an archive is of one account.
ACCOUNT = Beside("account.js", by="", through="")


def replied_to(row: Row) -> object:
    """Return the post that is answered, among those that are named."""
    named = row.get("referenced_tweets")
    found = (each for each in named if isinstance(each, dict)) if isinstance(named, list) else ()
    return next((each.get("id") for each in found if each.get("type") == "replied_to"), None)


def repost(row: Row) -> str:
    named = dicts_in(row.get("referenced_tweets"))
    is_one = text_of(row, "full_text").startswith("RT @") or any(each.get("type") == "retweeted" for each in named)
    return "a post of somebody else that was passed on" if is_one or "retweeted_status.id_str" in row else ""


def archived(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Unwrap a tweet, or take a conversation of direct messages apart."""
    conversation = record.get("dmConversation")
    if not isinstance(conversation, dict):
        tweet = record.get("tweet")
        yield tweet if isinstance(tweet, dict) else record
        return
    for message in conversation.get("messages", ()):
        for kind in ("messageCreate", "welcomeMessageCreate"):
            made = message.get(kind) if isinstance(message, dict) else None
            if isinstance(made, dict):
                place = {"conversation": conversation.get("conversationId"), "kind": "direct"}
                yield {**made, **place, "welcome": kind == "welcomeMessageCreate" or None}


def kind_of(row: Row) -> object:
    return row.get("kind") or ("reply" if text_of(row, "in_reply_to_status_id_str") else "post")


PRESETS = (
    Preset(
        name="x-api-1",
        title="X, posts of the first API",
        signs=("id_str", "full_text|text", "user.screen_name", "created_at"),
        fields={
            "external_id": "id_str",
            "kind": lambda row: "reply" if row.get("in_reply_to_status_id_str") else "post",
            "text": "full_text|text",
            "author_id": "user.id_str",
            "author_name": "user.screen_name",
            "posted_at": "created_at",
            "parent_external_id": "in_reply_to_status_id_str",
            "reactions": "favorite_count",
            "language": "lang",
        },
        skip=repost,
    ),
    Preset(
        name="x",
        title="X, archive of an account",
        signs=(
            "tweet.full_text|full_text|dmConversation.conversationId",
            "tweet.id_str|id_str|dmConversation.messages",
        ),
        fields={
            "external_id": "id_str|id",
            "kind": kind_of,
            "text": "full_text|text",
            "author_id": "senderId|@account.accountId",
            "author_name": lambda row: None if "senderId" in row else row.get("@account.username"),
            "recipient_id": "recipientId",
            "automated": "welcome",
            "posted_at": "created_at|createdAt",
            "parent_external_id": "in_reply_to_status_id_str",
            "thread_external_id": "conversation",
            "reactions": "favorite_count",
            "language": "lang",
            "attachments": "mediaUrls",
        },
        parts=archived,
        skip=repost,
        beside=ACCOUNT,
    ),
    Preset(
        name="x-api",
        title="X, posts of the API",
        signs=("id", "text", "author_id", "public_metrics.like_count|edit_history_tweet_ids|referenced_tweets"),
        fields={
            "external_id": "id",
            "kind": lambda row: "reply" if replied_to(row) else "post",
            "text": "note_tweet.text|text",
            "author_id": "author_id",
            "author_name": "@name|@username",
            "posted_at": "created_at",
            "parent_external_id": replied_to,
            # A conversation has the id of its first post.
            "thread_external_id": "conversation_id",
            "reactions": "public_metrics.like_count",
            "views": "public_metrics.impression_count",
            "language": "lang",
        },
        fixed={"thread_is_root": True},
        skip=repost,
        beside=Beside("includes.users", by="id", through="author_id"),
    ),
    Preset(
        name="x-messages",
        title="X, direct messages of the API",
        signs=("dm_conversation_id", "text", "sender_id"),
        fields={
            "external_id": "id",
            "text": "text",
            "author_id": "sender_id",
            "author_name": "@name|@username",
            "posted_at": "created_at",
            "thread_external_id": "dm_conversation_id",
        },
        fixed={"kind": "direct"},
        skip=lambda row: "" if text_of(row, "event_type") in ("", "MessageCreate") else "somebody joined or left",
        beside=Beside("includes.users", by="id", through="sender_id"),
        is_private=True,
    ),
    Preset(
        name="x-support",
        title="X, table of support tweets",
        signs=("tweet_id", "inbound", "in_response_to_tweet_id"),
        fields={
            "external_id": "tweet_id",
            "text": "text",
            "author_id": "author_id",
            "from_staff": "!inbound",
            "posted_at": "created_at",
            "parent_external_id": "in_response_to_tweet_id",
        },
    ),
)
