"""Slack: the days of a channel in a workspace's export."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import counted, is_among, of_source, text_of

WRITTEN = ("", "bot_message", "thread_broadcast", "me_message", "file_share")


def service_record(row: Row) -> str:
    kind = text_of(row, "subtype")
    return "" if kind in WRITTEN else f"a service record: {kind}"


def attached(row: Row) -> list[object]:
    files = row.get("files")
    return [each.get("url_private") for each in files if isinstance(each, dict)] if isinstance(files, list) else []


def parent_of(row: Row) -> object:
    return row.get("thread_ts") if row.get("thread_ts") != row.get("ts") else None


PRESETS = (
    Preset(
        name="slack",
        title="Slack, export of a workspace",
        signs=("ts", "type", "user|bot_id", "text"),
        fields={
            "external_id": "ts",
            "text": "text",
            "author_id": "user|bot_id",
            "author_name": "user_profile.real_name|user_profile.display_name|username",
            "automated": is_among("subtype", "bot_message"),
            "posted_at": "ts",
            "edited_at": "edited.ts",
            "parent_external_id": parent_of,
            "thread_external_id": "thread_ts",
            "reactions": counted("reactions"),
            "attachments": attached,
        },
        fixed={"thread_is_root": True},
        skip=service_record,
        source=of_source("slack", "team"),
    ),
)
