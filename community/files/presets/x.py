"""X, once Twitter: its archive, and a public collection of support tweets."""

from collections.abc import Iterator, Mapping

from community.files.presets.preset import Preset


def archived(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Unwrap a tweet, or take a conversation of direct messages apart."""
    conversation = record.get("dmConversation")
    if not isinstance(conversation, dict):
        tweet = record.get("tweet")
        yield tweet if isinstance(tweet, dict) else record
        return
    for message in conversation.get("messages", ()):
        made = message.get("messageCreate") if isinstance(message, dict) else None
        if isinstance(made, dict):
            yield {**made, "conversation": conversation.get("conversationId"), "kind": "direct"}


PRESETS = (
    Preset(
        name="x",
        title="X, archive of an account",
        signs=("tweet.full_text|dmConversation.conversationId", "tweet.id_str|dmConversation.messages"),
        fields={
            "external_id": "id_str|id",
            "kind": "kind",
            "text": "full_text|text",
            "author_id": "senderId",
            "recipient_id": "recipientId",
            "posted_at": "created_at|createdAt",
            "parent_external_id": "in_reply_to_status_id_str",
            "thread_external_id": "conversation",
            "reactions": "favorite_count",
            "language": "lang",
            "attachments": "mediaUrls",
        },
        parts=archived,
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
