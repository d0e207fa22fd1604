"""Find a file's encoding, and refuse the file when it is unclear."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from community.files.lines import Hopeless, Unreadable

# A wrong guess would store garbled text for good.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark it begins with.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where the NULs stand among the first four bytes of a text that begins in ASCII.
NULS = {
    "x0x0": "utf-16-le",
    "0x0x": "utf-16-be",
    "x000": "utf-32-le",
    "000x": "utf-32-be",
}
MAGIC = (
    (b"PK\x03\x04", "a zip archive or a spreadsheet (.xlsx); unpack it, or save it as CSV"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "a spreadsheet or document of an old office format; save it as CSV"),
    (b"%PDF", "a PDF; it has no records to read"),
    (b"BZh", "compressed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "compressed with xz; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first"),
    (b"\x1f\x8b", "compressed twice; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"SQLite format 3", "a database; export its table as CSV"),
    (b"PAR1", "a Parquet table; save it as CSV or JSON Lines"),
    (b"\x89PNG", "a picture (PNG); it has no records to read"),
    (b"\xff\xd8\xff", "a picture (JPEG); it has no records to read"),
    (b"GIF8", "a picture (GIF); it has no records to read"),
)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
NOT_ASCII = re.compile(rb"[\x80-\xff]")
# Digits alone behind a plus sign are telephone numbers and exponents.
UTF7_SHIFT = re.compile(rb"\+(?=[0-9/]*[A-Za-z])[A-Za-z0-9/]+")
# Codecs that are no way to write a text file.
NO_TEXT_FILES = {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem"}

Decode = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding and the length of its byte order mark.

    Wide encodings are read as UTF-8, see `narrow`.
    """

    name: str
    mark: int = 0

    @property
    def is_wide(self) -> bool:
        return self.name.startswith(("utf-16", "utf-32"))

    def narrow(self, stream: Iterator[bytes]) -> Iterator[bytes]:
        """Drop the mark, and recode wide characters so that a line end is one byte."""
        first = next(stream, b"")
        stream = chain((first[self.mark :],), stream)
        return _transcoded_stream(stream, self.name) if self.is_wide else stream

    def recoded(self, stream: Iterator[bytes]) -> Iterator[bytes]:
        """Recode a narrowed stream to UTF-8, for readers that know nothing else."""
        return stream if self.is_wide or self.name == "utf-8" else _transcoded_stream(stream, self.name)

    def as_utf8(self, head: bytes) -> bytes:
        """Recode the beginning of a narrowed stream as far as it can be read."""
        return head if self.is_wide or self.name == "utf-8" else head.decode(self.name, "replace").encode()

    def original(self, raw: bytes) -> bytes:
        """Return the bytes of the file for a narrowed piece."""
        if not self.is_wide:
            return raw
        return raw.decode("utf-8", "surrogatepass").encode(self.name, "surrogatepass")

    def decoder(self) -> Decode:
        """Return a function from bytes to text.

        It raises ValueError with a reason for bytes that are not of this encoding.
        """
        # Half of a pair costs a character and not the record.
        name, errors = ("utf-8", "surrogatepass") if self.is_wide else (self.name, "strict")
        looks_wrong = _is_utf8 if _has_one_byte_a_character(name) else _never_wrong

        def decode(raw: bytes) -> str:
            if not raw.isascii() and looks_wrong(raw):
                raise ValueError(f"the bytes are UTF-8, not {self.name}")
            try:
                return raw.decode(name, errors)
            except UnicodeDecodeError as error:
                wrong = f"byte 0x{raw[error.start]:02x} at position {error.start + 1}"
                raise ValueError(f"not readable as {self.name.upper()}: {wrong}") from error

        return decode


