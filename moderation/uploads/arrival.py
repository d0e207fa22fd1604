"""Receive an uploaded file straight to the disk, up to the limit."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

from community.files import encodings
from community.files.lines import Hopeless, Unreadable
from moderation.uploads.files import Arriving

FIELD = "file"
# Bytes of the form besides its file.
FORM_BYTES = 1 << 16
MEGA = 1_000_000
# A packed file is looked at when all of it is there.
PACKED = (b"\x1f\x8b", b"PK\x03\x04")


def upload_limit() -> int:
    return int(settings.UPLOAD_MB) * MEGA


def too_large() -> str:
    return f"The file is larger than {settings.UPLOAD_MB:,} MB. Split it, or pack it with gzip."


def is_too_large(request: HttpRequest) -> bool:
    """Tell by the form's announced length whether it is too large.

    Nothing of the form has been read by then.
    """
    said = request.META.get("CONTENT_LENGTH") or ""
    return said.isdecimal() and int(said) > upload_limit() + FORM_BYTES


class Arrival(FileUploadHandler):
    """The upload handler of the file field.

    `arrived` is the file when all of it came, `refusal` why it was not taken.
    """

    chunk_size = 1 << 18

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.arriving: Arriving | None = None
        self.arrived: Arriving | None = None
        self.name = ""
        self.refusal = ""
        self.is_over = False

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        super().new_file(field_name, *args, **kwargs)
        if field_name != FIELD or self.arriving or self.refusal:
            raise SkipFile
        self.arriving = Arriving()
        # Django has reduced it to a printable last part.
        self.name = (self.file_name or "")[-255:]

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.arriving is None:
            return
        if start == 0:
            self.refuse_what_is_no_text(raw_data)
        if self.arriving.size + len(raw_data) > upload_limit():
            # The announced length was too small, so the rest is not waited for.
            self.refuse(too_large(), hang_up=True)
        self.arriving.write(raw_data)

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's own signature
        if self.arriving and not self.refusal:
            self.arriving.finish()
            self.arrived = self.arriving

    def refuse_what_is_no_text(self, head: bytes) -> None:
        """Refuse a file without records before the rest of it comes."""
        if head.startswith(PACKED):
            return
        try:
            encodings.find_encoding(head)
        except Hopeless as reason:
            self.refuse(str(reason))
        # A person may still say how to read it.
        except Unreadable:
            return

    def refuse(self, reason: str, *, hang_up: bool = False) -> None:
        """Stop taking the file, and keep the reason."""
        self.refusal, self.is_over = reason, hang_up
        # Without hanging up the rest is read and forgotten, because a browser shows an answer only when it could send
        # everything.
        raise StopUpload(connection_reset=hang_up)

    def tidy(self) -> None:
        if self.arriving:
            self.arriving.tidy()
