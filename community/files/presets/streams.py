"""Twitch: the chat of a stream, as its usual downloader writes it."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import dicts_in

STAFF = ("moderator", "broadcaster", "staff", "admin", "global_mod")


def is_staff(row: Row) -> bool:
    return any(badge.get("_id") in STAFF for badge in dicts_in(row.get("message.user_badges")))


PRESETS = (
    Preset(
        name="twitch",
        title="Twitch, chat of a stream",
        signs=("commenter.display_name|commenter.name", "message.body", "created_at"),
        fields={
            "external_id": "_id",
            "text": "message.body",
            "author_id": "commenter._id",
            "author_name": "commenter.display_name|commenter.name",
            "from_staff": is_staff,
            "posted_at": "created_at",
        },
    ),
)
