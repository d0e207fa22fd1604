"""Screens of who is staff or automated in a source by its list."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST

from community.models import Community, Member, StaffEntry
from community.records import ID_LIMIT
from moderation.administration import sources
from moderation.changes import Subject, Values
from moderation.recounts import actions
from moderation.recounts.foreseeing import foresee_entry
from moderation.refusal import Refused
from moderation.web.administration.editing import Edited, edit_or_show
from moderation.web.administration.from_start import ask_first, begin_and_tell
from moderation.web.administration.sections import community_of_admin
from moderation.web.administration.sources import SECTION, source_at
from moderation.web.administration.spans import SpanForm, with_moments
from moderation.web.shared.requests import DeskRequest, SeeOther

Role = Member.Role
ROLES = ((Role.STAFF, "Staff: answers for us"), (Role.AUTOMATED, "Automated: a machine, which answers nobody"))
KINDS = (
    (StaffEntry.Kind.ID, "Id: the account’s own, exactly"),
    (StaffEntry.Kind.DOMAIN, "Domain: of addresses that the source has verified, exactly"),
    (StaffEntry.Kind.NAME, "Name: only in a source without ids"),
)


class EntryForm(SpanForm):
    kind = forms.ChoiceField(choices=KINDS)
    value = forms.CharField(label="Id, domain or name", max_length=ID_LIMIT)
    role = forms.ChoiceField(choices=ROLES)
    is_confirmed = forms.BooleanField(
        label="Only this person has this name there",
        required=False,
        help_text="For a name alone: anybody who takes it would speak for us.",
    )
    field_order = ("kind", "value", "role", "is_confirmed", "since", "until", "why")


@require_http_methods(["GET", "HEAD", "POST"])
def entry_new(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    source = source_at(here, pk)

    def form(data: QueryDict | None, _values: Values) -> forms.Form:
        return EntryForm(data)

    def save(written: dict[str, Any], _seen: str) -> str:
        entry = sources.add_entry(source, request.user, now(), **with_moments(here, written))
        return f"{entry.value} is {entry.get_role_display().lower()} in {source} from now on."

    back = reverse("settings-source", args=[here.slug, pk])
    title = f"Staff or automated in {source}"
    return edit_or_show(request, Edited(here, SECTION, Subject.STAFF_ENTRY, title, back, form, save, button="Add"))


@require_POST
def entry_end(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    entry = entry_at(here, pk)
    try_or_tell(request, lambda: sources.end_entry(entry, request.user, now()), f"{entry.value} is off the list.")
    return SeeOther(reverse("settings-source", args=[here.slug, entry.source_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def entry_from_start(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    """Say what counting an entry from the start would change, then do it."""
    here = community_of_admin(request, community)
    entry = entry_at(here, pk)
    if request.method != "POST":
        member = sources.member_of_entry(entry)
        back = reverse("settings-source", args=[here.slug, entry.source_id])
        foreseen = foresee_entry(entry, member) if member else None
        said = entry.get_role_display().lower()
        return ask_first(request, here, foreseen, name=entry.value, role=said, back=back)
    begin_and_tell(request, lambda: actions.count_entry_from_start(entry, request.user, now()))
    return SeeOther(reverse(SECTION, args=[here.slug]))


def entry_at(here: Community, pk: int) -> StaffEntry:
    return get_object_or_404(StaffEntry.objects.select_related("source__community"), source__community=here, pk=pk)


def try_or_tell(request: DeskRequest, act: Callable[[], object], done: str) -> None:
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, done)
