"""One upload: what it holds, how it is read, how far it is, and what was rejected."""

import csv
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from community import rejects as rejected
from community.feeds.lines import Unreadable
from community.feeds.preview import Preview, Watched, preview, printed
from community.models import ImportRun
from community.spreadsheet import Echo
from moderation.models import Upload
from moderation.uploading import files, verbs
from moderation.web.answers import Asked, SeeOther, csv_file
from moderation.web.imports import shown
from moderation.web.imports.reach import upload_at
from moderation.web.imports.reading_form import NAMES, ReadingForm

COLUMNS_SHOWN = 8


@require_safe
def upload(request: Asked, community: str, pk: int) -> HttpResponse:
    found = upload_at(request, community, pk)
    return page(request, found, ReadingForm(found, beginning(found)) if is_undecided(found) else None)


def page(request: Asked, found: Upload, form: ReadingForm | None, *, status: int = 200) -> HttpResponse:
    told = {
        "community": found.community,
        "upload": found,
        "mark": verbs.mark(found),
        "stages": shown.stages(found),
        "progress": shown.Progress(found),
        "is_at_work": found.state in Upload.WORK,
        "earlier": shown.earlier_runs(found),
        "rejects": shown.first_rejects(found.run),
        "form": form,
        **(first_records(form) if form else {"mapped": shown.mapped(found)}),
        "now": timezone.now(),
    }
    return render(request, "moderation/import.html", told, status=status)


def first_records(form: ReadingForm) -> dict[str, object]:
    """The first records under the names that their columns have here; while none has, under their own."""
    chosen = form.chosen or dict.fromkeys(form.preview.columns[:COLUMNS_SHOWN], "")
    return {
        "preview": form.preview,
        "heads": [NAMES.get(name) or printed(column) for column, name in chosen.items()],
        "rows": [shown.Row.of(line, list(chosen)) for line in form.preview.lines],
    }


def is_undecided(found: Upload) -> bool:
    return bool(found.path) and Upload.objects.filter(verbs.UNDECIDED, pk=found.pk).exists()


def beginning(found: Upload) -> Preview:
    """The first records, read as it is said now."""
    layout = Watched(ZoneInfo(found.time_zone), timezone.now(), found.mapping)
    try:
        with files.opened(found) as file:
            return preview(file, layout, form=found.form, encoding=found.encoding)
    except Unreadable as fault:
        return Preview(fault=fault.on_a_page)


@require_safe
def progress(request: Asked, community: str, pk: int) -> HttpResponse:
    """The part of the page that changes while a worker is at it; the whole page is new when it is not any more."""
    found = upload_at(request, community, pk)
    told = {"community": found.community, "upload": found, "progress": shown.Progress(found), "is_at_work": True}
    answer = render(request, "moderation/import_progress.html", told)
    if found.state not in Upload.WORK:
        answer["HX-Refresh"] = "true"
    return answer


@require_safe
def rejects(request: Asked, community: str, pk: int) -> HttpResponse | StreamingHttpResponse:
    found = upload_at(request, community, pk)
    if found.run is None:
        messages.error(request, "Nothing of this file was imported yet, so nothing is rejected.")
        return SeeOther(reverse("import", args=[community, pk]))
    return csv_file(lines(found.run), f"rejects-{found.run.pk}.csv")


def lines(run: ImportRun) -> Iterator[str]:
    write = csv.writer(Echo()).writerow
    for row in rejected.table(run):
        yield write(row)
