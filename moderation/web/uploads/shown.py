"""The state, progress and result of an upload, as its page shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from community.files.presets import PRESETS
from community.files.previewed import printed
from community.imports import rejects
from community.models import ImportReject, ImportRun
from moderation.models import Upload
from moderation.uploads.actions import sense_of
from moderation.web.uploads.reading_form import NAMES as NAMES_OF_FIELDS

State = Upload.State
STAGES = ("Choose the file", "Match the columns", "Dry run", "Import")
STAGE = {State.MAPPING: 1, State.CHECKING: 2, State.CHECKED: 2}
REJECTS = 20
# Only shown where there are any.
SKIPPED = "No messages"
# Counts of an import with their name and the look of their share of the bar.
KINDS = (
    ("created", "New", "in"),
    ("updated", "Changed", "new"),
    ("known", "Known already", "dup"),
    ("skipped", SKIPPED, "dup"),
    ("rejected", "Rejected", "out"),
)
THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Share:
    """A count, and its here on the bar in thousandths of the file."""

    label: str
    look: str
    count: int
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of an upload.

    An unknown figure is None.
    """

    upload: Upload

    @property
    def read(self) -> int:
        run = self.upload.run
        return run.read if run else int(self.rehearsed.get("read", 0))

    @property
    def rehearsed(self) -> dict[str, Any]:
        """The counts of the dry run that is shown.

        An import that has no run yet has counted nothing.
        """
        return self.upload.counts if self.upload.state in (State.CHECKING, State.CHECKED) else {}

    @property
    def of(self) -> int | None:
        """The number of records, known once a dry run has counted them."""
        return None if self.upload.state == State.CHECKING else self.upload.counts.get("read")

    @property
    def left_out(self) -> int:
        return int(self.upload.counts.get("rejected", 0)) + int(self.upload.counts.get("skipped", 0))

    @property
    def comes_in(self) -> int:
        return int(self.upload.counts.get("read", 0)) - self.left_out

    @property
    def is_mostly_rejected(self) -> bool:
        return int(self.upload.counts.get("rejected", 0)) * 2 > int(self.upload.counts.get("read", 0))

    @property
    def button(self) -> str:
        """What pressing *Import* will do, in words."""
        read, rejected, skipped = (int(self.upload.counts.get(name, 0)) for name in ("read", "rejected", "skipped"))
        if not self.left_out:
            return f"{read:,} record{'' if read == 1 else 's'}"
        said = f"; {rejected:,} would be rejected" if rejected else ""
        if skipped:
            said += "; 1 is no message" if skipped == 1 else f"; {skipped:,} are no messages"
        return f"{self.comes_in:,} of {read:,}{said}"

    @property
    def cases(self) -> str:
        """How many cases would open, in words."""
        cases = int(self.upload.counts.get("cases", 0))
        if not cases:
            return "no case"
        about = "about " if self.upload.counts.get("cases_estimated") else ""
        return f"{about}{cases:,} case{'' if cases == 1 else 's'}"

    @property
    def thousandths(self) -> int:
        if self.upload.state in (State.CHECKED, State.FINISHED):
            return THOUSAND
        return min(THOUSAND, self.upload.bytes_read * THOUSAND // max(self.upload.size, 1))

    @property
    def percent(self) -> int:
        return self.thousandths // 10

    @property
    def pace(self) -> int | None:
        """Records a second."""
        return round(self.upload.counts["a_second"]) if self.upload.counts.get("a_second") else None

    @property
    def left(self) -> str:
        pace = self.upload.counts.get("bytes_a_second")
        if not pace or not self.upload.bytes_read:
            return ""
        return seconds_in_words(max(0, self.upload.size - self.upload.bytes_read) / pace)

    @property
    def counts(self) -> dict[str, int]:
        run = self.upload.run
        said = {name: getattr(run, name) for name in NAMES} if run else self.rehearsed
        return {name: int(said.get(name, 0)) for name in NAMES}

    def shares(self) -> Sequence[Share]:
        counts = self.counts
        counts["known"] = counts["unchanged"] + counts["duplicate"]
        total = max(1, sum(counts[name] for name, _, _ in KINDS))
        return list(_count_shares(counts, total, self.thousandths))


NAMES = ("created", "updated", "unchanged", "duplicate", "rejected", "skipped")


def _count_shares(counts: dict[str, int], total: int, length: int) -> Iterator[Share]:
    start = 0
    for name, label, look in KINDS:
        # Even a few records must be visible.
        if label == SKIPPED and not counts[name]:
            continue
        width = max(3, counts[name] * length // total) if counts[name] else 0
        yield Share(label, look, counts[name], start, width)
        start += width


def seconds_in_words(seconds: float) -> str:
    if seconds < 90:
        return f"about {max(1, round(seconds))} s left"
    return f"about {round(seconds / 60)} min left"


def read_as(upload: Upload) -> Sequence[tuple[str, str]]:
    """Return what was said about reading a file, by its name on the page."""
    sense = sense_of(upload)
    said = {
        "Format": "as found" if sense.form == "auto" else sense.form.upper(),
        "Encoding": sense.encoding or "as found",
        "Read as": PRESETS[sense.preset].title if sense.preset in PRESETS else sense.preset,
        "Records": sense.at,
        "Channels": f"by {sense.channel_from}" if sense.channel_from else "",
        "Lines above": "" if sense.skipped is None else str(sense.skipped),
        "Time zone": sense.time_zone,
        "Dates": f"{sense.date_order} first" if sense.date_order else "",
        "Times": "all of it is new" if sense.posted_at else "",
        "Cases": "none: it is history" if sense.is_history else "open where one is due",
    }
    return [(name, value) for name, value in said.items() if value]


def mapped_columns(upload: Upload) -> Sequence[tuple[str, str]]:
    return [(name.replace("_", " "), printed(column)) for name, column in upload.mapping.items()]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that was not stored, shortened to a line."""

    line: int
    reason: str
    original: str


def first_rejects(run: ImportRun | None) -> Sequence[Rejected]:
    found = run.rejects.all()[:REJECTS] if run and run.rejected else ImportReject.objects.none()
    return [Rejected(each.line, each.reason, printed(rejects.original_text(each))) for each in found]


def warned_fields(upload: Upload) -> Sequence[dict[str, Any]]:
    """Return the fields with values that were left unknown, or would be."""
    if upload.run:
        found = [{"field": row.field, "count": row.count, "sample": row.sample} for row in upload.run.warned.all()]
    else:
        found = upload.found.get("warnings", []) if upload.state == State.CHECKED else []
    return [each | {"name": NAMES_OF_FIELDS.get(str(each["field"]), each["field"])} for each in found]


def can_start(upload: Upload) -> bool:
    """Tell whether the dry run found anything to import."""
    is_ready = upload.state == State.CHECKED and bool(upload.path) and not upload.found.get("stops")
    return is_ready and Progress(upload).comes_in > 0


def earlier_runs(upload: Upload) -> dict[str, Any]:
    """Return the last finished and the last unfinished run of the same bytes into this channel."""
    runs = ImportRun.objects.filter(channel=upload.channel, content_hash=upload.content_hash).order_by("-pk")
    if upload.run:
        runs = runs.exclude(pk=upload.run.pk)
    by_state = {state: runs.filter(state=state).first() for state in ImportRun.State.values}
    return {"finished": by_state[ImportRun.State.FINISHED], "broken_off": by_state[ImportRun.State.RUNNING]}


def upload_stages(upload: Upload) -> Sequence[tuple[int, str, str]]:
    """Return number, name and state of the four steps.

    A state is done, here, or blank for still to come.
    """
    here = STAGE.get(State(upload.state), 3 if upload.run or upload.state == State.IMPORTING else 1)
    done = len(STAGES) if upload.state == State.FINISHED else here
    return [
        (number + 1, name, "done" if number < done else "here" if number == here else "")
        for number, name in enumerate(STAGES)
    ]
