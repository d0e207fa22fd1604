"""Screens of one upload, its progress and its rejects."""

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.files.presets import PRESETS
from community.imports import rejects as rejected
from community.models import ImportRun
from community.servers import other_server
from community.spreadsheet import Echo
from moderation.models import Upload, User
from moderation.policy.reading import read_text
from moderation.uploads import actions, looking, sharing
from moderation.uploads.servers import FileServer, parted_from
from moderation.web.shared.requests import DeskRequest, SeeOther, csv_file
from moderation.web.uploads import shown
from moderation.web.uploads.reach import run_at, upload_at
from moderation.web.uploads.reading_form import NAMES, ReadingForm


@require_safe
def show_upload(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = upload_at(request, community, pk)
    return upload_page(request, found, ReadingForm(found, looking.seen(found)) if is_undecided(found) else None)


def upload_page(request: DeskRequest, found: Upload, form: ReadingForm | None, *, status: int = 200) -> HttpResponse:
    told = {
        "community": found.community,
        "upload": found,
        "mark": actions.mark_of_upload(found),
        "can_start": shown.can_start(found),
        "is_history_likely": found.is_history or bool(found.counts.get("is_mostly_old")),
        "stages": shown.upload_stages(found),
        "progress": shown.Progress(found),
        "is_at_work": found.state in Upload.WORK,
        "earlier": shown.earlier_runs(found),
        "rejects": shown.first_rejects(found.run),
        "warned": shown.warned_fields(found),
        **shown_channels(found, request.user, form),
        "form": form,
        **(first_records(form) if form else {"mapped": shown.mapped_columns(found), "read_as": shown.read_as(found)}),
        "now": timezone.now(),
    }
    return render(request, "moderation/uploads/upload.html", told, status=status)


def shown_channels(found: Upload, user: User, form: ReadingForm | None) -> dict[str, object]:
    """Return the channels that a file goes into, and what is said of its server."""
    shares = found.found.get(actions.SHARES, [])
    key = str(found.found.get(actions.SERVER) or (form.preview.source_key if form else ""))
    server = FileServer(found.community, key, form.preview.server_name if form else "")
    return {
        "channel_from": actions.sense_of(found).channel_from,
        "shares": shares,
        "not_made": sharing.why_not_made(found, user),
        "group": (group := list(Upload.objects.group_of(found))),
        "group_is_at_work": any(each.state in Upload.WORK for each in group),
        "server": server,
        "other_server": sharing.foreign_to(found) if shares else other_server(found.channel, key),
        "parted_from": parted_from(found.channel, server) if form and not shares else "",
    }


def first_records(form: ReadingForm) -> dict[str, object]:
    """Return the preview with the heads of its columns.

    A column goes by the name of its field, or by its own while it has none.
    """
    preview = form.preview
    return {
        "preview": preview,
        # As the case's screen will show it.
        "first_messages": [(message, read_text(message.text).text) for message in preview.messages],
        "known_as": PRESETS[preview.preset].title if preview.preset in PRESETS else "",
        "heads": [NAMES.get(name) or column for name, column in preview.heads],
    }


def is_undecided(found: Upload) -> bool:
    return bool(found.path) and Upload.objects.filter(actions.UNDECIDED, pk=found.pk).exists()


@require_safe
def show_progress(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    """Show the part of the page that changes while a worker is at it."""
    found = upload_at(request, community, pk)
    told = {"community": found.community, "upload": found, "progress": shown.Progress(found), "is_at_work": True}
    answer = render(request, "moderation/uploads/progress.html", told)
    if found.state not in Upload.WORK:
        # Afterwards the whole page is another one.
        answer["HX-Refresh"] = "true"
    return answer


@require_safe
def download_rejects(request: DeskRequest, community: str, pk: int) -> HttpResponse | StreamingHttpResponse:
    found = upload_at(request, community, pk)
    if found.run is None:
        messages.error(request, "Nothing of this file was imported yet, so nothing is rejected.")
        return SeeOther(reverse("import", args=[community, pk]))
    return table(found.run)


@require_safe
def run_rejects(request: DeskRequest, community: str, pk: int) -> StreamingHttpResponse:
    return table(run_at(request, community, pk))


def table(run: ImportRun) -> StreamingHttpResponse:
    return csv_file(reject_lines(run), f"rejects-{run.pk}.csv")


def reject_lines(run: ImportRun) -> Iterator[str]:
    write = csv.writer(Echo()).writerow
    for row in rejected.rejects_table(run):
        yield write(row)
