"""Erase what imports keep of a person: rejected records and uploaded files."""

from django.db import transaction

from community.models import ImportReject
from community.records import Reject
from moderation.members.persons import Person
from moderation.models import Upload
from moderation.policy.members import ERASED
from moderation.uploads import files

# Each holds up to 64 KiB.
REJECTS_A_SLICE = 200


def empty_rejects(person: Person, after: int) -> int | None:
    """Empty the rejected records that name the person. Returns the last key, or None at the end."""
    rows = ImportReject.objects.filter(run__channel__source=person.source, pk__gt=after).order_by("pk")
    some = list(rows[:REJECTS_A_SLICE])
    about = [reject.pk for reject in some if is_about(person, reject)]
    ImportReject.objects.filter(pk__in=about).update(raw=b"", reason=ERASED, sha256="")
    return some[-1].pk if len(some) == REJECTS_A_SLICE else None


def is_about(person: Person, reject: ImportReject) -> bool:
    record = Reject(reject.line, reject.reason, bytes(reject.raw), reject.length, reject.sha256)
    text = f"{reject.reason}\n{_text_of(record.raw)}"
    return person.traces.take_out(text).text != text or person.erased.holds(record)


def _text_of(raw: bytes) -> str:
    """Decode a record as it may have been written, with the letters that JSON escapes."""
    wide = raw.decode("utf-16", "replace") if b"\0" in raw else ""
    escaped = raw.decode("unicode_escape", "replace") if b"\\u" in raw else ""
    return "\n".join((raw.decode("utf-8", "replace"), raw.decode("cp1252", "replace"), wide, escaped))


def throw_files_away(person: Person, after: int) -> int | None:
    """Throw away the uploaded files of the person's source, with what is kept of their records.

    Returns None when none is left, and `after` while one is still being read.
    """
    uploads = Upload.objects.filter(channel__source=person.source)
    for upload in uploads.exclude(state__in=Upload.WORK).exclude(path="", look={}, found={}, reasons=[], error=""):
        with transaction.atomic():
            left = {"path": "", "look": {}, "found": {}, "reasons": [], "error": ERASED if upload.error else ""}
            # Guarded, because somebody may go on with it at this moment.
            if uploads.exclude(state__in=Upload.WORK).filter(pk=upload.pk).update(**left):
                # Before the commit, so that a break in between leaves a row without a file, and is made good.
                files.throw_away(upload.path)
    return after if uploads.filter(state__in=Upload.WORK).exists() else None
