"""Screens of people, their roles and the cases they hold."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.models import Community
from moderation.access import Right
from moderation.administration import people
from moderation.changes import Subject, Values
from moderation.models import Case, Invitation, Membership
from moderation.models.people import may
from moderation.refusal import Refused
from moderation.web.administration import link
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.shared.requests import DeskRequest, SeeOther

SECTION = "settings-people"
Role = Membership.Role
ROLES = (
    (Role.VIEWER, "Viewer: the health page, without anybody’s words"),
    (Role.MODERATOR, "Moderator: queue and cases, claim, decide, reply, escalate"),
    (Role.MANAGER, "Community manager: also imports, and releasing or undoing what others did"),
    (Role.LEAD, "Lead: only cases that were escalated to their team"),
    (Role.ADMIN, "Admin: everything, and these settings"),
)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=ROLES)
    team = forms.ChoiceField(
        choices=[("", "no team"), *Membership.Team.choices],
        required=False,
        help_text="For leads alone: the team whose escalations they see.",
    )

    def clean(self) -> dict[str, Any]:
        written = dict(self.cleaned_data)
        if written.get("role") != Role.LEAD:
            # Only leads have a team, so another role takes it away.
            return written | {"team": ""}
        if "team" in written and not written["team"]:
            self.add_error("team", "Choose the team that this lead is of.")
        return written


class Listed(NamedTuple):
    """Somebody on the list, the number of cases they hold, and their state."""

    membership: Membership
    claims: int
    state: str


@require_safe
def people_list(request: DeskRequest, community: str) -> HttpResponse:
    place, at = community_of_admin(request, community), now()
    waiting = Invitation.objects.open(at).filter(community=place).select_related("made_by").order_by("-made_at")
    shown: dict[str, Any] = {
        "people": list(listed_people(place)),
        "invitations": waiting,
        "fresh": link.fresh_links(request),
    }
    page = show_section(request, place, "people.html", SECTION, **shown)
    # A HEAD request shows nothing.
    return link.forget_links(page, place) if request.method == "GET" else page


@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    place = community_of_admin(request, community)
    member = member_at(place, pk)

    def values() -> Values:
        return people.membership_values(member_at(place, pk))

    def save(written: dict[str, Any], seen: str) -> str:
        return saved_message(people.change_role(member, request.user, now(), seen=seen, **written))

    held = next((each for each in listed_people(place, pk)), None)
    back = reverse(SECTION, args=[place.slug])
    shown = {"listed": held, "is_me": member.user_id == request.user.pk}
    named = (Subject.PERSON, str(member.user))
    what = Edited(place, SECTION, *named, back, role_form, save, values, "person.html", shown=shown)
    return way_out(request, place, edit_or_show(request, what))


@require_POST
def person_end(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    place = community_of_admin(request, community)
    member = member_at(place, pk)
    try:
        back = people.deactivate(member, request.user, now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        gave = f" {back} case{'' if back == 1 else 's'} went back to the queue." if back else ""
        messages.success(request, f"{member.user} is deactivated and sees nothing here any more.{gave}")
    return way_out(request, place, SeeOther(reverse(SECTION, args=[place.slug])))


@require_POST
def person_return(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    place = community_of_admin(request, community)
    member = member_at(place, pk)
    try:
        people.reactivate(member, request.user, now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"{member.user} is back as {member.get_role_display().lower()}.")
    return SeeOther(reverse(SECTION, args=[place.slug]))


def role_form(data: QueryDict | None, values: Values) -> forms.Form:
    return RoleForm(data, initial=dict(values))


def member_at(place: Community, pk: int) -> Membership:
    members = Membership.objects.filter(community=place).select_related("user", "community")
    return get_object_or_404(members, pk=pk)


def listed_people(place: Community, pk: int | None = None) -> Iterator[Listed]:
    """Return everybody who is or was here, those who left last, in two queries."""
    found: QuerySet[Membership] = Membership.objects.filter(community=place).select_related("user")
    held = Case.objects.open().filter(community=place).exclude(assignee=None)
    if pk is not None:
        found = found.filter(pk=pk)
        held = held.filter(assignee__in=found.values("user"))
    claims = dict(held.order_by().values_list("assignee").annotate(Count("pk")))
    members = sorted(found, key=lambda member: (member.ended_at is not None, str(member.user).casefold()))
    return (Listed(member, claims.get(member.user_id, 0), state_of(member)) for member in members)


def state_of(member: Membership) -> str:
    if member.ended_at:
        return "deactivated"
    return "active" if member.user.is_active else "account switched off"


def way_out(request: DeskRequest, place: Community, response: HttpResponse) -> HttpResponse:
    """Send an admin home who has just given up their own right."""
    # The page that they came from would refuse them.
    if isinstance(response, SeeOther) and not may(request.user, Right.EDIT_SETTINGS, place):
        return SeeOther(reverse("home"))
    return response
