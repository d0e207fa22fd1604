"""Check and convert the values of a record, field by field."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from functools import partial

from community.files.addresses import read_links, read_mail
from community.files.cells import storable_text, unwrap_formula, unwrap_value
from community.files.ids import read_id
from community.files.numbers import read_count
from community.files.ratings import read_rating
from community.files.time_form import ANY_FORM, TimeForm
from community.files.times import EARLIEST, read_time
from community.files.wrong import Unclear, Wrong, shown
from community.records import ID_LIMIT, KINDS, TITLE_LIMIT

__all__ = ["Convert", "Unclear", "Wrong", "field_conversions", "shown"]

URL_LIMIT = 2000
# Shorter is a word that says neither yes nor no.
SHORTEST_TIME = 8
LANGUAGE_LIMIT = 16
TAGS_LIMIT = 100
TAG_SEPARATORS = ",;|"
SPLIT_TAGS = re.compile(f"[{TAG_SEPARATORS}]")
YES = {"true", "t", "yes", "y", "1", "1.0", "on", "x", "ja", "oui", "sí", "si", "sim", "tak", "evet"}
NO = {"false", "f", "no", "n", "0", "0.0", "off", "nein", "non", "não", "nao", "nee", "nie", "hayır", "nej"}
KIND_NAMES = {
    **{kind: kind for kind in KINDS},
    **dict.fromkeys(("question", "topic", "submission", "article", "status", "tweet", "toot"), "post"),
    **dict.fromkeys(("answer", "response", "retweet"), "reply"),
    **dict.fromkeys(("rating", "feedback"), "review"),
    **dict.fromkeys(("dm", "private", "direct_message", "direct message", "private_message", "pm", "ticket"), "direct"),
}

Convert = Callable[[object], object]


def field_conversions(
    zone: tzinfo, latest: datetime, forms: Mapping[str, TimeForm] | None = None
) -> dict[str, Convert]:
    """Return the conversion of each field.

    `zone` is for times without one, and a time after `latest` is a mistake of the source. `forms` are those of the
    columns of times. A conversion raises Wrong for a value that a record is rejected for, and Unclear for one that is
    left unknown.
    """
    time_fields = {
        name: partial(_time, zone=zone, latest=latest, form=(forms or {}).get(name, ANY_FORM))
        for name in ("posted_at", "edited_at")
    }
    return {
        "external_id": read_id,
        "kind": _kind,
        "author_id": read_id,
        "author_name": _name,
        "channel": _name,
        "source_name": _name,
        "is_guest": _or_unclear(_flag),
        "verified_email": read_mail,
        "from_staff": _flag,
        "automated": _or_unclear(_flag),
        "is_auto_reply": _or_unclear(_flag),
        "internal": _flag,
        "posted_at": time_fields["posted_at"],
        "edited_at": _or_unclear(time_fields["edited_at"]),
        "text": _text,
        "title": _or_unclear(partial(_short_text, limit=TITLE_LIMIT)),
        "parent_external_id": read_id,
        "thread_external_id": read_id,
        "thread_is_root": _or_unclear(_flag),
        "recipient_id": read_id,
        "rating": read_rating,
        "reactions": partial(read_count, low=-(2**31), high=2**31 - 1),
        "reports": partial(read_count, low=0, high=2**31 - 1),
        "views": partial(read_count, low=0, high=2**63 - 1),
        "url": _or_unclear(partial(_short_text, limit=URL_LIMIT)),
        "language": _or_unclear(partial(_short_text, limit=LANGUAGE_LIMIT)),
        "tags": _or_unclear(_tags),
        "attachments": read_links,
        "deleted": partial(_deleted, when=time_fields["posted_at"]),
        "removed_by_others": _or_unclear(_flag),
    }


def _or_unclear(convert: Convert) -> Convert:
    """Return a conversion for a field that a record can do without."""

    def converted(said: object) -> object:
        try:
            return convert(said)
        except Wrong as reason:
            raise Unclear(str(reason)) from reason

    return converted


def _text(said: object) -> str:
    text = said if isinstance(said, str) else _number_as_text(said)
    return storable_text(unwrap_formula(text) if text.startswith("=") else text)


def _number_as_text(said: object) -> str:
    if isinstance(said, bool) or not isinstance(said, int):
        raise Wrong(f"is {shown(said)}, not text")
    return str(said)


def _short_text(said: object, limit: int) -> str:
    text = _text(said)
    if len(text) > limit:
        raise Wrong(f"is {len(text):,} characters long; the limit is {limit:,}")
    return text


def _name(said: object) -> str:
    try:
        name = _text(said).strip()
    except Wrong as reason:
        raise Unclear(str(reason)) from reason
    if len(name) > ID_LIMIT:
        raise Unclear(f"is {len(name):,} characters long and cut at {ID_LIMIT:,}", f"{name[: ID_LIMIT - 1]}…")
    return name


def _kind(said: object) -> str:
    # Platforms have many words for kinds, and an unknown one is a comment.
    return KIND_NAMES.get(_short_text(said, ID_LIMIT).strip().lower(), "comment")


def _flag(said: object) -> bool:
    if isinstance(said, bool):
        return said
    word = str(said).strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Wrong(f"is {shown(said)}, neither yes nor no")


def _deleted(said: object, when: Convert) -> bool:
    """Read whether a message is deleted, which the time of the deletion says too."""
    try:
        return _flag(said)
    except Wrong:
        if isinstance(said, str) and len(said) < SHORTEST_TIME:
            raise
        return bool(when(said))


def _time(said: object, zone: tzinfo, latest: datetime, form: TimeForm) -> datetime:
    try:
        when = read_time(unwrap_value(said) if isinstance(said, str) else said, zone, form)
    except OverflowError:
        when = datetime.max.replace(tzinfo=UTC)
    if not EARLIEST <= when <= latest:
        raise Wrong(f"is {shown(said)}, outside {EARLIEST:%Y} to {latest:%Y-%m-%d}")
    return when


def _tags(said: object) -> tuple[str, ...]:
    if not isinstance(said, str | list):
        raise Wrong(f"is {shown(said)}, not a list of tags")
    # Counted before it is split: a text of separators alone would become millions of tags.
    count = len(said) if isinstance(said, list) else 1 + sum(map(said.count, TAG_SEPARATORS))
    if count > TAGS_LIMIT:
        raise Wrong(f"holds {count:,} tags; the limit is {TAGS_LIMIT}")
    tags = said if isinstance(said, list) else [tag.strip() for tag in SPLIT_TAGS.split(said)]
    return tuple(tag for tag in (_short_text(tag, ID_LIMIT) for tag in tags) if tag)
