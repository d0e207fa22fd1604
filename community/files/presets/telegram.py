"""Telegram: the JSON of its desktop program."""

from collections.abc import Callable

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import counted, text_of

# The chats of a whole account.
CHATS = "chats.list"


def joined_runs(row: Row) -> object:
    """Join a text that comes as a list of plain and marked pieces."""
    text = row.get("text")
    if not isinstance(text, list):
        return text
    return "".join(str(run.get("text", "")) if isinstance(run, dict) else str(run) for run in text)


def service_record(row: Row) -> str:
    return f"a service record: {text_of(row, 'action')}" if row.get("type") == "service" else ""


def attached(row: Row) -> list[str]:
    # Files lie in the export itself, which is no address, or were left out of it.
    found = (text_of(row, name) for name in ("photo", "file"))
    return [each for each in found if each.startswith("http")]


def edited(row: Row) -> object:
    # Older versions write the beginning of 1970 where nothing was edited.
    value = row.get("edited_unixtime") or row.get("edited")
    return None if str(value).startswith("1970-") else value


def chat(row: Row) -> str:
    """Return the id of the chat, where a file holds those of a whole account."""
    return text_of(row, f"/{CHATS}.id")


def of_chat(name: str) -> Callable[[Row], object]:
    """Read an id that is unique in its chat alone."""

    def read(row: Row) -> object:
        value = row.get(name)
        return f"{chat(row)}:{value}" if value is not None and chat(row) else value

    return read


def account(document: Row, _row: Row) -> str:
    """Name the chat, or the account whose chats these are."""
    if owner := text_of(document, "personal_information.user_id"):
        return f"telegram:account:{owner}"
    return f"telegram:{found}" if (found := text_of(document, "id")) else ""


def is_personal(row: Row) -> bool:
    return (text_of(row, f"/{CHATS}.type") or text_of(row, "/type")) in ("personal_chat", "bot_chat")


def kind_of(row: Row) -> str:
    if is_personal(row):
        return "direct"
    return "reply" if row.get("reply_to_message_id") else "comment"


PRESETS = (
    Preset(
        name="telegram",
        title="Telegram, JSON of the desktop program",
        signs=(
            "date_unixtime|from_id",
            "date_unixtime|type",
            "date_unixtime|date",
            "text",
            "from|actor",
            "from_id|actor",
        ),
        fields={
            "external_id": of_chat("id"),
            "kind": kind_of,
            "text": joined_runs,
            "author_id": "from_id",
            "author_name": "from",
            "posted_at": "date_unixtime|date",
            "edited_at": edited,
            "parent_external_id": of_chat("reply_to_message_id"),
            "thread_external_id": lambda row: (chat(row) or row.get("/id")) if is_personal(row) else None,
            "channel": f"/{CHATS}.name|/name",
            "reactions": counted("reactions"),
            "attachments": attached,
        },
        inherits=("id", "type", "name", *(f"{CHATS}.{name}" for name in ("id", "type", "name"))),
        skip=service_record,
        source=account,
    ),
)
