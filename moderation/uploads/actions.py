"""Actions of a person on an upload, each a guarded update or a refusal.

Whoever asks for work only changes the row, and rings; a worker that holds it notices at its next batch that it is not
its own any more.
"""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.db.models import Case, F, JSONField, Q, Value, When

from community.files.previewed import Preview
from community.imports.runs import Sense
from community.models import Channel, Community, ImportRun
from community.servers import other_server
from moderation.changes import Subject, record_change
from moderation.models import TakeBack, Upload, User
from moderation.refusal import Refused
from moderation.uploads import servers
from moderation.uploads.files import Arriving, Waiting
from moderation.uploads.lease import PACE
from moderation.work import bell

State = Upload.State
# Nothing is stored yet, so the way of reading may still change.
UNDECIDED = Q(state__in=(State.MAPPING, State.CHECKED, State.FAILED, State.CANCELLED), run=None)
STOPPED = Q(state__in=(State.CANCELLED, State.FAILED), run__isnull=False)
# By their names in a Sense.
SAID_BESIDES = ("at", "skipped", "preset", "posted_at", "date_order", "staff_is_right", "channel_from")
AS_FOUND = Sense("UTC")
# What a dry run found of channels and servers, by its name there.
SHARES, SHARE, GROUP, SERVER = "shares", "share", "group", "server"
AFRESH: dict[str, Any] = {"token": None, "tries": 0, "error": "", "finished_at": None}
GONE = "The file was thrown away. Upload it again: what is stored of it is not stored twice."
WAITS = "This file is checked, and waits to be imported."
AT_WORK = "This file is being imported. Stop that first, then take back what came in."
KEPT_NOTHING = "This import is from before Parley kept what imports change, so it cannot be taken back."
TAKEN_BACK = "This import was taken back already."
UNDONE = "What came in of this file was taken back. Bring it again to import it."
CHANGED = "Somebody has changed how this file is read since you looked. Look again, then import."


def keep_file(
    arriving: Arriving | Waiting, channel: Channel, by: User, name: str, now: datetime, *, look: Preview | None = None
) -> Upload:
    """Keep an uploaded file, with a row that points to it."""
    made = Upload.objects.create(
        community=channel.community,
        channel=channel,
        by=by,
        name=name or "file",
        path=arriving.path,
        size=arriving.size,
        content_hash=arriving.content_hash,
        time_zone=channel.community.time_zone,
        look=look.as_json() if look else {},
        made_at=now,
        due_at=now,
    )
    # Only once its row is there, so that a failure leaves no file behind.
    arriving.keep()
    return made


def sense_of(upload: Upload) -> Sense:
    said = (upload.time_zone, upload.form, upload.mapping, upload.encoding, upload.is_history)
    return Sense(*said, **upload.reading)


def reads_so(wanted: Sense) -> Q:
    """Match the uploads that are read in this way."""
    # Whether they open cases is left out, because it changes nothing in what the file says.
    said = Q(mapping=wanted.mapped, form=wanted.form, encoding=wanted.encoding, time_zone=wanted.time_zone)
    return said & Q(reading=reading_of(wanted))


def reading_of(wanted: Sense) -> dict[str, Any]:
    """Return what is said besides of how a file is read, in one order so that it can be compared."""
    return {name: said for name in SAID_BESIDES if (said := getattr(wanted, name)) != getattr(AS_FOUND, name)}


def place_upload(upload: Upload, channel: Channel, now: datetime, *, channel_from: str = "") -> None:
    """Say into which channel a file goes, or which field names its channels, and forget its dry run."""
    wanted = replace(sense_of(upload), channel_from=channel_from)
    changes: dict[str, Any] = {"channel": channel, "reading": reading_of(wanted), "look": {}, "found": {}}
    _move_or_refuse(upload, UNDECIDED, now, state=State.MAPPING, counts={}, reasons=[], **changes)


def read_so(upload: Upload, wanted: Sense, now: datetime) -> None:
    """Change how a file is read, and forget its dry run."""
    changes: dict[str, Any] = {
        "form": wanted.form,
        "encoding": wanted.encoding,
        "time_zone": wanted.time_zone,
        "mapping": dict(wanted.mapped),
        "is_history": wanted.is_history,
        "reading": reading_of(wanted),
        "found": {},
        # The preview stays where the file is read as before.
        "look": Case(When(reads_so(wanted), then=F("look")), default=Value({}, JSONField())),
    }
    _move_or_refuse(upload, UNDECIDED, now, state=State.MAPPING, counts={}, reasons=[], **changes)


def check(upload: Upload, now: datetime) -> None:
    guard = UNDECIDED & ~Q(path="")
    _move_or_refuse(upload, guard, now, state=State.CHECKING, bytes_read=0, counts={}, reasons=[], found={})


