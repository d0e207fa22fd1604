"""Discord: messages of the chat exporter and of the API."""

import re

from community.files.expressions import Row
from community.files.presets.preset import Beside, Preset, Rule
from community.files.presets.rules import counted, in_universal_time, is_true, of_source, text_of

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
# A message that was published from another server.
PUBLISHED = 1 << 1
COUNT = re.compile(r"\((\d+)\)")


def service_record(row: Row) -> str:
    kind = text_of(row, "type")
    return "" if not kind or kind.lower() in WRITTEN else f"a service record: {SERVICE.get(kind, kind)}"


def kind_of(row: Row) -> str:
    if is_direct(row):
        return "direct"
    return "reply" if text_of(row, "type").lower() in ("reply", "19") else "comment"


def is_direct(row: Row) -> bool:
    return "Direct" in text_of(row, "/channel.type")


def is_in_thread(row: Row) -> bool:
    return "Thread" in text_of(row, "/channel.type")


def thread_of(row: Row) -> object:
    # A thread has the id of the message that it was opened on.
    return row.get("/channel.id") if is_in_thread(row) or is_direct(row) else None


def attached(row: Row) -> list[object]:
    """Return the addresses of files and stickers."""
    found = [row.get(name) for name in ("attachments", "stickers")]
    files = [each for files in found if isinstance(files, list) for each in files if isinstance(each, dict)]
    return [each.get("url") or each.get("sourceUrl") for each in files]


def parent_of(row: Row) -> object:
    """Return the message that is answered, which a forwarded or published one names too."""
    is_forward = text_of(row, "message_reference.type") == "1"
    flags = row.get("flags")
    is_crosspost = isinstance(flags, int) and bool(flags & PUBLISHED)
    return None if is_forward or is_crosspost else row.get("message_reference.message_id")


def is_by_program(row: Row) -> bool:
    return is_true(row, "author.bot") or bool(text_of(row, "webhook_id"))


def reactions_in_text(row: Row) -> object:
    counts = COUNT.findall(text_of(row, "Reactions"))
    return sum(map(int, counts)) if counts else None


COMMON: dict[str, Rule] = {
    "external_id": "id",
    "kind": kind_of,
    "text": "content",
    "author_id": "author.id",
    "attachments": attached,
    "reactions": counted("reactions"),
    "posted_at": "timestamp",
}
PRESETS = (
    Preset(
        name="discord",
        title="Discord, JSON of the chat exporter",
        signs=("author.isBot", "content", "timestamp"),
        fields=COMMON
        | {
            "author_name": "author.nickname|author.name",
            "automated": "author.isBot",
            "edited_at": "timestampEdited",
            "parent_external_id": "reference.messageId",
            "thread_external_id": thread_of,
            "thread_is_root": is_in_thread,
            "channel": "/channel.name",
        },
        inherits=("channel.id", "channel.type", "channel.name"),
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
            "automated": is_by_program,
            "edited_at": "edited_timestamp",
            "parent_external_id": parent_of,
            "channel": "channel_id",
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
    Preset(
        name="discord-package",
        title="Discord, what a person wrote, of the package of their data",
        signs=("id", "timestamp", "contents", "attachments"),
        fields={
            "external_id": "id",
            "text": lambda row: text_of(row, "contents"),
            "author_id": "@id",
            "author_name": "@username",
            "posted_at": in_universal_time("timestamp"),
            "attachments": "attachments",
            "channel": "/folder",
        },
        inherits=("folder",),
        is_plain=True,
        # One person, and so no column that names them.
        beside=Beside("user.json", by="", through=""),
    ),
)
