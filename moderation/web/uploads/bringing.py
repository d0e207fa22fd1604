"""The list of imports, and the form that uploads a file.

A file that is refused is refused before it is read.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from community.db import disk
from community.files.lines import Hopeless
from community.files.packing import RATIO, UNPACKED_LIMIT
from community.files.preview import RECORDS
from community.files.previewed import Preview
from community.imports.runs import Sense
from community.models import Channel, Community
from moderation.access import Right
from moderation.models.people import may
from moderation.uploads import actions, arrival, files, looking, placing
from moderation.uploads.arrival import Arrival
from moderation.uploads.files import Arriving
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest, SeeOther
from moderation.web.uploads.listed import page_of

NO_ROOM = "Nothing of the file was kept. Tell whoever runs this server, and try again when there is room."


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that the page names beforehand."""

    megabytes: int
    records: int
    shown: int = RECORDS
    ratio: int = RATIO
    unpacked: int = UNPACKED_LIMIT // 10**9


# Instead of a channel, which has an address without marks.
AS_THE_FILE_SAYS = "*"


# Looking for the token in the form would read the file before it is allowed.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def list_imports(request: DeskRequest, community: str) -> HttpResponse:
    here = desk_at(request, community, Right.IMPORT)
    if request.method != "POST":
        return render_imports(request, here)
    # The channel is part of the address, because reading the form's fields would read the file too.
    slug = request.GET.get("channel", "").replace("\0", "")
    if not slug:
        return render_imports(request, here, "Choose a channel first.", status=422)
    if slug == AS_THE_FILE_SAYS:
        channel = None
    else:
        channel = get_object_or_404(Channel.objects.select_related("community"), community=here, slug=slug)
    if arrival.is_too_large(request):
        return render_imports(request, here, arrival.too_large(), status=413)
    return receive_file(request, here, channel)


def receive_file(request: DeskRequest, here: Community, channel: Channel | None) -> HttpResponse:
    arriving = Arrival(request)
    request.upload_handlers = [arriving]
    try:
        with disk.watch_full_disk(lambda: NO_ROOM):
            return keep_upload(request, here, channel, arriving)
    except disk.NoRoom as full:
        return render_imports(request, here, str(full), status=507)
    finally:
        arriving.tidy()


@csrf_protect
def keep_upload(request: DeskRequest, here: Community, channel: Channel | None, arriving: Arrival) -> HttpResponse:
    # Reading the form's fields reads its file too.
    request.POST  # noqa: B018
    arrived = arriving.arrived
    if arriving.refusal or arrived is None:
        refusal = arriving.refusal or "Choose a file."
        return render_imports(request, here, refusal, status=413 if arriving.is_over else 422)
    try:
        look = first_look(arrived, here)
    except Hopeless as reason:
        return render_imports(request, here, str(reason), status=422)
    if channel is None:
        return ask_where(request, here, arrived, arriving.name)
    made = actions.keep_file(arrived, channel, request.user, arriving.name, timezone.now(), look=look)
    return SeeOther(reverse("import", args=[here.slug, made.pk]))


def ask_where(request: DeskRequest, here: Community, arrived: Arriving, name: str) -> HttpResponse:
    ticket = placing.ticket_of(arrived, name, request.user, here)
    arrived.keep()
    return SeeOther(f"{reverse('import-place', args=[here.slug])}?{urlencode({'file': ticket})}")


def first_look(arrived: Arriving, here: Community) -> Preview:
    """Preview an uploaded file.

    Raises Hopeless for a file that is not kept. What can be put right by saying how to read it is kept.
    """
    with files.path_below(arrived.path).open("rb") as file:
        return looking.look_at(file, Sense(here.time_zone), timezone.now())


def render_imports(request: DeskRequest, here: Community, error: str = "", *, status: int = 200) -> HttpResponse:
    channels = list(Channel.objects.filter(community=here))
    asked, may_make = request.GET.get("channel", ""), may(request.user, Right.EDIT_SETTINGS, here)
    # Who makes no channels has nothing to say where there is one.
    is_only = len(channels) == 1 and not may_make
    shown: dict[str, Any] = {
        "community": here,
        "page": page_of(here, request.user, request.GET),
        "channels": channels,
        "may_make_channels": may_make,
        "chosen": next((each for each in channels if each.slug == asked or (is_only and not asked)), None),
        "as_the_file_says": AS_THE_FILE_SAYS,
        "limits": Limits(settings.UPLOAD_MB, settings.UPLOAD_ROWS),
        "limit_in_bytes": arrival.upload_limit(),
        "error": error,
        "now": timezone.now(),
    }
    return render(request, "moderation/uploads/list.html", shown, status=status)
