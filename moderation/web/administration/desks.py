"""Screens of the desk's and the community's settings."""

from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from community import zones
from community.models import Community
from community.records import BEST_RATING as BEST
from moderation.administration import desks as administering
from moderation.changes import Subject, Values
from moderation.models import Desk
from moderation.models.guidelines import LONGEST_REOPENING, SEVERITIES
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.fields import LanguagesField, NameField
from moderation.web.administration.sections import community_of_admin
from moderation.web.shared.requests import DeskRequest

SECTION_OF = {Subject.DESK: "settings-desk", Subject.COMMUNITY: "settings-community"}
LONGEST_UNDO = 120
LONGEST_REST = 60


class DeskForm(forms.Form):
    severity_from = forms.TypedChoiceField(
        label="A finding opens a case from severity",
        choices=SEVERITIES,
        coerce=int,
        help_text="Findings below it are kept and shown, and open nothing.",
    )
    compound_to = forms.FloatField(
        label="A mood opens a case at or below",
        min_value=-1,
        max_value=0,
        help_text="The sentiment of a text, from -1 (as bad as can be) to 0. Only English texts are scored.",
    )
    reports_from = forms.IntegerField(
        label="Member reports open a case from",
        min_value=1,
        max_value=30_000,
        help_text="How many members reported the message, where the source says so.",
    )
    rating_to = forms.IntegerField(
        label="A rating opens a case at or below",
        min_value=0,
        max_value=BEST,
        help_text=f"Of {BEST}, where 0 opens none. A review that does not recommend counts as 1.",
    )
    reopen_days = forms.IntegerField(
        label="Days in which a closed case goes on",
        min_value=0,
        max_value=LONGEST_REOPENING,
        help_text="A new message that needs somebody opens it again, or a case that is linked with it. 0 is never.",
    )
    undo_seconds = forms.IntegerField(
        label="Seconds in which an undo simply cancels",
        min_value=0,
        max_value=LONGEST_UNDO,
        help_text=f"Decisions and replies wait so long before they leave; from 0 to {LONGEST_UNDO}.",
    )
    digest_minutes = forms.IntegerField(
        label="Minutes between mails about escalations",
        min_value=0,
        max_value=LONGEST_REST,
        help_text=f"After a mail, what comes is gathered for so long and told in one; from 0 to {LONGEST_REST}.",
    )


class CommunityForm(forms.Form):
    name = NameField(max_length=120)
    time_zone = forms.CharField(
        max_length=64,
        validators=[zones.must_be_a_time_zone],
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
        help_text="Such as Europe/London. Times on the screens, working hours and the days of figures follow it.",
    )
    languages = LanguagesField(
        required=False,
        max_length=200,
        help_text="Codes such as: en es de. The first one is taken for channels that name none of their own.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_desk(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)

    def save(written: dict[str, Any], seen: str) -> str:
        differs = administering.change_desk(here, request.user, now(), seen=seen, **written)
        return saved_message(differs, "Saved. It holds for messages that are checked from now on.")

    def values() -> Values:
        return administering.settings_values(Desk.objects.get(community=here))

    shown = {"note": "This holds for messages that are checked from now on; cases that are open stay open."}
    return edit_or_show(request, edited_settings(here, Subject.DESK, DeskForm, save, values=values, shown=shown))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_community(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)

    def save(written: dict[str, Any], seen: str) -> str:
        return saved_message(administering.change_community(here, request.user, now(), seen=seen, **written))

    def values() -> Values:
        return administering.settings_values(Community.objects.get(pk=here.pk))

    shown = {"zones": sorted(zones.time_zone_names()), "address": here.slug}
    return edit_or_show(
        request, edited_settings(here, Subject.COMMUNITY, CommunityForm, save, values=values, shown=shown)
    )


def edited_settings(here: Community, subject: Subject, kind: type[forms.Form], save: Any, **more: Any) -> Edited:
    section, title = SECTION_OF[subject], subject.label

    def form(data: QueryDict | None, values: Values) -> forms.Form:
        return kind(data, initial=dict(values))

    return Edited(here, section, subject, str(title), reverse(section, args=[here.slug]), form, save, **more)
