"""Screens to invite somebody, send another link and withdraw an invitation."""

from typing import Any

from allauth.decorators import rate_limit
from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from community.models import Community
from moderation.administration import invitations
from moderation.changes import Subject, Values
from moderation.models import Invitation
from moderation.refusal import Refused
from moderation.web.administration import link
from moderation.web.administration.editing import Edited, edit_or_show
from moderation.web.administration.people import SECTION, RoleForm
from moderation.web.administration.sections import community_of_admin
from moderation.web.shared.requests import DeskRequest, SeeOther


class InviteForm(RoleForm):
    email = forms.EmailField(label="E-mail", max_length=254, help_text="Only somebody with this e-mail can accept.")
    field_order = ("email", "role", "team")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


# Each invitation may send a mail to any address.
@rate_limit(action="invite")
@require_http_methods(["GET", "HEAD", "POST"])
def invite_person(request: DeskRequest, community: str) -> HttpResponse:
    place, made = community_of_admin(request, community), {}

    def save(written: dict[str, Any], _seen: str) -> str:
        made["token"] = invitations.invite(place, request.user, now(), **written)
        made["email"] = written["email"]
        return f"{written['email']} is invited. {link.mail_link(request, place, **made)}"

    back = reverse(SECTION, args=[place.slug])
    what = Edited(place, SECTION, Subject.INVITATION, "Invite somebody", back, invite_form, save, button="Invite")
    response = edit_or_show(request, what)
    return link.carry_link(request, response, place, **made) if made else response


@require_POST
def withdraw_invitation(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    place = community_of_admin(request, community)
    found = invitation_at(place, pk)
    try:
        invitations.withdraw(found, request.user, now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"The link of {found.email} no longer opens anything.")
    return SeeOther(reverse(SECTION, args=[place.slug]))


@require_POST
def renew(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    place = community_of_admin(request, community)
    found = invitation_at(place, pk)
    back = SeeOther(reverse(SECTION, args=[place.slug]))
    try:
        token = invitations.renew(found, request.user, now())
    except Refused as refused:
        messages.error(request, refused.reason)
        return back
    sent = link.mail_link(request, place, found.email, token)
    messages.success(request, f"{found.email} has a new link, and the earlier one leads nowhere any more. {sent}")
    return link.carry_link(request, back, place, found.email, token)


def invitation_at(place: Community, pk: int) -> Invitation:
    return get_object_or_404(Invitation.objects.select_related("community"), community=place, pk=pk)


def invite_form(data: QueryDict | None, _values: Values) -> forms.Form:
    return InviteForm(data, initial={"role": "moderator"})
