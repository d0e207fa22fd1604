"""Slack: the days of a channel in a workspace's export."""

import re

from community.files.expressions import Row
from community.files.presets.preset import Beside, Preset
from community.files.presets.rules import counted, of_source, text_of

DIRECT = re.compile(r"D[A-Z0-9]{7,}$|mpdm-")
WRITTEN = ("", "bot_message", "thread_broadcast", "reply_broadcast", "me_message", "file_share", "tombstone")

# In the message itself, or in the list of users.
NAMES = (
    *("user_profile.real_name", "user_profile.display_name"),
    *("@real_name", "@profile.real_name", "@name", "username", "user_name"),
)


def service_record(row: Row) -> str:
    kind = text_of(row, "subtype")
    return "" if kind in WRITTEN else f"a service record: {kind}"


def attached(row: Row) -> list[object]:
    files = row.get("files")
    return [each.get("url_private") for each in files if isinstance(each, dict)] if isinstance(files, list) else []


def parent_of(row: Row) -> object:
    return row.get("thread_ts") if row.get("thread_ts") != row.get("ts") else None


def is_direct(row: Row) -> bool:
    """Tell a folder of direct messages, which has an id or the people for its name."""
    return bool(DIRECT.match(text_of(row, "/folder")))


def kind_of(row: Row) -> str:
    return "direct" if is_direct(row) else "reply" if parent_of(row) else "comment"


def thread_of(row: Row) -> object:
    return row.get("thread_ts") or (row.get("/folder") if is_direct(row) else None)


def is_tombstone(row: Row) -> bool:
    # It is what is left of a message that had answers.
    return text_of(row, "subtype") == "tombstone"


def written(row: Row) -> object:
    return None if is_tombstone(row) else row.get("text")


def author_of(row: Row) -> object:
    return None if is_tombstone(row) else row.get("user") or row.get("bot_id")


def is_by_program(row: Row) -> bool:
    is_slack = row.get("user") == "USLACKBOT" and not is_tombstone(row)
    return is_slack or text_of(row, "subtype") == "bot_message" or bool(row.get("bot_id")) or row.get("@is_bot") is True


PRESETS = (
    Preset(
        name="slack",
        title="Slack, export of a workspace",
        signs=("ts", "type|thread_ts", "user|bot_id", "text"),
        fields={
            "external_id": "ts",
            "kind": kind_of,
            "text": written,
            "author_id": author_of,
            "author_name": "|".join(NAMES),
            "automated": is_by_program,
            "posted_at": "ts",
            "edited_at": "edited.ts",
            "parent_external_id": parent_of,
            "thread_external_id": thread_of,
            "thread_is_root": lambda row: bool(row.get("thread_ts")),
            "reactions": counted("reactions"),
            "attachments": attached,
            "deleted": is_tombstone,
            "channel": "/folder",
        },
        unless=("id", "message_id"),
        inherits=("folder",),
        beside=Beside("users.json", by="id", through="user"),
        skip=service_record,
        source=of_source("slack", "team"),
    ),
)
