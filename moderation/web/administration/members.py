"""The screen of a member, with the roles that were set."""

from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from community.models import Community, Member, MemberRole
from moderation.administration import roles
from moderation.changes import Subject, Values
from moderation.recounts import actions
from moderation.recounts.foreseeing import foresee_role
from moderation.web.administration.editing import Edited, edit_or_show
from moderation.web.administration.from_start import ask_first, begin_and_tell
from moderation.web.administration.sections import community_of_admin
from moderation.web.administration.sources import SECTION, recounts_of, role_in_words
from moderation.web.administration.spans import SpanForm, with_moments
from moderation.web.administration.staff_entries import try_or_tell
from moderation.web.people.identities import count_messages
from moderation.web.shared.requests import DeskRequest, SeeOther

Role = Member.Role
ROLES = (
    (Role.MEMBER, "Member: whose messages are checked and answered"),
    (Role.STAFF, "Staff: answers for us"),
    (Role.AUTOMATED, "Automated: a machine, which answers nobody"),
)


BEFORE = "What was counted before stays, unless you count it from the start below."


class RoleForm(SpanForm):
    role = forms.ChoiceField(choices=ROLES)
    field_order = ("role", "since", "until", "why")


@require_http_methods(["GET", "HEAD", "POST"])
def edit_member(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    member = member_at(here, pk)

    def form(data: QueryDict | None, _values: Values) -> forms.Form:
        return RoleForm(data, initial={"role": Role.AUTOMATED if member.role == Role.STAFF else Role.STAFF})

    def save(written: dict[str, Any], _seen: str) -> str:
        role = roles.set_role(member, request.user, now(), **with_moments(here, written))
        return f"{member} is {role.get_role_display().lower()} where the source does not say. {BEFORE}"

    shown = {
        "member": member,
        "roles": member.roles.order_by("-pk"),
        "names": member.names.select_related("channel"),
        "counts_as": role_in_words(member),
        "joined": member.person.members.exclude(pk=member.pk) if member.person else (),
        "written": count_messages(member),
        "recounts": recounts_of(here).filter(member=member)[:5],
    }
    back = reverse("settings-source", args=[here.slug, member.source_id])
    what = Edited(here, SECTION, Subject.ROLE, str(member), back, form, save, template="member.html", shown=shown)
    return edit_or_show(request, replace(what, button="Set the role", saved=request.path))


@require_POST
def role_end(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    role = role_at(here, pk)
    try_or_tell(request, lambda: roles.end_role(role, request.user, now()), "That role has ended.")
    return to_member(here, role)


@require_http_methods(["GET", "HEAD", "POST"])
def role_from_start(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    """Say what counting a role from the start would change, then do it."""
    here = community_of_admin(request, community)
    role = role_at(here, pk)
    if request.method != "POST":
        back = reverse("settings-member", args=[here.slug, role.member_id])
        said = role.get_role_display().lower()
        return ask_first(request, here, foresee_role(role), name=str(role.member), role=said, back=back)
    begin_and_tell(request, lambda: actions.count_role_from_start(role, request.user, now()))
    return to_member(here, role)


def to_member(here: Community, role: MemberRole) -> HttpResponse:
    return SeeOther(reverse("settings-member", args=[here.slug, role.member_id]))


def member_at(here: Community, pk: int) -> Member:
    return get_object_or_404(
        Member.objects.select_related("source__community", "person"), source__community=here, pk=pk
    )


def role_at(here: Community, pk: int) -> MemberRole:
    roles_here = MemberRole.objects.filter(member__source__community=here)
    return get_object_or_404(roles_here.select_related("member__source__community"), pk=pk)


@require_POST
def names_of_one(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    member = member_at(here, pk)
    done = f"The names of {member} are those of one person."
    try_or_tell(request, lambda: actions.call_one_person(member, request.user, now()), done)
    return SeeOther(reverse(SECTION, args=[here.slug]))
