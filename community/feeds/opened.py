"""Reads the records of a file or a stream: unpacks it, and finds its encoding and its format."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from itertools import chain

from community.feeds import csv_file, encodings, jsonl_file
from community.feeds.encodings import Encoding
from community.feeds.fields import Layout
from community.feeds.lines import Hopeless, Unreadable, lines, unpacked, up_to
from community.feeds.raw import RAW_LIMIT, Record, Reject

FORMATS = ("auto", "csv", "jsonl")
# What is looked at before it is decided how to read the rest.
HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file turned out to be, and its records as they are read."""

    form: str
    encoding: str
    records: Iterator[Record]


def records(file: BufferedReader, layout: Layout, *, form: str = "auto", encoding: str = "") -> Iterator[Record]:
    """Every record of the file, in order, as a message or as a reject.

    What makes the whole file unreadable is raised at once, as Unreadable; a file that breaks off raises it there.
    """
    return begun(file, layout, form=form, encoding=encoding).records


def begun(
    file: BufferedReader, layout: Layout, *, form: str = "auto", encoding: str = "", most: int | None = None
) -> Opened:
    """The file with its head read; of its unpacked bytes no more than `most` are looked at."""
    whole = unpacked(file)
    head, stream = _ahead(whole if most is None else up_to(whole, most))
    found = encodings.find(b"".join(head), encoding)
    first, every_line = _ahead(lines(found.narrow(stream)))
    start = b"".join(first).lstrip()
    if not start:
        raise Hopeless("The file is empty.")
    is_table = form == "csv" or (form == "auto" and start[:1] not in b"{[")
    decode = found.decoder()
    encodings.check(decode, first[1:] if is_table else first, found, encoding)
    read = (csv_file if is_table else jsonl_file).read(every_line, decode, layout)
    original = (_as_it_was(record, found) for record in read) if found.is_wide else read
    return Opened("csv" if is_table else "jsonl", found.name, original)


def _ahead(pieces: Iterator[bytes]) -> tuple[list[bytes], Iterator[bytes]]:
    """The first pieces, and all of them. A fault after the first ones is raised when the reading gets there."""
    head: list[bytes] = []
    try:
        while sum(map(len, head)) < HEAD and (piece := next(pieces, b"")):
            head.append(piece)
    except Unreadable as fault:
        if not head:
            raise
        return head, chain(head, _raising(fault))
    return head, chain(head, pieces)


def _raising(fault: Unreadable) -> Iterator[bytes]:
    raise fault
    yield b""


def _as_it_was(record: Record, encoding: Encoding) -> Record:
    if not isinstance(record, Reject) or record.length > RAW_LIMIT:
        return record
    return Reject.of(record.line, record.reason, encoding.original(record.raw))
