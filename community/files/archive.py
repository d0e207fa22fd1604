"""Read the tables in a zip archive, without unpacking it to the disk."""

import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from typing import IO

from community.files.bounds import Bounds
from community.files.lines import Hopeless, Unreadable
from community.files.packing import BLOCK, DAMAGED, blocks, in_proportion

ZIP = b"PK\x03\x04"
TABLES = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".js", ".xml")
# An archive is read by its directory, which is all in memory.
FILES_LIMIT, DIRECTORY_LIMIT = 60_000, 8 << 20
# What comes from a pipe is kept on the disk, because the directory stands at the end.
SPOOL_LIMIT = 4 << 30
END, END_SIZE, COMMENT = b"PK\x05\x06", 22, 1 << 16
ENCRYPTED = 1
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
OFFICE = ("[Content_Types].xml", "mimetype")
# Parts of spreadsheets and documents, and shadows of files.
OTHER_FOLDERS = frozenset(("xl", "word", "ppt", "docProps", "_rels", "__MACOSX"))
NO_TABLE = "The file is a zip archive or a spreadsheet (.xlsx); unpack it, or save it as CSV."
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error)


def is_archive(file: BufferedReader) -> bool:
    return file.peek(4)[:4] == ZIP


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose directory has been read, and its size."""

    file: zipfile.ZipFile
    size: int

    @property
    def tables(self) -> list[zipfile.ZipInfo]:
        """The files that may be tables, by name."""
        infos = (info for info in self.file.infolist() if _may_be_table(info.filename))
        return sorted(infos, key=lambda info: info.filename)

    def stream(self, info: zipfile.ZipInfo, bounds: Bounds) -> Iterator[bytes]:
        """Yield the unpacked bytes of one file in it."""
        if info.flag_bits & ENCRYPTED:
            raise Hopeless("The archive is locked with a password; unpack it first.")
        if info.compress_type not in METHODS:
            raise Hopeless("The archive is packed in an unusual way; unpack it first.")
        # The sizes that an archive tells of its files are its own word, so its whole size is the measure.
        return bounds.of_bytes(in_proportion(self._blocks(info), self))

    @property
    def taken(self) -> int:
        return self.size

    def _blocks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self.file.open(info) as packed:
                while block := packed.read(BLOCK):
                    yield block
        except (*FAULTS, OSError) as error:
            raise Unreadable(DAMAGED) from error


def open_archive(file: BufferedReader) -> Archive:
    """Read the directory of an archive.

    Raises Hopeless where it holds nothing that can be read.
    """
    source = file if file.seekable() else _spooled(file)
    size = source.seek(0, 2)
    _check_directory(source, size)
    try:
        archive = Archive(zipfile.ZipFile(source), size)
    except FAULTS as error:
        raise Hopeless("The file is a zip archive that is damaged or breaks off; pack it again.") from error
    if not archive.tables or not {*OFFICE}.isdisjoint(archive.file.namelist()):
        raise Hopeless(NO_TABLE)
    return archive


def _spooled(file: BufferedReader) -> IO[bytes]:
    spool = tempfile.TemporaryFile()  # noqa: SIM115 - the archive is read as long as its records are
    for block in blocks(file):
        spool.write(block)
        if spool.tell() > SPOOL_LIMIT:
            raise Unreadable(f"The archive is larger than {SPOOL_LIMIT >> 30} GB; unpack it first.")
    return spool


def _check_directory(source: IO[bytes], size: int) -> None:
    """Refuse a directory that would fill the memory before it is read."""
    source.seek(max(0, size - END_SIZE - COMMENT))
    tail = source.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < END_SIZE:
        return
    count, length = struct.unpack_from("<HL", tail, at + 10)
    if count > FILES_LIMIT or length > DIRECTORY_LIMIT:
        raise Unreadable(f"The archive holds more than {FILES_LIMIT:,} files; unpack it, and pack the tables anew.")


def _may_be_table(name: str) -> bool:
    *folders, last = name.split("/")
    # One system's archives hold a shadow of each file.
    return last.lower().endswith(TABLES) and not last.startswith(".") and OTHER_FOLDERS.isdisjoint(folders)
