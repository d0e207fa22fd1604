"""Tables of mail and of tools that listen to many networks."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import is_among, mail_address, mail_name, text_of
from community.files.usual_names import USUAL_NAMES


def mention_id(row: Row) -> object:
    return text_of(row, "resource_id") or text_of(row, "mention_id") or text_of(row, "url")


PRESETS = (
    Preset(
        name="brandwatch",
        title="Brandwatch, mentions",
        signs=("query_name|query_id", "date", "full_text|snippet", "url", "author|full_name"),
        fields={
            "external_id": mention_id,
            "text": "full_text|snippet",
            "title": "title",
            "author_name": "author|full_name",
            "posted_at": "date",
            "parent_external_id": "reply_to",
            "thread_external_id": "thread_id",
            "reactions": "likes|twitter_likes|facebook_likes",
            "views": "impressions",
            "url": "url",
            "language": "language",
        },
        is_plain=True,
    ),
    Preset(
        name="mail",
        title="Mail, a table of messages",
        signs=(
            "message_id",
            "from",
            "subject",
            "body|text|body_text|content|snippet",
            "date|sent_at|date_sent|received",
        ),
        fields={
            "external_id": "message_id",
            "text": "body_text|text|body|content|snippet",
            "title": "subject",
            "author_id": mail_address("from"),
            "author_name": mail_name("from"),
            "automated": is_among("auto_submitted", "auto-replied", "auto-generated"),
            "posted_at": "date|sent_at|date_sent|received",
            "parent_external_id": "in_reply_to",
            "thread_external_id": f"x_gm_thrid|{'|'.join(USUAL_NAMES['thread_external_id'])}",
        },
        fixed={"kind": "direct"},
        is_plain=True,
        # A help desk says more of who wrote it.
        unless=("author_id", "sender_id", "direction", "from_staff", "is_staff", "is_agent", "public", "internal"),
        is_private=True,
    ),
)
