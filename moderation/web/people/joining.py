"""Screens to join members into one person, and to split them again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from community.models import Community, Member
from community.models.people import WHY_LIMIT, MemberQuerySet
from moderation.access import Right
from moderation.administration import persons
from moderation.refusal import Refused
from moderation.web.people.identities import count_messages, identities_of, members_called
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest, SeeOther

FOUND, DIGITS = 20, 18
Chosen = tuple[Member | None, Member | None]


class JoinForm(forms.Form):
    why = forms.CharField(
        label="How do you know that they are one person?", max_length=WHY_LIMIT, help_text="It stands on the record."
    )
    counts_as_one = forms.BooleanField(
        label="Decisions count for both",
        required=False,
        help_text="Otherwise what was decided about one weighs nothing in the cases of the other.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def join_members(request: DeskRequest, community: str) -> HttpResponse:
    here = desk_at(request, community, Right.JOIN_PEOPLE)
    one, other = (chosen_member(here, request.GET.get(name, "")) for name in ("member", "other"))
    if request.method != "POST" or not (one and other):
        return shown_page(request, here, (one, other), JoinForm())
    form = JoinForm(request.POST)
    if form.is_valid():
        return join(request, here, (one, other), form.cleaned_data)
    return shown_page(request, here, (one, other), form, status=422)


@require_POST
def split_member(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = desk_at(request, community, Right.JOIN_PEOPLE)
    member = get_object_or_404(members_of(here), pk=pk)
    try:
        persons.split_member(member, request.user, now(), why=request.POST.get("why", "")[:WHY_LIMIT])
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"{member} is a person of its own again.")
    return SeeOther(f"{reverse('members-join', args=[here.slug])}?member={member.pk}")


def join(request: DeskRequest, here: Community, pair: tuple[Member, Member], written: dict[str, Any]) -> HttpResponse:
    one, other = pair
    try:
        persons.join_members(one, other, request.user, now(), **written)
    except Refused as refused:
        messages.error(request, refused.reason)
        return shown_page(request, here, pair, JoinForm(request.POST), status=409)
    messages.success(request, f"{one} and {other} are one person now. Their messages stay where they are.")
    return SeeOther(f"{reverse('members-join', args=[here.slug])}?member={one.pk}")


def shown_page(
    request: DeskRequest, here: Community, chosen: Chosen, form: forms.Form, status: int = 200
) -> HttpResponse:
    one, other = chosen
    asked = request.GET.get("q", "")[:255].strip()
    pair = [(each, count_messages(each.member)) for each in identities_of(filter(None, chosen), request.user)]
    joined = one.person.members.exclude(pk=one.pk) if one and one.person else members_of(here).none()
    shown = {
        "community": here,
        "one": one,
        "other": other,
        "pair": pair,
        "joined": list(joined.select_related("source")),
        "q": asked,
        "found": members_named(here, asked, one) if asked else [],
        "form": form,
        "now": now(),
    }
    return render(request, "moderation/people/join.html", shown, status=status)


def members_of(here: Community) -> MemberQuerySet:
    return Member.objects.filter(source__community=here).select_related("source__community", "person")


def chosen_member(here: Community, key: str) -> Member | None:
    """Return the member of this key.

    It is a 404 when it is not one of this community's.
    """
    if not key:
        return None
    if not (key.isascii() and key.isdecimal() and len(key) <= DIGITS):
        raise Http404
    return get_object_or_404(members_of(here), pk=int(key))


def members_named(here: Community, asked: str, besides: Member | None) -> list[Member]:
    # By their keys, because an index of members begins with the source.
    sources = list(here.sources.values_list("pk", flat=True))
    found = members_called(members_of(here).filter(source__in=sources), asked, FOUND)
    return [member for member in found if member != besides]
