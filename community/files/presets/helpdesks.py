"""Freshdesk, Front, Help Scout and Gorgias: tickets and their messages."""

from collections.abc import Iterator, Mapping

from community.files.expressions import Row
from community.files.presets.preset import Preset, Rule
from community.files.presets.rules import dicts_in, is_among, is_true, joined_words, last_of_path, text_of

DIRECT = {"kind": "direct"}


def freshdesk_parts(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Take a ticket apart into what was asked first and its conversation."""
    answers = record.get("conversations")
    if "subject" not in record or "requester_id" not in record:
        yield record
        return
    # Tickets and answers are numbered apart.
    yield {
        **record,
        "id": f"ticket-{record.get('id')}",
        "ticket_id": record.get("id"),
        "incoming": True,
        "user_id": record.get("requester_id"),
        "body": record.get("description"),
        "body_text": record.get("description_text"),
    }
    for answer in dicts_in(answers):
        yield {"ticket_id": record.get("id"), **answer}


def front_author(row: Row) -> object:
    return row.get("author.id") or sender_of(row).get("handle")


def front_name(row: Row) -> object:
    return joined_words("author.first_name", "author.last_name")(row) or sender_of(row).get("name")


def sender_of(row: Row) -> Row:
    return next((each for each in dicts_in(row.get("recipients")) if each.get("role") == "from"), {})


def scout_threads(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Yield the threads of a conversation, or the thread that the record is."""
    inner = record.get("_embedded")
    threads = inner.get("threads") if isinstance(inner, dict) else None
    if not isinstance(threads, list):
        yield record
        return
    for thread in dicts_in(threads):
        yield {"conversation": record.get("id"), **thread}


def scout_author(row: Row) -> object:
    """Keep apart the numbers of customers and of the team."""
    number = text_of(row, "createdBy.id")
    return f"user-{number}" if number and text_of(row, "createdBy.type") == "user" else number


def scout_event(row: Row) -> str:
    kind = text_of(row, "type")
    return f"an event: {kind}" if kind in ("lineitem", "forwardparent", "forwardchild") or not kind else ""


GORGIAS_TEXT: Rule = "stripped_text|body_text|stripped_html|body_html"
PRESETS = (
    Preset(
        name="freshdesk",
        title="Freshdesk, tickets and their conversations",
        signs=("requester_id|incoming", "description_text|private", "responder_id|body_text", "status|user_id"),
        fields={
            "external_id": "id",
            "text": "body_text|body",
            "title": "subject",
            "author_id": "user_id",
            "author_name": "requester.name",
            "from_staff": "!incoming",
            "internal": "private",
            "posted_at": "created_at",
            "thread_external_id": "ticket_id",
            "attachments": "attachments",
        },
        fixed=DIRECT,
        parts=freshdesk_parts,
        is_private=True,
    ),
    Preset(
        name="front",
        title="Front, messages of conversations",
        signs=("is_inbound", "recipients", "blurb|text|body"),
        fields={
            "external_id": "id",
            "text": "text|body",
            "title": "subject",
            "author_id": front_author,
            "author_name": front_name,
            "from_staff": "!is_inbound",
            "posted_at": "created_at",
            "thread_external_id": last_of_path("_links.related.conversation"),
            "attachments": "attachments",
        },
        fixed=DIRECT,
        skip=lambda row: "a draft" if is_true(row, "is_draft") else "",
        is_private=True,
    ),
    Preset(
        name="help-scout",
        title="Help Scout, conversations with their threads",
        signs=("_embedded.threads|createdBy.type", "type", "primaryCustomer.id|createdBy.id", "createdAt"),
        fields={
            "external_id": "id",
            "text": "body",
            "author_id": scout_author,
            "author_name": joined_words("createdBy.first", "createdBy.last"),
            "from_staff": is_among("createdBy.type", "user"),
            "internal": is_among("type", "note"),
            "posted_at": "createdAt",
            "thread_external_id": "conversation|/_embedded.conversations.id",
            "attachments": "_embedded.attachments",
        },
        inherits=("_embedded.conversations.id",),
        fixed=DIRECT,
        parts=scout_threads,
        skip=scout_event,
        is_private=True,
    ),
    Preset(
        name="gorgias",
        title="Gorgias, messages of tickets",
        signs=("from_agent", "body_text|body_html|stripped_text", "channel", "created_datetime|sent_datetime"),
        fields={
            "external_id": "id",
            "text": GORGIAS_TEXT,
            "title": "subject",
            "author_id": "sender.id",
            "author_name": "sender.name|sender.email",
            "from_staff": "from_agent",
            "automated": is_among("via", "rule"),
            "internal": "!public",
            "posted_at": "created_datetime|sent_datetime",
            "thread_external_id": "ticket_id",
            "attachments": "attachments",
        },
        fixed=DIRECT,
        is_private=True,
    ),
)
