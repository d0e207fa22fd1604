"""Telegram: messages of its API for bots and of programs that read it."""

from collections.abc import Callable, Iterator, Mapping

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import joined_words, text_of

WRITTEN = ("message", "edited_message", "channel_post", "edited_channel_post")


def update_of(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Unwrap what a bot was told of."""
    if "update_id" not in record:
        yield record
        return
    told = next((record[name] for name in WRITTEN if isinstance(record.get(name), dict)), None)
    yield told if isinstance(told, dict) else {"update": next((name for name in record if name != "update_id"), "")}


def of_chat(name: str) -> Callable[[Row], object]:
    """Read an id that is unique in its chat alone."""
    return lambda row: f"{text_of(row, 'chat.id')}:{text_of(row, name)}" if text_of(row, name) else None


def is_direct(row: Row) -> bool:
    return text_of(row, "chat.type") == "private"


def kind_of(row: Row) -> str:
    return "direct" if is_direct(row) else "reply" if row.get("reply_to_message.message_id") else "comment"


def service_record(row: Row) -> str:
    if what := text_of(row, "update"):
        return f"an update: {what}"
    has_words = any(name in row for name in ("text", "caption"))
    event = next((name for name in row if name.startswith(("new_chat_", "left_chat_", "pinned_message."))), "")
    return f"a service record: {event.partition('.')[0]}" if event and not has_words else ""


def service_message(row: Row) -> str:
    return f"a service record: {text_of(row, 'action._')}" if text_of(row, "_") == "MessageService" else ""


PRESETS = (
    Preset(
        name="telegram-bot",
        title="Telegram, messages of the API for bots",
        signs=(
            "message.message_id|message_id|edited_message.message_id|channel_post.message_id",
            "message.chat.id|chat.id|edited_message.chat.id|channel_post.chat.id",
            "message.date|date|edited_message.date|channel_post.date",
        ),
        fields={
            "external_id": of_chat("message_id"),
            "kind": kind_of,
            "text": "text|caption",
            "author_id": "from.id|sender_chat.id",
            "author_name": lambda row: (
                joined_words("from.first_name", "from.last_name")(row) or row.get("from.username")
            ),
            "automated": "from.is_bot",
            "posted_at": "date",
            "edited_at": "edit_date",
            "parent_external_id": of_chat("reply_to_message.message_id"),
            "thread_external_id": lambda row: row.get("chat.id") if is_direct(row) else None,
            "channel": "chat.title",
        },
        parts=update_of,
        skip=service_record,
    ),
    Preset(
        name="telethon",
        title="Telegram, messages of telethon",
        signs=("_", "peer_id._", "message", "date"),
        fields={
            "external_id": "id",
            "text": "message",
            "author_id": "from_id.user_id|from_id.channel_id|peer_id.user_id",
            "posted_at": "date",
            "edited_at": "edit_date",
            "parent_external_id": "reply_to.reply_to_msg_id",
            "thread_external_id": "peer_id.user_id",
            "kind": lambda row: "direct" if row.get("peer_id.user_id") else "comment",
            "views": "views",
        },
        skip=service_message,
    ),
)
