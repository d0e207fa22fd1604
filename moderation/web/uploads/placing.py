"""Screens that ask where a file goes."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from community.files.lines import Hopeless
from community.files.presets import PRESETS
from community.files.previewed import Preview
from community.models import Community
from moderation.access import Right
from moderation.models import Upload
from moderation.refusal import Refused
from moderation.uploads import actions, looking, placing
from moderation.uploads.placing import Place
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest, SeeOther
from moderation.web.uploads.placing_form import PlacingForm
from moderation.web.uploads.reach import upload_at

PlaceIt = Callable[[Place, datetime], Upload]


@require_http_methods(["GET", "HEAD", "POST"])
def place_import(request: DeskRequest, community: str) -> HttpResponse:
    """Ask where a file goes that has just come in."""
    here = desk_at(request, community, Right.IMPORT)
    try:
        waiting = placing.waiting_file(request.GET.get("file", ""), request.user, here)
        if made := placing.kept_upload(waiting):
            return SeeOther(reverse("import", args=[here.slug, made.pk]))
        preview = placing.look_for(waiting.path, here, "", timezone.now())
    except (Refused, Hopeless) as refused:
        messages.error(request, str(refused))
        return SeeOther(reverse("imports", args=[here.slug]))

    def place(where: Place, now: datetime) -> Upload:
        return placing.place_waiting(waiting, where, request.user, here, now)

    form = PlacingForm(here, request.user, preview, waiting.name, request.POST or None)
    return placed_or_asked(request, here, form, place, name=waiting.name, preview=preview)


@require_http_methods(["GET", "HEAD", "POST"])
def move_import(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    """Ask for another place for a file of which nothing is stored."""
    found = upload_at(request, community, pk)
    preview = looking.seen(found)

    def place(where: Place, now: datetime) -> Upload:
        placing.place_again(found, where, request.user, now)
        looking.look_again(found)
        return found

    form = PlacingForm(found.community, request.user, preview, found.name, request.POST or None)
    if request.method != "POST":
        form.initial.update(place_now(found))
    return placed_or_asked(request, found.community, form, place, name=found.name, preview=preview, upload=found)


def place_now(upload: Upload) -> dict[str, object]:
    field = actions.sense_of(upload).channel_from
    return {"to": "several", "field": field} if field else {"to": "channel", "channel": upload.channel}


def placed_or_asked(
    request: DeskRequest,
    here: Community,
    form: PlacingForm,
    place: PlaceIt,
    *,
    name: str,
    preview: Preview,
    upload: Upload | None = None,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                made = place(form.place, timezone.now())
                return SeeOther(reverse("import", args=[here.slug, made.pk]))
        except Refused as refused:
            form.add_error(None, refused.reason)
    told = {
        "community": here,
        "form": form,
        "name": name,
        "preview": preview,
        "known_as": PRESETS[preview.preset].title if preview.preset in PRESETS else "",
        "upload": upload,
    }
    return render(request, "moderation/uploads/place.html", told, status=status)