def start(
    upload: Upload,
    now: datetime,
    *,
    seen: str,
    is_history: bool | None = None,
    is_same_server: bool = False,
    **changed: Any,
) -> None:
    """Start the import of what the person has seen.

    `seen` is the mark of how the file is read and of its dry run. Whether it is history may still be said now, and
    `is_same_server` says that its people are those of the channel. `changed` are values that a start brings besides.
    """
    if stops := upload.found.get("stops"):
        raise Refused(" ".join(stop["said"] for stop in stops))
    if not is_same_server and (other := other_server(upload.channel, upload.found.get(SERVER, ""))):
        raise Refused(f"{other} {servers.HOW}")
    guard = Q(state=State.CHECKED, is_history=upload.is_history) & reads_so(sense_of(upload)) & ~Q(path="")
    guard &= Q(found=upload.found)
    wanted: dict[str, Any] = {} if is_history is None else {"is_history": is_history}
    changes = {"state": State.IMPORTING, "bytes_read": 0} | wanted | changed
    if seen != mark_of_upload(upload) or not _was_moved(upload, guard, now, **changes):
        why = why_not(upload)
        raise Refused(CHANGED if why == WAITS else why)


def mark_of_upload(upload: Upload) -> str:
    """Hash how a file is read and what its dry run found."""
    said = [str(sense_of(upload)), sorted(upload.counts.items()), upload.found.get("stops", []), upload.channel_id]
    said += upload.found.get(SHARES, [])
    return sha256(repr(said).encode()).hexdigest()[:20]


@transaction.atomic
def resume(upload: Upload, now: datetime) -> None:
    # Whoever takes it back at this moment comes before or after.
    Community.objects.select_for_update(no_key=True).get(pk=upload.community_id)
    # The pace was that of the work that stopped.
    counts = {name: count for name, count in upload.counts.items() if name not in PACE}
    guard = STOPPED & Q(run__undone_at=None) & ~Q(path="")
    _move_or_refuse(upload, guard, now, state=State.IMPORTING, bytes_read=0, counts=counts)


def cancel(upload: Upload, now: datetime) -> bool:
    """Stop the work at the next batch.

    Returns True when it was the import, so that something may be stored already.
    """
    # Before a worker came there is no run to resume, so it is a checked file again.
    if _was_moved(upload, Q(state=State.IMPORTING, run=None), now, state=State.CHECKED, bytes_read=upload.size):
        return False
    if _was_moved(upload, Q(state=State.IMPORTING), now, state=State.CANCELLED, finished_at=now):
        return True
    _move_or_refuse(upload, Q(state=State.CHECKING), now, state=State.MAPPING, counts={}, reasons=[])
    return False


def _move_or_refuse(upload: Upload, guard: Q, now: datetime, **changes: Any) -> None:
    if not _was_moved(upload, guard, now, **changes):
        raise Refused(why_not(upload))


@transaction.atomic
def _was_moved(upload: Upload, guard: Q, now: datetime, **changes: Any) -> bool:
    moved = Upload.objects.filter(guard, pk=upload.pk).update(**(AFRESH | {"due_at": now} | changes))
    if moved and changes["state"] in Upload.WORK:
        transaction.on_commit(bell.ring_for_imports)
    return bool(moved)


def why_not(upload: Upload) -> str:
    """Return why a guard did not hold, from the row as it stands now."""
    upload.refresh_from_db()
    if not upload.path:
        return GONE
    if upload.run and upload.run.undone_at and upload.state in (State.CANCELLED, State.FAILED):
        return UNDONE
    if upload.run is None and upload.state in (State.CANCELLED, State.FAILED):
        return "Nothing of this file is stored. Check it first."
    return {
        State.MAPPING: "This file waits for its mapping. Check it first.",
        State.CHECKING: "This file is being checked already.",
        State.CHECKED: WAITS,
        State.IMPORTING: "This file is being imported already.",
        State.FINISHED: "This file is imported already. Upload it again to read it in another way.",
        State.CANCELLED: "This import was cancelled, and a part of the file is stored. Go on with it.",
        State.FAILED: "This import failed, and a part of the file is stored. Go on with it.",
    }[State(upload.state)]


@transaction.atomic
def take_back(run: ImportRun, by: User | None, now: datetime) -> None:
    """Begin to take an import back, or go on where that failed. `by` is None for whoever runs the server."""
    # An import that runs stores nothing between this and its end.
    Community.objects.select_for_update(no_key=True).get(pk=run.community_id)
    run.refresh_from_db()
    if why := why_it_stays(run):
        raise Refused(why)
    ImportRun.objects.filter(pk=run.pk).update(undone_at=run.undone_at or now)
    afresh = {"state": TakeBack.State.TAKING, "token": None, "tries": 0, "error": "", "due_at": now}
    TakeBack.objects.update_or_create(run=run, defaults=afresh, create_defaults=afresh | {"by": by, "asked_at": now})
    before, after = {"state": "imported", "messages": run.created + run.updated}, {"state": "taken back"}
    record_change(run.community, by, now, Subject.IMPORT, name_of_run(run), before=before, after=after)
    transaction.on_commit(bell.ring_for_imports)


def why_it_stays(run: ImportRun) -> str:
    """Return why an import cannot be taken back now, blank where it can."""
    if run.updated and not run.keeps_changes:
        return KEPT_NOTHING
    if Upload.objects.filter(run=run, state__in=Upload.WORK).exists():
        return AT_WORK
    begun = TakeBack.objects.filter(run=run).first()
    return TAKEN_BACK if begun and begun.state != TakeBack.State.FAILED else ""


def name_of_run(run: ImportRun) -> str:
    """Name an import by its file and channel, without the path on the server."""
    file = "standard input" if run.source == "-" else PurePath(run.source).name
    return f"{file} into {run.channel}, run {run.pk}"
