import hashlib

import pytest

from community.files import lines as module
from community.files.lines import Cut, split_lines


def in_blocks(content: bytes, size: int) -> list[bytes]:
    return list(split_lines(iter(content[at : at + size] for at in range(0, len(content), size))))


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_lines_end_in_lf_crlf_or_cr_wherever_the_blocks_are_cut(size: int) -> None:
    assert in_blocks(b"a\r\nb\rc\n\nd", size) == [b"a\r\n", b"b\r", b"c\n", b"\n", b"d"]


def test_other_separators_of_unicode_end_no_line() -> None:
    text = "a\u2028b\u2029c\x85d\x0be\x0cf\n".encode()
    assert in_blocks(text, 100) == [text]


def test_an_empty_stream_has_no_lines() -> None:
    assert in_blocks(b"", 10) == []


@pytest.mark.parametrize("size", [7, 64, 1000])
def test_of_an_overlong_line_only_its_beginning_its_length_and_its_hash_are_kept(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RECORD_LIMIT", 100)
    monkeypatch.setattr(module, "RAW_LIMIT", 10)
    long = b"x" * 1500
    first, cut, last = in_blocks(b"first\n" + long + b"\nlast\n", size)
    assert (first, last) == (b"first\n", b"last\n")
    assert isinstance(cut, Cut)
    assert (bytes(cut), cut.length, cut.sha256) == (b"x" * 10, 1500, hashlib.sha256(long).hexdigest())


def test_an_overlong_last_line_needs_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RECORD_LIMIT", 100)
    (cut,) = in_blocks(b"x" * 700, 50)
    assert isinstance(cut, Cut)
    assert cut.length == 700
