"""Matrix, Mattermost, Rocket.Chat and Teams: messages of rooms."""

from collections.abc import Iterator, Mapping

from community.files.expressions import Row, hash_of
from community.files.presets.preset import Preset
from community.files.presets.rules import dicts_in, text_of

REPLY = "content.m.relates_to.m.in_reply_to.event_id"


def matrix_event(row: Row) -> str:
    kind = text_of(row, "type")
    if kind == "m.room.message":
        return ""
    return f"an event: {kind.rpartition('.')[2]}"


def posts_of(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Unwrap a line of an export, and yield a post and the answers below it."""
    post = record.get(str(record.get("type")))
    if record.get("type") not in ("post", "direct_post") or not isinstance(post, dict):
        yield {"line": record.get("type")}
        return
    place = {"channel": post.get("channel"), "kind": "direct" if record["type"] == "direct_post" else None}
    root = {**post, **place, "id": id_of(post, place)}
    yield root
    for reply in dicts_in(post.get("replies")):
        yield {**reply, **place, "id": id_of(reply, place), "root": root["id"]}


def id_of(post: Row, place: Row) -> str:
    return text_of(post, "id") or hash_of([place["channel"], *map(post.get, ("user", "create_at", "message"))])


def rocket_event(row: Row) -> str:
    kind = text_of(row, "t")
    return f"a service record: {kind}" if kind and kind != "e2e" else ""


def teams_event(row: Row) -> str:
    kind = text_of(row, "messageType")
    return "" if kind == "message" else f"a service record: {kind}"


PRESETS = (
    Preset(
        name="matrix",
        title="Matrix, messages of a room",
        signs=("event_id", "origin_server_ts", "sender", "type"),
        fields={
            "external_id": "event_id",
            "kind": lambda row: "reply" if row.get(REPLY) else "comment",
            "text": "content.body",
            "author_id": "sender",
            "author_name": lambda row: text_of(row, "sender").removeprefix("@").partition(":")[0],
            "posted_at": "origin_server_ts",
            "parent_external_id": REPLY,
        },
        skip=matrix_event,
    ),
    Preset(
        name="mattermost",
        title="Mattermost, bulk export, with ids made where there are none",
        signs=("type", "post.message|direct_post.message", "post.create_at|direct_post.create_at"),
        fields={
            "external_id": "id",
            "kind": "kind",
            "text": "message",
            "author_name": "user",
            "posted_at": "create_at",
            "edited_at": "edit_at",
            "parent_external_id": "root",
            "thread_external_id": lambda row: row.get("root") or (row.get("id") if row.get("replies") else None),
            "channel": "channel",
        },
        fixed={"thread_is_root": True},
        parts=posts_of,
        skip=lambda row: f"a record of another kind: {text_of(row, 'line')}" if "line" in row else "",
    ),
    Preset(
        name="rocket-chat",
        title="Rocket.Chat, messages of a room",
        signs=("_id", "rid", "msg", "ts", "u._id|u.username"),
        fields={
            "external_id": "_id",
            "text": "msg",
            "author_id": "u._id",
            "author_name": "u.name|u.username",
            "automated": lambda row: bool(row.get("bot.i")) or None,
            "posted_at": "ts",
            "edited_at": "editedAt",
            "parent_external_id": "tmid",
            "thread_external_id": lambda row: row.get("tmid") or (row.get("_id") if row.get("tcount") else None),
            "channel": "rid",
        },
        fixed={"thread_is_root": True},
        skip=rocket_event,
    ),
    Preset(
        name="teams",
        title="Microsoft Teams, messages of its API",
        signs=("messageType", "body.content", "createdDateTime"),
        fields={
            "external_id": "id",
            "kind": lambda row: "reply" if row.get("replyToId") else "comment",
            "text": "body.content",
            "title": "subject",
            "author_id": "from.user.id|from.application.id",
            "author_name": "from.user.displayName|from.application.displayName",
            "automated": lambda row: bool(row.get("from.application.id")) or None,
            "posted_at": "createdDateTime",
            "edited_at": "lastEditedDateTime",
            "parent_external_id": "replyToId",
            "reactions": lambda row: len(found) if isinstance(found := row.get("reactions"), list) else None,
            "url": "webUrl",
            "deleted": lambda row: bool(row.get("deletedDateTime")),
        },
        skip=teams_event,
    ),
)
