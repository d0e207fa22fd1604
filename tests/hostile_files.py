"""Small files that were made to keep whoever reads them busy, each built when a test asks for it."""

import gzip
from collections.abc import Callable

MEGA = 1_000_000
HEADER = b"id,text\n"
TIMED = b"id,text,date\n"


def wide_json(keys: int) -> bytes:
    return b'{"id":1,"text":"a",' + b",".join(b'"k%d":1' % number for number in range(keys)) + b"}\n"


def gzip_with_a_long_name(length: int) -> bytes:
    """Its header says a file name, as it may, and does not end it."""
    return b"\x1f\x8b\x08\x08" + bytes(6) + b"a" * length


FILES: dict[str, Callable[[], bytes]] = {
    "empty lines": lambda: gzip.compress(b"\n" * 8 * MEGA),
    "lines of spaces": lambda: gzip.compress(b"  \n" * 8 * MEGA),
    "empty lines that end in CR": lambda: gzip.compress(b"\r" * 8 * MEGA),
    "empty lines in UTF-16": lambda: gzip.compress(b"\xff\xfe" + b"\n\0" * 8 * MEGA),
    "empty lines in UTF-32": lambda: gzip.compress(b"\xff\xfe\0\0" + b"\n\0\0\0" * 4 * MEGA),
    "empty lines below a header": lambda: gzip.compress(TIMED + b"\n" * 8 * MEGA),
    "a header below empty lines": lambda: gzip.compress(b"\n" * 2 * MEGA + TIMED + b"1,late,2026-11-10\n"),
    "a header of commas": lambda: gzip.compress(b"," * 4 * MEGA + b"\n"),
    "a header of every delimiter": lambda: gzip.compress(b"id,text" + b",;\t|" * MEGA + b"\n"),
    "a header of names": lambda: HEADER[:-1] + b"".join(b",c%d" % number for number in range(100_000)) + b"\n1,a\n",
    "long names": lambda: HEADER[:-1] + b"".join(b"," + b"%d" % n * 60 for n in range(1000, 1400)) + b"\n1,a\n",
    "a header that is one name": lambda: HEADER[:-1] + b"," + b"x" * 3 * MEGA + b"\n1,a,b\n",
    "wide rows": lambda: gzip.compress(HEADER + (b"," * 400_000 + b"\n") * 20),
    "objects of many keys": lambda: wide_json(100_000) * 4,
    "objects of very many keys": lambda: wide_json(400_000),
    "a long list": lambda: (b'{"id":1,"text":"a","tags":[' + b"1," * 200_000 + b"1]}\n") * 20,
    "a text of tags": lambda: (b'{"id":1,"text":"a","tags":"' + b"," * 400_000 + b'"}\n') * 20,
    "deep lists": lambda: (b'{"id":1,"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n") * 20,
    "one line": lambda: gzip.compress(b"x" * 30 * MEGA),
    "a quote that is never closed": lambda: gzip.compress(HEADER + b'1,"open\n' + b"2,b\n" * 200_000),
    "quotes that open in every line": lambda: gzip.compress(HEADER + b'x","\n' * 100_000),
    "a quote in every line": lambda: gzip.compress(HEADER + b'"\n' * 100_000),
    "empty lines within quotes": lambda: gzip.compress(HEADER + (b'1,"a\n' + b"\n" * 100_000) * 20),
    "NULs": lambda: gzip.compress(HEADER + b"\0\n" * 4 * MEGA),
    "plus signs": lambda: gzip.compress(HEADER + b"+AAA \n" * 100_000),
    "a gzip header": lambda: gzip_with_a_long_name(20 * MEGA),
    "empty gzip members": lambda: gzip.compress(b"") * 400_000,
    "gzip members of a byte": lambda: gzip.compress(b"x") * 400_000,
    "padding behind gzip": lambda: gzip.compress(HEADER + b"1,a\n") + bytes(20 * MEGA),
    "an honest long file": lambda: HEADER + b"1,The zip broke\n" * 2 * MEGA,
}
