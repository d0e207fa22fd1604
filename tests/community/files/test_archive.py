import json
import os
import zipfile
from contextlib import suppress
from io import BufferedReader, BytesIO
from threading import Thread

import pytest

from community.files import archive, packing
from community.files.layout import Layout
from community.files.lines import Hopeless, Unreadable
from community.files.opened import begin_reading
from tests.community.files.reading import NOW, UTC, opened, read, reasons, texts

TABLE = "id,author,text\n1,Moira,a\n"


def packed(files: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize(
    "files",
    [
        {"week.csv": TABLE},
        {"data/week.csv": TABLE, "data/README.txt": "Your data", "logo.png": "x", "__MACOSX/week.csv": "\0"},
        {"week.json": json.dumps([{"id": 1, "text": "a"}])},
        {"week.js": 'window.a = [{"id": 1, "text": "a"}];'},
    ],
)
def test_the_one_table_in_an_archive_is_read(files: dict[str, str], method: int) -> None:
    content = packed(files, method)
    assert texts(read(content)) == ["a"]
    assert "week." in opened(content).said


def test_tables_of_one_shape_are_read_in_turn_and_a_reject_names_its_file() -> None:
    second, third = TABLE.replace("1,Moira,a", "2,Moira,b"), TABLE.replace("1,Moira", ",Moira")
    found = read(packed({"b.csv": second, "a.csv": TABLE, "c.csv": third}))
    assert texts(found) == ["a", "b"]
    assert reasons(found) == ["there is no external_id (nor id, message_id …) (c.csv)"]


def test_tables_of_several_shapes_are_named_and_one_can_be_chosen() -> None:
    content = packed({"a.csv": TABLE, "data/b.csv": "id,text\n7,z\n", "notes.txt": "none"})
    with pytest.raises(Unreadable, match=r"not of one kind: a\.csv, data/b\.csv; say which with --records NAME"):
        read(content)
    assert texts(read(content, records="data/b.csv")) == ["z"]
    assert texts(read(content, records="a.csv")) == ["a"]


def test_a_name_is_never_a_path() -> None:
    assert texts(read(packed({"../../etc/week.csv": TABLE}))) == ["a"]


def flagged(content: bytes, flag: int) -> bytes:
    """Set a flag of the one file, in the directory too."""
    raw = bytearray(content)
    raw[6] |= flag
    raw[raw.rfind(b"PK\x01\x02") + 8] |= flag
    return bytes(raw)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (flagged(packed({"week.csv": TABLE}), 1), "locked with a password"),
        (packed({"week.csv": TABLE}, zipfile.ZIP_LZMA), "packed in an unusual way"),
        (packed({"week.csv": "PK\x03\x04 and more"}), "a zip archive or a spreadsheet"),
        (packed({"logo.png": "x"}), "a zip archive or a spreadsheet"),
        (packed({"[Content_Types].xml": "", "xl/a.csv": TABLE}), "a zip archive or a spreadsheet"),
        (packed({"week.csv": TABLE})[:-10], "damaged or breaks off"),
    ],
)
def test_what_cannot_be_unpacked_is_refused_with_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(Hopeless, match=sentence):
        read(content)


def test_what_comes_before_damage_is_read() -> None:
    rows = "".join(f"{number},{number * 7919 % 99991}\n" for number in range(200_000))
    content = bytearray(packed({"week.csv": f"id,text\n{rows}"}))
    content[len(content) * 3 // 4] ^= 0xFF
    records, found = opened(bytes(content)).records, []
    with suppress(Unreadable):
        # Not extended by all at once, which would keep nothing of what comes before a fault.
        for record in records:
            found.append(record)  # noqa: PERF402
    assert 50_000 < len(found) < 200_000


def test_a_bomb_is_stopped_long_before_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "RATIO_FROM", 1_000_000)
    content = packed({"week.csv": "id,text\n" + "1,a\n" * 5_000_000})
    with pytest.raises(Unreadable, match="unpacks to more than 200 times its size"):
        read(content)


def test_an_archive_of_very_many_files_is_refused_before_its_directory_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "FILES_LIMIT", 2)
    assert texts(read(packed({"a.csv": TABLE, "b.png": ""}))) == ["a"]
    with pytest.raises(Unreadable, match="holds more than 2 files"):
        read(packed({"a.csv": TABLE, "b.png": "", "c.png": ""}))


def piped(content: bytes) -> BufferedReader:
    reader, writer = os.pipe()

    def write() -> None:
        with os.fdopen(writer, "wb") as end:
            end.write(content)

    Thread(target=write, daemon=True).start()
    return os.fdopen(reader, "rb")


def test_an_archive_comes_through_a_pipe_too(monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed({"week.csv": TABLE})
    with piped(content) as pipe:
        found = list(begin_reading(pipe, Layout(UTC, NOW, posted_at_now=True)).records)
    assert texts(found) == ["a"]
    monkeypatch.setattr(archive, "SPOOL_LIMIT", 10)
    with piped(content) as pipe, pytest.raises(Unreadable, match="The archive is larger than 0 GB"):
        begin_reading(pipe, Layout(UTC, NOW, posted_at_now=True))
