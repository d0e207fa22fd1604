"""Messages as lines of JSON, the same when they are read as when they are exported."""

from datetime import UTC, datetime

from community.records import RawMessage


def message_line(record: RawMessage) -> dict[str, object]:
    """Return the fields of a message, with None for what is unknown."""
    return {
        "external_id": record.external_id,
        "conversation_id": record.thread_external_id or None,
        "parent_id": record.parent_external_id or None,
        "author_id": record.author_id or None,
        "author_name": record.author_name or None,
        "from_staff": record.from_staff,
        "automated": record.automated,
        "internal": bool(record.internal),
        "kind": record.kind,
        "posted_at": utc_moment(record.posted_at),
        "edited_at": utc_moment(record.edited_at),
        "text": record.text or None,
        "title": record.title or None,
        "rating": record.rating,
        "reactions": record.reactions,
        "views": record.views,
        "reports": record.reports,
        "url": record.url or None,
        "language": record.language or None,
        "deleted": record.deleted,
        "warnings": [f"{warned.field} {warned.reason}" for warned in record.warnings],
    }


def utc_moment(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z") if when else None
