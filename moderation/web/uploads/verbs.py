"""Buttons of an upload's page, each answered with that page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from moderation.models import Upload
from moderation.refusal import Refused
from moderation.uploads import actions as upload_actions
from moderation.uploads import looking, sharing
from moderation.uploads.actions import SHARES
from moderation.web.shared.requests import DeskRequest, SeeOther
from moderation.web.uploads.one import upload_page
from moderation.web.uploads.reach import upload_at
from moderation.web.uploads.reading_form import ReadingForm

Verb = Callable[[Upload, datetime], object]
STOPPED = "Stopped. What was stored stays; going on later stores no record twice."
NOT_BEGUN = "Stopped before anything was stored."


@require_POST
def save_mapping(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = upload_at(request, community, pk)
    form = ReadingForm(found, looking.seen(found), request.POST)
    if not form.is_valid():
        return upload_page(request, found, form, status=422)
    return do_and_show(request, found, lambda upload, now: read_so(upload, form, now))


@require_POST
def check_upload(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    """Start a dry run, and save the form that the button stands in."""
    found = upload_at(request, community, pk)
    if "time_zone" in request.POST:
        form = ReadingForm(found, looking.seen(found), request.POST)
        if not form.is_valid():
            return upload_page(request, found, form, status=422)
        return do_and_show(request, found, lambda upload, now: read_so_and_check(upload, form, now))
    return do_and_show(request, found, upload_actions.check)


def read_so(upload: Upload, form: ReadingForm, now: datetime) -> None:
    upload_actions.read_so(upload, form.sense(), now)
    looking.look_again(upload)


def read_so_and_check(upload: Upload, form: ReadingForm, now: datetime) -> None:
    read_so(upload, form, now)
    upload_actions.check(upload, now)


@require_POST
def start_import(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = upload_at(request, community, pk)
    wanted: dict[str, Any] = {"is_history": request.POST["is_history"] == "on"} if "is_history" in request.POST else {}
    wanted |= {"seen": request.POST.get("seen", ""), "is_same_server": "is_same_server" in request.POST}

    def start(upload: Upload, now: datetime) -> None:
        if upload.found.get(SHARES):
            sharing.start_shares(upload, request.user, now, **wanted)
        else:
            upload_actions.start(upload, now, **wanted)

    return do_and_show(request, found, start)


@require_POST
def resume_import(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    return do_and_show(request, upload_at(request, community, pk), upload_actions.resume)


@require_POST
def cancel_import(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    def stop(upload: Upload, now: datetime) -> None:
        messages.success(request, STOPPED if upload_actions.cancel(upload, now) else NOT_BEGUN)

    return do_and_show(request, upload_at(request, community, pk), stop)


def do_and_show(request: DeskRequest, upload: Upload, verb: Verb) -> HttpResponse:
    try:
        verb(upload, timezone.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    return SeeOther(reverse("import", args=[upload.community.slug, upload.pk]))
