"""Read JSON lines of texts that people labelled."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import CommandError

from moderation.guidelines.measuring import LabelledText
from moderation.guidelines.spans import PERSONAL, GoldSpan, kind_of
from moderation.management.text_lines import BadLine, facts_of_record, parse_line
from moderation.policy.evaluation import Range
from moderation.policy.values import Facts

OK, PERSONAL_DATA, NO_VALUE = "ok", "personal data", "(none)"


class Line(NamedTuple):
    """A record with its place, its facts and its label."""

    place: str
    facts: Facts
    label: str
    group: str
    spans: tuple[GoldSpan, ...]


def read_lines(paths: Iterable[str], usual: Mapping[str, Any], *, by: str | None, with_spans: bool) -> list[Line]:
    """Return the lines of all files, or raise a CommandError that names the first bad one.

    `usual` are the facts of lines that do not say theirs.
    """
    return [line for path in paths for line in lines_of(path, usual, by=by, with_spans=with_spans)]


def lines_of(path: str, usual: Mapping[str, Any], *, by: str | None, with_spans: bool) -> Iterator[Line]:
    try:
        written = Path(path).read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}. Give the path of a JSON Lines file.") from None
    for number, line in enumerate(written, 1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            yield line_of(place, parse_line(line), usual, by=by, with_spans=with_spans)
        except BadLine as wrong:
            wanted = '{"text": "…", "spans": […]}' if with_spans else '{"text": "…", "label": "…"}'
            raise CommandError(f"{place}: {wrong} Correct it or take it out; a line is like {wanted}.") from None


def line_of(place: str, record: dict[str, Any], usual: Mapping[str, Any], *, by: str | None, with_spans: bool) -> Line:
    facts = Facts(**{**usual, **facts_of_record(record)})
    spans = spans_of(record) if with_spans else ()
    return Line(place, facts, label_of(record, spans, with_spans=with_spans), group_of(record, by), spans)


def label_of(record: dict[str, Any], spans: Iterable[GoldSpan], *, with_spans: bool) -> str:
    label = record.get("label")
    if label is None and with_spans:
        return PERSONAL_DATA if any(span.kind in PERSONAL for span in spans) else OK
    if label is None:
        raise BadLine("There is no label.")
    # Some files number their labels.
    if not isinstance(label, str | int):
        raise BadLine("label must be a text or a whole number.")
    return word_of(label)


def group_of(record: dict[str, Any], by: str | None) -> str:
    value = record.get(by) if by else None
    return NO_VALUE if value is None or value == "" else word_of(value)


def word_of(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def spans_of(record: dict[str, Any]) -> tuple[GoldSpan, ...]:
    spans = record.get("spans")
    if not isinstance(spans, list):
        raise BadLine("spans must be a list, which is empty where there is no personal data.")
    return tuple(span_of(each, len(record.get("text") or "")) for each in spans)


def span_of(span: object, length: int) -> GoldSpan:
    match span:
        case {"type": str(kind), "start": int(start), "end": int(end)} if 0 <= start < end <= length:
            return GoldSpan(kind_of(kind), Range(start, end))
    raise BadLine("Each of spans must have a type, and a start before an end within the text.")


def labelled_texts(lines: list[Line], positive: Collection[str]) -> list[LabelledText]:
    return [LabelledText(line.place, line.facts, line.label in positive, line.group, line.spans) for line in lines]


def positive_labels(met: Collection[str], wanted: Collection[str] | None) -> set[str]:
    """Return the labels that count as positive.

    Without a choice it is the one beside "ok"; where that is not clear, raises a CommandError.
    """
    if wanted:
        return set(wanted)
    others = set(met) - {OK}
    if len(others) != 1 or OK not in met:
        names = ", ".join(sorted(met)) or "none"
        raise CommandError(f"Say with --positive which labels count as positive. The files have: {names}.")
    return others