def find_encoding(head: bytes, wanted: str = "") -> Encoding:
    """Return the encoding of a file by its first bytes.

    `wanted` is the encoding that the user named. Raises Unreadable.
    """
    found, mark = _spoken_encoding(head)
    if not wanted:
        _refuse_binary(head, found)
        if found.startswith("utf-32"):
            raise Unreadable("The file is UTF-32; say so with --encoding utf-32.", "The file is UTF-32; choose it.")
        return Encoding(found or "utf-8", mark)
    name = _known_encoding(wanted)
    if found and not found.startswith(name):
        raise Unreadable(f"The file is {found.upper()}, not {wanted}.")
    encoding = Encoding(found or {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(name, name), mark)
    if encoding.is_wide and not found and b"\0" not in head and _is_utf8(head[:-4]):
        raise Unreadable(f"The file is not {wanted}: its bytes are UTF-8.")
    return encoding


def check_encoding(decode: Decode, lines: list[bytes], encoding: Encoding, wanted: str = "") -> None:
    """Raise Unreadable when most first lines cannot be decoded."""
    wrong = [reason for line in lines if (reason := _decoding_fault(decode, line))]
    if 2 * len(wrong) > len(lines):
        said = f"Most of the file is {wrong[0]}."
        hint = "" if wanted else " If it is in another encoding, say which, for example --encoding cp1252."
        raise Unreadable(said + hint, f"{said} Choose the encoding that it is in.")
    text = b"".join(lines)
    if encoding.name != "utf-8" and not encoding.is_wide and _has_foreign_letters(text) and _is_utf8(text):
        raise Unreadable(f"The file is UTF-8, not {wanted}.")
    if encoding.name == "utf-8" and not wanted and _is_utf7(text):
        raise Unreadable(
            "The file looks like UTF-7; say --encoding utf-7, or --encoding utf-8 if it is not.",
            "The file looks like UTF-7; choose that, or UTF-8 if it is not.",
        )


def _decoding_fault(decode: Decode, line: bytes) -> str:
    try:
        decode(line)
    except ValueError as error:
        return str(error)
    return ""


def _spoken_encoding(head: bytes) -> tuple[str, int]:
    """Return the encoding that a file's mark or NULs give away, and the mark's length."""
    for mark, name in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return name, len(mark)
    return NULS.get("".join("0" if byte == 0 else "x" for byte in head[:4]), ""), 0


def _refuse_binary(head: bytes, found: str) -> None:
    for magic, what in MAGIC:
        if head.startswith(magic):
            raise Hopeless(f"The file is {what}.")
    # A few control characters occur in text too, so one in twenty is the limit.
    if not found and len(CONTROL.findall(head)) * 20 > max(len(head), 640):
        raise Hopeless("The file is not text: it holds control characters and NULs.")


def _known_encoding(wanted: str) -> str:
    try:
        name = codecs.lookup(wanted).name.removesuffix("-sig")
        is_text = name not in NO_TEXT_FILES and "{\n,".encode(name) == b"{\n,"
    except (LookupError, UnicodeError, TypeError, ValueError):
        name, is_text = "", False
    if name.startswith(("utf-16", "utf-32")):
        return name
    if not is_text:
        raise Unreadable(f"{wanted} is not an encoding of text files that can be read here.")
    return name


def _has_one_byte_a_character(name: str) -> bool:
    return name != "utf-8" and len(bytes(range(256)).decode(name, "replace")) == 256


def _has_foreign_letters(text: bytes) -> bool:
    # A few characters can be right in two encodings at once.
    return len(list(islice(NOT_ASCII.finditer(text), 6))) == 6


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _never_wrong(_raw: bytes) -> bool:
    return False


def _is_utf7(raw: bytes) -> bool:
    if not raw.isascii() or len(set(UTF7_SHIFT.findall(raw))) < 3:
        return False
    try:
        return not raw.decode("utf-7").isascii()
    except UnicodeDecodeError:
        return False


def _transcoded_stream(stream: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Recode a stream to UTF-8. Halves of character pairs pass."""
    decoder = codecs.getincrementaldecoder(name)("surrogatepass")
    try:
        for block in stream:
            if text := decoder.decode(block):
                yield text.encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise Unreadable(f"The file is not {name.upper()} throughout.") from error
    if decoder.getstate()[0]:
        raise Unreadable(f"The file breaks off within a character of {name.upper()}.")
