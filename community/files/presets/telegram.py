"""Telegram: the JSON of its desktop program."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import counted, of_source, text_of


def joined_runs(row: Row) -> object:
    """Join a text that comes as a list of plain and marked pieces."""
    text = row.get("text")
    if not isinstance(text, list):
        return text
    return "".join(str(run.get("text", "")) if isinstance(run, dict) else str(run) for run in text)


def service_record(row: Row) -> str:
    return f"a service record: {text_of(row, 'action')}" if row.get("type") == "service" else ""


def attached(row: Row) -> list[str]:
    # A file that was left out of the export has a sentence in brackets in its place.
    found = (text_of(row, name) for name in ("photo", "file"))
    return [each for each in found if each and not each.startswith("(")]


PRESETS = (
    Preset(
        name="telegram",
        title="Telegram, JSON of the desktop program",
        signs=("date_unixtime", "text", "from|actor", "from_id|actor"),
        fields={
            "external_id": "id",
            "text": joined_runs,
            "author_id": "from_id",
            "author_name": "from",
            "posted_at": "date_unixtime|date",
            "edited_at": "edited_unixtime|edited",
            "parent_external_id": "reply_to_message_id",
            "reactions": counted("reactions"),
            "attachments": attached,
        },
        skip=service_record,
        source=of_source("telegram", "id"),
    ),
)
