"""Uploaded files on the disk, below PARLEY_VAR.

Their names cannot be guessed, and only their owner may read them.
"""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from community.files.lines import Unreadable
from moderation.models import Upload

FOLDER = "uploads"
GONE = "The file is not on this machine's disk any more. Upload it again: what is stored of it is not stored twice."
CHANGED = "The file on disk has another size than the one that was uploaded. Upload it again."


def upload_folder() -> Path:
    folder = path_below(FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def path_below(path: str) -> Path:
    return Path(settings.VAR / path)


@contextmanager
def open_upload(upload: Upload) -> Iterator[BufferedReader]:
    """Open an uploaded file.

    Raises Unreadable, with a sentence, when it is gone or of another size.
    """
    if not upload.path:
        raise Unreadable(GONE)
    try:
        file = path_below(upload.path).open("rb")
    except FileNotFoundError as error:
        raise Unreadable(GONE) from error
    with file:
        if os.fstat(file.fileno()).st_size != upload.size:
            raise Unreadable(CHANGED)
        yield file


def second_of(path: str) -> str:
    """Give a file a second name, so that either can be thrown away by itself."""
    second = f"{FOLDER}/{uuid.uuid4().hex}"
    try:
        os.link(path_below(path), path_below(second))
    except FileNotFoundError as error:
        raise Unreadable(GONE) from error
    except OSError:
        # Not every file system knows second names.
        shutil.copy2(path_below(path), path_below(second))
    # As long as its row is not there, it is told from an orphan by its age.
    os.utime(path_below(second))
    return second


def throw_away(path: str) -> None:
    if path:
        path_below(path).unlink(missing_ok=True)


class Arriving:
    """A file as it comes in, hashed as it is written.

    `tidy` deletes it unless somebody kept it.
    """

    def __init__(self) -> None:
        self.path = f"{FOLDER}/{uuid.uuid4().hex}"
        self.size = 0
        self._digest = hashlib.sha256()
        self._is_kept = False
        upload_folder()
        self._file: BinaryIO = open(path_below(self.path), "xb", opener=_open_private)  # noqa: SIM115 - tidy closes it

    @property
    def content_hash(self) -> str:
        return self._digest.hexdigest()

    def write(self, block: bytes) -> None:
        self._file.write(block)
        self._digest.update(block)
        self.size += len(block)

    def finish(self) -> None:
        """Force the file onto the disk."""
        self._file.flush()
        # A loss of power after the answer must not lose the file.
        os.fsync(self._file.fileno())
        self._file.close()

    def keep(self) -> None:
        self._is_kept = True

    def tidy(self) -> None:
        # The unwritten rest may not fit on the disk either, and is not needed.
        with suppress(OSError):
            self._file.close()
        if not self._is_kept:
            throw_away(self.path)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that has come in, and for which nobody has said the channel yet."""

    path: str
    name: str
    size: int
    content_hash: str

    def keep(self) -> None:
        """Do nothing, because it is kept until it is an orphan."""


def _open_private(path: str, flags: int) -> int:
    # From its first byte on nobody else can read it.
    return os.open(path, flags, 0o600)
