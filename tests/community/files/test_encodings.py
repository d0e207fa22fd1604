import codecs

import pytest

from community.files.lines import Unreadable
from community.records import Reject
from tests.community.files.reading import read, read_one, reasons, texts

HEADER = "id,text\n"
SPOKEN = f"{HEADER}1,Grüße – 親愛なる 🚀\n2,plain\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_utf_8_and_utf_16_are_recognised_with_and_without_a_mark(mark: bytes, encoding: str) -> None:
    assert texts(read(mark + SPOKEN.encode(encoding))) == ["Grüße – 親愛なる 🚀", "plain"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "“Grüße” – café"),
        ("latin-1", "Grüße"),
        ("shift_jis", "お問い合わせ"),
        ("gb18030", "你好，世界"),
        ("koi8-r", "привет"),
        ("utf-7", "Grüße"),
        ("utf-32", "Grüße"),
        ("utf-16", "Grüße"),
        ("utf-8-sig", "Grüße"),
    ],
)
def test_other_encodings_are_read_when_they_are_named(encoding: str, text: str) -> None:
    assert read_one(f"{HEADER}1,{text}\n".encode(encoding), encoding=encoding).text == text


@pytest.mark.parametrize("encoding", ["cp1252", "shift_jis", "gb18030", "koi8-r"])
def test_another_encoding_that_is_not_named_is_an_error_that_says_what_to_do(encoding: str) -> None:
    content = f"{HEADER}1,привет\n" if encoding == "koi8-r" else f"{HEADER}1,{'問題' if '_' in encoding else 'é'}\n"
    with pytest.raises(Unreadable, match=r"not readable as UTF-8: byte 0x.. .* --encoding"):
        read(content.encode(encoding))


@pytest.mark.parametrize(
    ("content", "encoding", "sentence"),
    [
        (SPOKEN.encode("utf-32"), "", "UTF-32; say so with --encoding utf-32"),
        (f"{HEADER}1,Grüße\n2,schön\n3,übel\n".encode("utf-7"), "", "looks like UTF-7"),
        (SPOKEN.encode("utf-16"), "cp1252", "is UTF-16-LE, not cp1252"),
        (codecs.BOM_UTF8 + SPOKEN.encode(), "cp1252", "is UTF-8, not cp1252"),
        (SPOKEN.encode("utf-16-be"), "utf-16-le", "is UTF-16-BE, not utf-16-le"),
        (SPOKEN.encode(), "utf-16", "its bytes are UTF-8"),
        (SPOKEN.encode(), "cp1252", "is UTF-8, not cp1252"),
        (f"{HEADER}1,{'お問い合わせ' * 3}\n".encode(), "gb18030", "UTF-8, not gb18030|not readable as GB18030"),
        (f"{HEADER}1,é\n".encode(), "latin-1", "the bytes are UTF-8, not iso8859-1"),
        (SPOKEN.encode(), "ascii", "is UTF-8, not ascii"),
        (b"x", "no-such-thing", "no-such-thing is not an encoding"),
        (b"x", "base64", "base64 is not an encoding"),
        (b"x", "unicode_escape", "unicode_escape is not an encoding"),
        (b"x", "cp037", "cp037 is not an encoding"),
    ],
)
def test_a_wrong_encoding_is_an_error_and_never_mojibake(content: bytes, encoding: str, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(content, encoding=encoding)


@pytest.mark.parametrize(
    "text", ["call +44 20 7946 or c++ +1 and a+b@example.org", "moira+foo@example.org", "between 1e+154 and 1e+210"]
)
def test_plus_signs_alone_are_not_utf_7(text: str) -> None:
    assert texts(read(HEADER + "".join(f"{number},{text}\n" for number in range(5)))) == [text] * 5


def test_utf_7_that_is_said_to_be_utf_8_is_read_as_it_stands() -> None:
    content = f"{HEADER}1,Grüße\n2,schön\n3,übel\n".encode("utf-7")
    assert texts(read(content, encoding="utf-8"))[1] == "sch+APY-n"


def test_a_line_in_another_encoding_is_rejected_and_the_others_are_read() -> None:
    found = read(HEADER.encode() + "1,é\n".encode() + b"2,\xe9\n" + b"3,plain\n")
    assert texts(found) == ["é", "plain"]
    assert reasons(found) == ["not readable as UTF-8: byte 0xe9 at position 3"]


def test_a_utf_8_line_in_a_file_of_another_encoding_is_rejected() -> None:
    found = read(b"id,text\n1,\xe9\n2,\xe8\n" + "3,é\n".encode(), encoding="cp1252")
    assert texts(found) == ["é", "è"]
    assert reasons(found) == ["the bytes are UTF-8, not cp1252"]


def test_half_of_a_utf_16_pair_costs_a_character_and_in_an_id_its_record_with_its_bytes() -> None:
    content = f"{HEADER}1,a\ud800b\n\ud800,c\n2,ok\n".encode("utf-16-le", "surrogatepass")
    kept, reject, message = read(content)
    assert isinstance(reject, Reject)
    assert reject.raw == "\ud800,c\n".encode("utf-16-le", "surrogatepass")
    assert texts([kept, message]) == ["a\ufffdb", "ok"]


def test_utf_16_that_breaks_off_within_a_character_is_an_error() -> None:
    with pytest.raises(Unreadable, match="breaks off"):
        read(SPOKEN.encode("utf-16") + b"\x41")


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (b"PK\x03\x04rest", "zip archive that is damaged"),
        (b"\xd0\xcf\x11\xe0rest", "old office format"),
        (b"%PDF-1.7", "PDF"),
        (b"BZh9", "bzip2"),
        (b"\0" * 500, "not text"),
        (bytes(range(256)) * 4, "not text"),
    ],
)
def test_what_is_no_text_is_refused_with_its_kind(start: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(start)
