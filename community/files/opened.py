"""Open a file of records, whatever its packing, encoding and format."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from itertools import chain

from community.files import csv_file, encodings, jsonl_file
from community.files.bounds import EVERYTHING, Bounds, Enough, go_on, raising
from community.files.encodings import Encoding
from community.files.layout import Layout
from community.files.lines import Cut, Hopeless, Unreadable, split_lines
from community.files.packing import unpacked
from community.records import RAW_LIMIT, Record, Reject

FORMATS = ("auto", "csv", "jsonl")
# The bytes that decide how the rest is read.
HEAD = 1 << 16


@dataclass(frozen=True, slots=True)
class Opened:
    """The format and encoding that were found, and the records."""

    form: str
    encoding: str
    records: Iterator[Record]


def read_records(
    file: BufferedReader, layout: Layout, *, form: str = "auto", encoding: str = "", tick: Callable[[], None] = go_on
) -> Iterator[Record]:
    """Yield every record of the file in order, as a message or a reject.

    `tick` is called for each block of bytes. A file that is unreadable as a whole raises Unreadable at once, one that
    breaks off raises it there.
    """
    return begin_reading(file, layout, form=form, encoding=encoding, bounds=Bounds(tick=tick)).records


def begin_reading(
    file: BufferedReader, layout: Layout, *, form: str = "auto", encoding: str = "", bounds: Bounds = EVERYTHING
) -> Opened:
    """Read the head of a file, and return its records.

    Records beyond the bounds raise Enough.
    """
    head, stream = _read_ahead(unpacked(file, bounds))
    found = encodings.find_encoding(b"".join(head), encoding)
    blank, every_line = _first_words(bounds.of_lines(split_lines(found.narrow(stream), bounds.longest)))
    first, every_line = _read_ahead(every_line)
    is_table = form == "csv" or (form == "auto" and first[0].lstrip()[:1] not in b"{[")
    # A header is nearly always ASCII, so it says nothing about the encoding.
    decode = found.decoder()
    encodings.check_encoding(decode, first[1:] if is_table else first, found, encoding)
    read = (csv_file if is_table else jsonl_file).read(every_line, decode, layout, after=blank)
    original = (_as_it_was(record, found) for record in read) if found.is_wide else read
    return Opened("csv" if is_table else "jsonl", found.name, original)


def _read_ahead(pieces: Iterator[bytes]) -> tuple[list[bytes], Iterator[bytes]]:
    """Return the first pieces, and an iterator over all of them.

    A fault after the first ones is raised when the reading gets there.
    """
    head: list[bytes] = []
    size = 0
    try:
        while size < HEAD and (piece := next(pieces, b"")):
            head.append(piece)
            size += len(piece)
    except Unreadable as fault:
        if not head:
            raise
        return head, chain(head, raising(fault))
    return head, chain(head, pieces)


def _first_words(every_line: Iterator[bytes]) -> tuple[int, Iterator[bytes]]:
    """Count the blank lines at the start, and return the lines after them."""
    blank = 0
    try:
        for line in every_line:
            if line.strip() or isinstance(line, Cut):
                return blank, chain((line,), every_line)
            blank += 1
    except Enough as enough:
        raise Enough(enough.extent, is_blank=blank > 0) from enough
    raise Hopeless("The file is empty.")


def _as_it_was(record: Record, encoding: Encoding) -> Record:
    if not isinstance(record, Reject) or record.length > RAW_LIMIT:
        return record
    return Reject.of(record.line, record.reason, encoding.original(record.raw))
