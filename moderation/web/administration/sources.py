"""Screens of sources, with their channels, members and lists."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from community.models import Channel, Community, Member, Person, Source
from moderation.administration import sources
from moderation.changes import Subject, Values
from moderation.models import Recount
from moderation.recounts import actions, slices
from moderation.recounts.suspects import suspects_of
from moderation.refusal import Refused
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.fields import NameField
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.people.identities import members_called
from moderation.web.shared.requests import DeskRequest, SeeOther

SECTION = "settings-sources"
# A person waits for it.
SECONDS_A_REQUEST = 1.5
MEMBERS_SHOWN, RECOUNTS_SHOWN, SUSPECTS_SHOWN, PERSONS_SHOWN = 50, 10, 20, 50


class SourceForm(forms.Form):
    name = NameField(max_length=120, help_text="Its name here. Imports find it by its server and not by this.")


@require_safe
def source_list(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)
    counted = Count("staff_entries", filter=Q(staff_entries__until=None))
    persons = Person.objects.filter(community=here).prefetch_related("members__source").order_by("-pk")
    shown: dict[str, Any] = {
        "sources": here.sources.prefetch_related("channels").annotate(listed=counted),
        "suspects": suspects_of(here, SUSPECTS_SHOWN),
        "persons": persons[:PERSONS_SHOWN],
        "recounts": recounts_of(here)[:RECOUNTS_SHOWN],
    }
    return show_section(request, here, "sources.html", SECTION, **shown)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_source(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    found = source_at(here, pk)

    def form(data: QueryDict | None, values: Values) -> forms.Form:
        return SourceForm(data, initial=dict(values))

    def values() -> Values:
        return sources.source_values(source_at(here, pk))

    def save(written: dict[str, Any], seen: str) -> str:
        return saved_message(sources.rename_source(found, request.user, now(), seen=seen, **written))

    back, asked = reverse(SECTION, args=[here.slug]), request.GET.get("q", "")[:255]
    shown = {"source": found, "q": asked, "members": members_of(found, asked), "entries": entries_of(found)}
    named = (Subject.SOURCE, found.name)
    return edit_or_show(request, Edited(here, SECTION, *named, back, form, save, values, "source.html", shown=shown))


@require_http_methods(["GET", "HEAD", "POST"])
def channel_split(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    """Ask once more, then give a channel a source of its own."""
    here = community_of_admin(request, community)
    channel = get_object_or_404(Channel.objects.select_related("source", "community"), community=here, pk=pk)
    if request.method != "POST":
        return show_section(request, here, "split.html", SECTION, channel=channel)
    try:
        actions.split_channel(channel, request.user, now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        slices.go_on(now(), SECONDS_A_REQUEST)
        messages.success(request, f"{channel} has a source of its own. Its messages follow, as told below.")
    return SeeOther(reverse(SECTION, args=[here.slug]))


def source_at(here: Community, pk: int) -> Source:
    return get_object_or_404(Source.objects.select_related("community"), community=here, pk=pk)


def entries_of(source: Source) -> list[Any]:
    found = source.staff_entries.order_by("role", "kind", "value", "pk")
    return list(found[: 2 * sources.MOST_ENTRIES])


def members_of(source: Source, asked: str) -> list[Member]:
    """Return members of this id or name, or else those who are not plain members."""
    found = Member.objects.filter(source=source).select_related("person")
    if asked:
        return members_called(found, asked, MEMBERS_SHOWN)
    return list(found.with_role().order_by("role", "pk")[:MEMBERS_SHOWN])


def recounts_of(here: Community) -> QuerySet[Recount]:
    return Recount.objects.filter(community=here).select_related("by").order_by("-started_at")
