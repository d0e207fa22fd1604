"""Screens of response targets, working hours and closed days."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from community.models import Community
from moderation.administration import closed_days as closed_days_settings
from moderation.administration import targets as target_settings
from moderation.changes import Subject, Values, marks_now
from moderation.models import ResponseTarget, Team
from moderation.policy.hours import week_from
from moderation.web.administration.comes_to import reckoner
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.hours_form import ClosedDaysForm, HoursForm
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.administration.target_forms import TargetsForm, TeamTargetsForm
from moderation.web.shared.led_back import posted_from
from moderation.web.shared.requests import DeskRequest

SECTION = "settings-promises"
TEMPLATE = "targets_frame.html"


@require_safe
def show_targets_and_hours(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)
    return show_section(request, here, TEMPLATE, SECTION, **forms_of(here))


@posted_from(SECTION, community_of_admin)
def edit_targets(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)
    shown = forms_of(here)

    def save(written: dict[str, Any], seen: str) -> str:
        differs = target_settings.set_targets(here, request.user, now(), targets=written, seen=seen)
        return saved_message(differs, "Saved. It is promised for the cases that open from now on.")

    def form(data: QueryDict | None, values: Values) -> TargetsForm:
        return TargetsForm(data, values, shown["reckon"])

    def values() -> Values:
        return target_settings.targets_of(here)

    return edit_or_show(
        request, edited_form(here, "targets", Subject.TARGETS, form=form, save=save, values=values, shown=shown)
    )


def team_at(request: DeskRequest, community: str, pk: int) -> Team:
    here = community_of_admin(request, community)
    return get_object_or_404(Team.objects.select_related("community"), community=here, pk=pk)


@posted_from(SECTION, team_at)
def edit_team_targets(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    team = team_at(request, community, pk)
    here, shown = team.community, forms_of(team.community)

    def save(written: dict[str, Any], seen: str) -> str:
        differs = target_settings.set_team_targets(team, request.user, now(), targets=written, seen=seen)
        return saved_message(differs, f"Saved. It holds for what {team} is asked from now on.")

    def form(data: QueryDict | None, values: Values) -> TeamTargetsForm:
        return TeamTargetsForm(data, values, shown["reckon"], team)

    def values() -> Values:
        return target_settings.team_targets_of(Team.objects.get(pk=pk))

    return edit_or_show(
        request, edited_form(here, f"team-{pk}", Subject.TARGETS, form=form, save=save, values=values, shown=shown)
    )


@posted_from(SECTION, community_of_admin)
def edit_hours(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)

    def save(written: dict[str, Any], seen: str) -> str:
        differs = target_settings.set_hours(here, request.user, now(), week=written["week"], seen=seen)
        return saved_message(differs, "Saved. The clocks of cases that open from now on run in these hours.")

    def values() -> Values:
        return target_settings.week_in_words(target_settings.hours_by_day(here))

    def form(data: QueryDict | None, _values: Values) -> HoursForm:
        return HoursForm(data, ())

    shown = forms_of(here)
    return edit_or_show(
        request, edited_form(here, "hours", Subject.HOURS, form=form, save=save, values=values, shown=shown)
    )


@posted_from(SECTION, community_of_admin)
def edit_closed_days(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)

    def save(written: dict[str, Any], seen: str) -> str:
        days = written["days"]
        differs = closed_days_settings.set_closed_days(here, request.user, now(), days=days, seen=seen)
        return saved_message(differs, "Saved. The clocks of cases that open from now on rest on these days.")

    def form(data: QueryDict | None, _values: Values) -> ClosedDaysForm:
        return ClosedDaysForm(data, ())

    def values() -> Values:
        return closed_days_settings.values_of(closed_days_settings.closed_days_of(here))

    shown = forms_of(here)
    what = edited_form(here, "closed-days", Subject.HOURS, form=form, save=save, values=values, shown=shown)
    return edit_or_show(request, what)


def forms_of(here: Community) -> dict[str, Any]:
    """Return the page's forms as they stand now, each with the mark of its values."""
    targets, days = target_settings.targets_of(here), target_settings.hours_by_day(here)
    closed = closed_days_settings.closed_days_of(here)
    week = week_from(here.time_zone, dict(enumerate(days)), [day.date for day in closed])
    reckon = reckoner(week, now())
    teams = {team: target_settings.team_targets_of(team) for team in Team.objects.filter(community=here)}
    all_values = (targets, target_settings.week_in_words(days), closed_days_settings.values_of(closed), *teams.values())
    targets_seen, hours_seen, closed_seen, *teams_seen = marks_now(here, *all_values)
    own = ResponseTarget.objects.filter(channel=OuterRef("pk"))
    return {
        "reckon": reckon,
        "targets": TargetsForm(None, targets, reckon),
        "targets_seen": targets_seen,
        "hours": HoursForm(None, days),
        "hours_seen": hours_seen,
        "closed_days": ClosedDaysForm(None, closed),
        "closed_days_seen": closed_seen,
        "teams": [
            (TeamTargetsForm(None, values, reckon, team), seen)
            for (team, values), seen in zip(teams.items(), teams_seen, strict=True)
        ],
        "channels": here.channels.annotate(has_own=Exists(own)).order_by("-has_own", "name"),
    }


def edited_form(
    here: Community, which: str, subject: Subject, *, form: Any, save: Any, values: Any, shown: dict[str, Any]
) -> Edited:
    """Return one of the page's forms to edit."""
    return Edited(
        here,
        SECTION,
        subject,
        "Targets and hours",
        reverse(SECTION, args=[here.slug]),
        form,
        save,
        values,
        TEMPLATE,
        # The other forms are shown as they stand.
        shown=shown | {"which": which},
    )
