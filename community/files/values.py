"""Check and convert the values of a record, field by field."""

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from functools import partial

from community.files.times import EARLIEST, read_time
from community.records import ID_LIMIT, KINDS, TEXT_LIMIT, TITLE_LIMIT

URL_LIMIT = 2000
LANGUAGE_LIMIT = 16
TAGS_LIMIT = 100
WHOLE_NUMBER = re.compile(r"[+-]?\d{1,25}(\.0+)?", re.ASCII)
HALF_OF_A_PAIR = re.compile("[\ud800-\udfff]")
TAG_SEPARATORS = ",;|"
SPLIT_TAGS = re.compile(f"[{TAG_SEPARATORS}]")
YES = {"true", "t", "yes", "y", "1"}
NO = {"false", "f", "no", "n", "0"}
KIND_NAMES = {
    **{kind: kind for kind in KINDS},
    **dict.fromkeys(("question", "topic", "submission", "article", "status", "tweet", "toot"), "post"),
    **dict.fromkeys(("answer", "response", "retweet"), "reply"),
    **dict.fromkeys(("rating", "feedback"), "review"),
    **dict.fromkeys(("dm", "private", "direct_message", "direct message", "private_message", "pm", "ticket"), "direct"),
}

Convert = Callable[[object], object]


class Wrong(ValueError):
    """A value that cannot be stored.

    Its words follow the name of the field.
    """


class Unclear(ValueError):
    """A value that is left unknown, because the message is worth more than it."""


def field_conversions(zone: tzinfo, latest: datetime) -> dict[str, Convert]:
    """Return the conversion of each field.

    `zone` is for times without one. A time after `latest` is a mistake of the source.
    """
    time = partial(_time, zone=zone, latest=latest)
    name = partial(_text, limit=ID_LIMIT)
    return {
        "external_id": _id,
        "kind": _kind,
        "author_id": name,
        "author_name": name,
        "from_staff": _flag,
        "posted_at": time,
        "edited_at": time,
        "text": partial(_text, limit=TEXT_LIMIT),
        "title": partial(_text, limit=TITLE_LIMIT),
        "parent_external_id": name,
        "thread_external_id": name,
        "reactions": partial(_number, low=-(2**31), high=2**31 - 1),
        "reports": partial(_number, low=0, high=2**31 - 1),
        "views": partial(_number, low=0, high=2**63 - 1),
        "url": partial(_text, limit=URL_LIMIT),
        "language": partial(_text, limit=LANGUAGE_LIMIT),
        "tags": _tags,
        "deleted": _flag,
    }


def _text(said: object, limit: int) -> str:
    text = said if isinstance(said, str) else _number_as_text(said)
    if len(text) > limit:
        raise Wrong(f"is {len(text):,} characters long; the limit is {limit:,}")
    # PostgreSQL stores no NUL in a text, and neither database half a pair.
    if "\0" in text:
        raise Wrong("holds a NUL character")
    if not text.isascii() and HALF_OF_A_PAIR.search(text):
        raise Wrong("holds half of a character (a lone surrogate)")
    return text


def _number_as_text(said: object) -> str:
    if isinstance(said, bool) or not isinstance(said, int):
        raise Wrong(f"is {shown(said)}, not text")
    return str(said)


def _id(said: object) -> str:
    text = _text(said, ID_LIMIT)
    if not text.strip():
        raise Wrong("is blank")
    return text


def _kind(said: object) -> str:
    # Platforms have many words for kinds, and an unknown one is a comment.
    return KIND_NAMES.get(_text(said, ID_LIMIT).strip().lower(), "comment")


def _flag(said: object) -> bool:
    word = str(said).strip().lower()
    if word in YES:
        return True
    if word in NO:
        return False
    raise Wrong(f"is {shown(said)}, neither yes nor no")


def _number(said: object, low: int, high: int) -> int:
    number = _whole(said)
    if not low <= number <= high:
        raise Wrong(f"is {shown(said)}, outside {low:,} to {high:,}")
    return number


def _whole(said: object) -> int:
    if isinstance(said, str) and WHOLE_NUMBER.fullmatch(said.strip()):
        return int(said.strip().split(".")[0])
    if isinstance(said, int) and not isinstance(said, bool):
        return said
    if isinstance(said, float) and math.isfinite(said) and said.is_integer():
        return int(said)
    raise Wrong(f"is {shown(said)}, not a whole number")


def _time(said: object, zone: tzinfo, latest: datetime) -> datetime:
    try:
        when = read_time(said, zone)
    except ValueError as error:
        raise Wrong(f"is {shown(said)}, not a time such as 2026-03-08T06:30:00Z") from error
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
    return tuple(tag for tag in (_text(tag, ID_LIMIT) for tag in tags) if tag)


def shown(said: object) -> str:
    """Write a value short enough for a stored sentence."""
    if isinstance(said, list | dict):
        return "a list" if isinstance(said, list) else "an object"
    shown = repr(said)
    return ascii(said)[:60] + "…" if len(shown) > 60 else shown if shown.isprintable() else ascii(said)
