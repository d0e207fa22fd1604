"""Parse the lines that check_texts reads, and write its answers."""

import json
from typing import Any

from community.records import ID_LIMIT, TITLE_LIMIT
from moderation.policy.judge import CHARACTERS_JUDGED
from moderation.policy.values import Finding, Judgement, Part, Severity

LONGEST_LINE = 1 << 20
LARGEST_NUMBER = 1 << 62

# The fact behind each field of a line, beside text and id.
WORDS = {
    "title": ("title", TITLE_LIMIT),
    "kind": ("kind", ID_LIMIT),
    "language": ("channel_language", ID_LIMIT),
    "channel_language": ("channel_language", ID_LIMIT),
    "author_id": ("author", ID_LIMIT),
}
NUMBERS = ("reactions", "reports", "views", "author_against", "author_kept")
SWITCHES = {
    "private": "is_private",
    "is_private": "is_private",
    "is_answered": "is_answered",
    "from_staff": "is_ours",
    "staff_answered": "staff_answered",
}


class BadLine(ValueError):
    """A line that cannot be checked, with the reason."""


def parse_line(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise BadLine(f"The line is too long: {LONGEST_LINE:,} bytes are the most.")
    try:
        record = json.loads(line.decode("utf-8"), parse_constant=refused_constant)
    except UnicodeDecodeError as wrong:
        raise BadLine(f"The line is not UTF-8: byte {wrong.start + 1} does not belong there.") from None
    except RecursionError:
        raise BadLine("The line is nested too deeply.") from None
    except json.JSONDecodeError as wrong:
        raise BadLine(f"The line is not JSON: {wrong.msg} at character {wrong.pos + 1}.") from None
    except ValueError as wrong:
        raise BadLine(f"The line is not JSON: {wrong}.") from None
    if not isinstance(record, dict):
        raise BadLine("The line is not an object in braces.")
    return record


def refused_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


def facts_of_record(record: dict[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {"text": read_word(record, "text", CHARACTERS_JUDGED)}
    if record.get("text") is None and record.get("title") is None:
        raise BadLine("There is no text.")
    said = [name for name, value in record.items() if value is not None]
    facts |= {WORDS[name][0]: read_word(record, name, WORDS[name][1]) for name in said if name in WORDS}
    facts |= {name: read_whole(record, name) for name in said if name in NUMBERS}
    return facts | {SWITCHES[name]: read_switch(record, name) for name in said if name in SWITCHES}


def read_word(record: dict[str, Any], name: str, longest: int) -> str:
    value = record.get(name)
    if value is None:
        return ""
    # Ids are often written as numbers.
    if name == "author_id" and isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        raise BadLine(f"{name} must be a text.")
    if len(value) > longest:
        raise BadLine(f"{name} has {len(value):,} characters; {longest:,} are the most.")
    return value


def read_whole(record: dict[str, Any], name: str) -> int:
    value = record[name]
    # In Python true is a whole number too.
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST_NUMBER:
        raise BadLine(f"{name} must be a whole number.")
    return value


def read_switch(record: dict[str, Any], name: str) -> bool:
    value = record[name]
    if not isinstance(value, bool):
        raise BadLine(f"{name} must be true or false.")
    return value


def told_judgement(key: object, judgement: Judgement, slugs: dict[str, str]) -> dict[str, Any]:
    said = judgement.sentiment
    numbers = {"neg": said.neg, "neu": said.neu, "pos": said.pos, "compound": said.compound} if said else None
    return {
        "id": key,
        "language": judgement.language,
        "sentiment": numbers,
        "mood": judgement.mood or None,
        "findings": [told_finding(finding, slugs) for finding in judgement.findings],
        "opens": list(judgement.openings),
        "priority": judgement.priority,
        "terms": [{"name": term.name, "value": term.value, "why": term.why} for term in judgement.terms],
    }


def told_finding(finding: Finding, slugs: dict[str, str]) -> dict[str, Any]:
    said = {
        "guideline": slugs.get(finding.guideline, finding.guideline),
        "category": finding.category,
        "severity": Severity(finding.severity).name.lower(),
        "start": finding.start,
        "end": finding.end,
        "excerpt": finding.excerpt,
        "rule": finding.rule,
        "frame": finding.frame,
    }
    # Without it the characters would be looked for in the text.
    return said | ({"part": "title"} if finding.part is Part.TITLE else {})
