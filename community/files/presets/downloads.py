"""Facebook and Instagram: what a person downloads of an account."""

from community.files.expressions import Row, hash_of
from community.files.presets.preset import Preset
from community.files.presets.rules import in_universal_time, repaired, repaired_text, text_of
from community.files.usual_names import USUAL_NAMES

# Kinds of records that say what happened.
SERVICE = ("subscribe", "unsubscribe", "call", "xma_event")
FILES = ("photos", "videos", "audio_files", "files", "gifs", "sticker.uri")


def conversation(row: Row) -> object:
    """Return the folder of a conversation, or else its people."""
    if path := text_of(row, "/thread_path") or text_of(row, "/folder"):
        return path.rpartition("/")[2]
    people = row.get("/participants")
    names = [str(each.get("name")) for each in people if isinstance(each, dict)] if isinstance(people, list) else []
    return repaired_text(" & ".join(sorted(names))) or None


def written(row: Row) -> object:
    # A picture alone is a message too.
    return repaired("content")(row) or ("" if any(row.get(name) for name in FILES) else None)


def service_record(row: Row) -> str:
    kind = text_of(row, "type").lower()
    if kind in SERVICE or "call_duration" in row:
        return f"a service record: {kind or 'call'}"
    is_blank = written(row) is None and not row.get("is_unsent") and not text_of(row, "share.link")
    return "a record without words or files" if is_blank else ""


def attached(row: Row) -> list[object]:
    # Files lie in the download itself, which is no address.
    found = [row.get(name) for name in FILES]
    uris = [each.get("uri") for files in found if isinstance(files, list) for each in files if isinstance(each, dict)]
    return [uri for uri in (*uris, row.get("share.link")) if isinstance(uri, str) and uri.startswith("http")]


PRESETS = (
    Preset(
        name="meta-messages",
        title="Facebook and Instagram, messages of a download",
        signs=("sender_name", "timestamp_ms"),
        fields={
            "external_id": lambda row: hash_of(map(row.get, ("sender_name", "timestamp_ms", "content"))),
            "text": written,
            "author_name": repaired("sender_name"),
            "posted_at": "timestamp_ms",
            "thread_external_id": conversation,
            "reactions": lambda row: len(found) if isinstance(found := row.get("reactions"), list) else None,
            "attachments": attached,
            "deleted": "is_unsent",
            "channel": lambda row: repaired("/title")(row) or conversation(row),
        },
        fixed={"kind": "direct"},
        inherits=("thread_path", "title", "folder", "participants"),
        skip=service_record,
        is_private=True,
    ),
    Preset(
        name="facebook-download",
        title="Facebook, comments of a download",
        signs=("comment.comment", "comment.timestamp"),
        fields={
            "external_id": lambda row: hash_of(
                map(row.get, ("comment.author", "comment.timestamp", "comment.comment"))
            ),
            "text": repaired("comment.comment"),
            "author_name": repaired("comment.author"),
            "posted_at": "comment.timestamp",
        },
    ),
    Preset(
        name="instagram-download",
        title="Instagram, comments of a download",
        signs=("string_map_data.Comment.value", "string_map_data.Time.timestamp"),
        fields={
            "external_id": lambda row: hash_of(
                row.get(f"string_map_data.{name}") for name in ("Media Owner.value", "Time.timestamp", "Comment.value")
            ),
            "text": repaired("string_map_data.Comment.value"),
            "posted_at": "string_map_data.Time.timestamp",
        },
    ),
    Preset(
        name="tiktok-download",
        title="TikTok, comments of a download, with ids made of time and text",
        signs=("date", "comment", "photo|url"),
        fields={
            "external_id": "#date+comment",
            "text": "comment",
            # As the download says of all its times.
            "posted_at": in_universal_time("date"),
            "attachments": lambda row: photo if (photo := text_of(row, "photo")).startswith("http") else None,
        },
        is_plain=True,
        # It is all of one person, without an id of its own.
        unless=(*USUAL_NAMES["external_id"], *USUAL_NAMES["author_id"], *USUAL_NAMES["author_name"]),
    ),
)
