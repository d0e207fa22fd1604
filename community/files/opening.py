"""Open unpacked bytes of records, whatever their encoding and format."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from community.files import csv_file, encodings, jsonl_file
from community.files.bounds import Bounds
from community.files.container import Container, Opened
from community.files.documents import begin_document, begin_xml, looks_like_one, looks_like_xml
from community.files.encodings import Decode, Encoding
from community.files.headers import Beginning, find_beginning, split_cells
from community.files.layout import Layout
from community.files.lines import split_lines
from community.files.streams import first_words, read_ahead, without_lines
from community.records import RAW_LIMIT, Record, Reject

# Lines of JSON by whose names a preset is known.
RECOGNISED_BY = 20
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}


def begin_stream(stream: Iterator[bytes], layout: Layout, container: Container, bounds: Bounds) -> Opened:
    """Read the head of unpacked bytes, and return their records."""
    head, stream = read_ahead(stream)
    encoding = encodings.find_encoding(b"".join(head), container.encoding)
    stream = encoding.narrow(stream)
    if container.skipped:
        stream = without_lines(stream, container.skipped)
    if container.form == "auto":
        head, stream = read_ahead(stream)
    is_document = container.form == "auto" and looks_like_one(b"".join(head), encoding, layout)
    if is_document or container.form == "json":
        return begin_document(stream, layout, container, encoding).by(layout)
    if container.form == "xml" or (container.form == "auto" and looks_like_xml(b"".join(head), encoding)):
        return begin_xml(stream, layout, container, encoding).by(layout)
    return _begin_lines(stream, layout, container, encoding, bounds).by(layout)


def _begin_lines(
    stream: Iterator[bytes], layout: Layout, container: Container, encoding: Encoding, bounds: Bounds
) -> Opened:
    blank, every_line = first_words(bounds.of_lines(split_lines(stream, bounds.longest)))
    first, every_line = read_ahead(every_line)
    is_table = container.form == "csv" or (container.form == "auto" and first[0].lstrip()[:1] not in b"{[")
    # A header is nearly always ASCII, so it says nothing about the encoding.
    decode = encoding.decoder()
    encodings.check_encoding(decode, first[1:] if is_table else first, encoding, container.encoding)
    after = blank + (container.skipped or 0)
    if not is_table:
        jsonl_file.recognise(first[:RECOGNISED_BY], decode, layout)
        read = jsonl_file.read(every_line, decode, layout, after=after)
        return Opened("jsonl", encoding.name, _as_they_were(read, encoding), f"JSON Lines, {encoding.name.upper()}.")
    top = find_beginning(first, decode, layout.mapped) if container.skipped is None else Beginning()
    below = islice(every_line, top.skipped, None)
    table = csv_file.read(below, decode, layout, after=after + top.skipped, delimiter=top.delimiter)
    if layout.reading:
        layout.recognise(table.header, {}, _first_row(first[top.skipped + 1 :], decode, table))
    between = DELIMITERS.get(table.delimiter, table.delimiter)
    said = f"A table with {between} between its values, {encoding.name.upper()}; line {table.line:,} is the header."
    records = _as_they_were(table.records, encoding)
    return Opened("csv", encoding.name, records, said, tuple(table.header), skipped=table.line - 1)


def _first_row(lines: Sequence[bytes], decode: Decode, table: csv_file.Table) -> Mapping[str, object]:
    try:
        return dict(zip(table.header, split_cells(decode(lines[0]), table.delimiter), strict=False))
    except (ValueError, IndexError):
        return {}


def _as_they_were(records: Iterator[Record], encoding: Encoding) -> Iterator[Record]:
    """Give rejects the bytes that stand in the file."""
    return (_as_it_was(record, encoding) for record in records) if encoding.is_wide else records


def _as_it_was(record: Record, encoding: Encoding) -> Record:
    if not isinstance(record, Reject) or record.length > RAW_LIMIT:
        return record
    return Reject.of(record.line, record.reason, encoding.original(record.raw))
