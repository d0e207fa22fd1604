"""Read JSON Lines, one object a line."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from community.files.encodings import Decode
from community.files.layout import Layout, with_rejects
from community.files.lines import RECORD_LIMIT, Cut
from community.files.paths import flatten
from community.files.values import shown
from community.records import Record, Reject, Unread


def read(lines: Iterator[bytes], decode: Decode, layout: Layout, *, after: int = 0) -> Iterator[Record]:
    """Yield a record or a reject for each line that is not blank.

    `after` is the number of blank lines already read.
    """
    for number, line in enumerate(lines, start=after + 1):
        if isinstance(line, Cut):
            yield too_long(number, line)
        elif line.strip():
            yield from _line_records(number, line, decode, layout)


def recognise(lines: Sequence[bytes], decode: Decode, layout: Layout) -> None:
    """Let the layout recognise a preset by the first lines, and whether they have times."""
    seen: list[tuple[str, ...]] = []
    for line in lines:
        try:
            first = flatten(_parse_object(decode(line)))
        except (ValueError, RecursionError):
            continue
        if layout.recognise(tuple(first), {}, first):
            return
        seen.append(tuple(first))
    layout.check_time(*seen)


def too_long(number: int, line: Cut) -> Reject:
    reason = f"the line is {line.length:,} bytes long"
    kind: type[Reject] = Unread
    if line.length > RECORD_LIMIT:
        reason, kind = f"{reason}; the limit is {RECORD_LIMIT:,}", Reject
    return kind(number, reason, bytes(line), line.length, line.sha256)


def _line_records(number: int, line: bytes, decode: Decode, layout: Layout) -> Iterable[Record]:
    try:
        return with_rejects(layout.of_object(_parse_object(decode(line)), number), number, line)
    except RecursionError:
        return (Reject.of(number, "the JSON is nested too deeply", line),)
    except ValueError as reason:
        return (Reject.of(number, str(reason), line),)


def _parse_object(text: str) -> dict[str, object]:
    try:
        found = OBJECTS.decode(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}") from error
    if not isinstance(found, dict):
        raise ValueError("the line holds no JSON object; write one object a line, without a list around them")
    return found


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    # JSON allows a key twice, but then nobody knows which value was meant.
    if len(found) != len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise ValueError(f"the key {shown(twice)} appears twice")
    return found


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not a JSON number")


# Made once, because json.loads would make one for each line.
OBJECTS = json.JSONDecoder(object_pairs_hook=_once_each, parse_constant=_refuse_constant)
