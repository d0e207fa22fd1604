"""What the targets that are being typed come to, in the hours that are being typed."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from community.models import Community
from moderation.administration.closed_days import closed_days_of
from moderation.administration.targets import hours_by_day
from moderation.models import Team
from moderation.policy.hours import Week, week_from
from moderation.web.administration.comes_to import reckoner
from moderation.web.administration.hours_form import ClosedDaysForm, HoursForm
from moderation.web.administration.sections import community_of_admin
from moderation.web.administration.target_forms import TargetsForm, TeamTargetsForm
from moderation.web.shared.requests import DeskRequest


@require_POST
def reckon_again(request: DeskRequest, community: str) -> HttpResponse:
    """Answer with what each field comes to, and change nothing."""
    here = community_of_admin(request, community)
    reckon = reckoner(week_typed(here, request.POST), now())
    forms = [TargetsForm(request.POST, {}, reckon)]
    teams = [TeamTargetsForm(request.POST, {}, reckon, team) for team in Team.objects.filter(community=here)]
    cells = [cell for form in (*forms, *teams) for row in form.rows() for cell in row.cells]
    return render(request, "moderation/administration/reckoned.html", {"cells": cells})


def week_typed(here: Community, typed: QueryDict) -> Week:
    """Return the week of what is typed, or of what is stored where that cannot be read."""
    hours, closed = HoursForm(typed, ()), ClosedDaysForm(typed, ())
    days = hours.cleaned_data["week"] if "kind" in typed and hours.is_valid() else hours_by_day(here)
    dates = closed.cleaned_data["days"] if "days" in typed and closed.is_valid() else closed_days_of(here)
    return week_from(here.time_zone, dict(enumerate(days)), [day.date for day in dates])
