"""Screen of a channel's own response targets."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from moderation.administration import targets as target_settings
from moderation.administration.targets import OWN
from moderation.changes import Subject, Values
from moderation.targets import week_of
from moderation.web.administration.comes_to import reckoner
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.sections import community_of_admin
from moderation.web.administration.target_forms import ChannelTargetsForm
from moderation.web.administration.targets import SECTION
from moderation.web.shared.requests import DeskRequest


@require_http_methods(["GET", "HEAD", "POST"])
def edit_channel_targets(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    channel, reckon = get_object_or_404(here.channels, pk=pk), reckoner(week_of(here), now())

    def save(written: dict[str, Any], seen: str) -> str:
        differs = target_settings.set_targets(here, request.user, now(), targets=written, seen=seen, channel=channel)
        return saved_message(differs, f"Saved. It is promised for the cases that open in {channel} from now on.")

    def form(data: QueryDict | None, values: Values) -> ChannelTargetsForm:
        # Its own ones begin as copies of those that hold until then.
        shown = values if data is not None or values[OWN] else {**values, **target_settings.targets_of(here)}
        return ChannelTargetsForm(data, shown, reckon)

    def values() -> Values:
        return target_settings.targets_of(here, channel)

    back, title = reverse(SECTION, args=[here.slug]), f"Targets of {channel}"
    what = Edited(
        here,
        SECTION,
        Subject.TARGETS,
        title,
        back,
        form,
        save,
        values,
        "channel_targets.html",
        shown={"channel": channel},
    )
    return edit_or_show(request, what)
