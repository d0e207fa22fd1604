"""Discord: messages of the chat exporter and of the API."""

import re

from community.files.expressions import Row
from community.files.presets.preset import Preset, Rule
from community.files.presets.rules import counted, of_source, text_of

# The kinds that people write. The others tell that somebody joined, pinned or renamed something.
WRITTEN = {"default", "reply", "chatinputcommand", "contextmenucommand", "0", "19", "20", "23"}
SERVICE = {
    "1": "RecipientAdd",
    "2": "RecipientRemove",
    "3": "Call",
    "4": "ChannelNameChange",
    "5": "ChannelIconChange",
    "6": "ChannelPinnedMessage",
    "7": "GuildMemberJoin",
    "8": "GuildBoost",
    "18": "ThreadCreated",
}
COUNT = re.compile(r"\((\d+)\)")


def service_record(row: Row) -> str:
    kind = text_of(row, "type")
    return "" if not kind or kind.lower() in WRITTEN else f"a service record: {SERVICE.get(kind, kind)}"


def kind_of(row: Row) -> str:
    return "reply" if text_of(row, "type").lower() in ("reply", "19") else "comment"


def thread_of(row: Row) -> object:
    # A thread has the id of the message that it was opened on.
    return row.get("/channel.id") if "Thread" in text_of(row, "/channel.type") else None


def reactions_in_text(row: Row) -> object:
    counts = COUNT.findall(text_of(row, "Reactions"))
    return sum(map(int, counts)) if counts else None


COMMON: dict[str, Rule] = {
    "external_id": "id",
    "kind": kind_of,
    "text": "content",
    "author_id": "author.id",
    "attachments": "attachments",
    "reactions": counted("reactions"),
    "posted_at": "timestamp",
}
PRESETS = (
    Preset(
        name="discord",
        title="Discord, JSON of the chat exporter",
        signs=("author.isBot", "content", "timestamp", "timestampEdited|reference.messageId"),
        fields=COMMON
        | {
            "author_name": "author.nickname|author.name",
            "automated": "author.isBot",
            "edited_at": "timestampEdited",
            "parent_external_id": "reference.messageId",
            "thread_external_id": thread_of,
            "thread_is_root": lambda row: thread_of(row) is not None,
        },
        inherits=("channel.id", "channel.type"),
        skip=service_record,
        source=of_source("discord", "guild.id"),
    ),
    Preset(
        name="discord-api",
        title="Discord, messages of the API",
        signs=("channel_id", "author.username", "content", "timestamp"),
        fields=COMMON
        | {
            "author_name": "author.global_name|author.username",
            "automated": "author.bot",
            "edited_at": "edited_timestamp",
            "parent_external_id": "message_reference.message_id",
        },
        skip=service_record,
        source=of_source("discord", "guild_id"),
    ),
    Preset(
        name="discord-csv",
        title="Discord, CSV of the chat exporter, with ids made of author, time and text",
        signs=("AuthorID", "Author", "Date", "Content", "Attachments", "Reactions"),
        fields={
            "external_id": "#AuthorID+Date+Content",
            "text": "Content",
            "author_id": "AuthorID",
            "author_name": "Author",
            "posted_at": "Date",
            "attachments": "Attachments",
            "reactions": reactions_in_text,
        },
    ),
)
