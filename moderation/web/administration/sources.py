"""Screens of sources, with their channels, members and lists."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_safe

from community.connectors.kinds import CONNECTORS, label_of
from community.ingest.roles import Roles, roles_in
from community.models import Channel, Community, Member, Message, Person, Source, StaffEntry
from community.records import RawMessage
from moderation.administration import sources
from moderation.changes import Subject, Values
from moderation.models import Recount
from moderation.recounts import actions, slices
from moderation.refusal import Refused
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.fields import NameField
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.administration.strangers import couples_of
from moderation.web.people.identities import members_called
from moderation.web.shared.requests import DeskRequest, SeeOther

SECTION = "settings-sources"
# A person waits for it.
SECONDS_A_REQUEST = 1.5
MESSAGES_COUNTED, ENTRIES_A_PAGE = 10_000, 100
BY_FILE = "file or program"
MEMBERS_SHOWN, RECOUNTS_SHOWN, SUSPECTS_SHOWN, PERSONS_SHOWN = 50, 10, 20, 50


class ShownSource(NamedTuple):
    """A source, how its messages come in, and the server that an export named."""

    source: Source
    comes_by: str
    server: str


class SourceForm(forms.Form):
    name = NameField(max_length=120, help_text="Its name here. Imports find it by its server and not by this.")


@require_safe
def source_list(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)
    counted = Count("staff_entries", filter=Q(staff_entries__until=None))
    persons = Person.objects.filter(community=here).prefetch_related("members__source").order_by("-pk")
    suspects = couples_of(here, SUSPECTS_SHOWN)
    shown: dict[str, Any] = {
        "sources": [shown_source(each) for each in here.sources.prefetch_related("channels").annotate(listed=counted)],
        "suspects": suspects,
        "is_cut": len(suspects) == SUSPECTS_SHOWN,
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
    members = members_of(found, asked)
    roles = roles_in(found, members)
    shown = {
        "source": found,
        "q": asked,
        "members": [(member, role_in_words(member, roles)) for member in members],
        "is_cut": len(members) == MEMBERS_SHOWN,
        "comes_by": shown_source(found).comes_by,
        "entries": entries_of(found, request.GET.get("page", "")),
    }
    named = (Subject.SOURCE, found.name)
    return edit_or_show(request, Edited(here, SECTION, *named, back, form, save, values, "source.html", shown=shown))


@require_http_methods(["GET", "HEAD", "POST"])
def channel_split(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    """Ask once more, then give a channel a source of its own."""
    here = community_of_admin(request, community)
    channel = get_object_or_404(Channel.objects.select_related("source", "community"), community=here, pk=pk)
    if request.method != "POST":
        counted = Message.objects.filter(channel=channel)[: MESSAGES_COUNTED + 1].count()
        written = f"more than {MESSAGES_COUNTED:,}" if counted > MESSAGES_COUNTED else f"{counted:,}"
        others = channel.source.channels.exclude(pk=channel.pk)
        return show_section(request, here, "split.html", SECTION, channel=channel, written=written, others=others)
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


def entries_of(source: Source, page: str) -> Page[StaffEntry]:
    return Paginator(source.staff_entries.order_by("role", "kind", "value", "pk"), ENTRIES_A_PAGE).get_page(page)


def shown_source(source: Source) -> ShownSource:
    is_read = source.kind in CONNECTORS
    return ShownSource(source, label_of(source.kind) if is_read else BY_FILE, "" if is_read else source.host_key)


def members_of(source: Source, asked: str) -> list[Member]:
    """Return members of this id or name, or else those who are not plain members."""
    found = Member.objects.filter(source=source).select_related("source")
    if asked:
        return members_called(found, asked, MEMBERS_SHOWN)
    # Two questions, because each has an index of its own.
    by_hand = found.filter(roles__isnull=False).distinct().order_by("pk")[:MEMBERS_SHOWN]
    by_source = found.with_role().order_by("role", "pk")[:MEMBERS_SHOWN]
    return list({member.pk: member for member in (*by_hand, *by_source)}.values())[:MEMBERS_SHOWN]


def role_in_words(member: Member, roles: Roles | None = None) -> str:
    """Say as what a member counts now where a message does not say, and who said so."""
    roles = roles or roles_in(member.source, [member])
    if said := roles.role_set(RawMessage(member.external_id), member, now()):
        return f"{said}, as is set here"
    return "member" if member.role == Member.Role.MEMBER else f"{member.role}, as the source said last"


def recounts_of(here: Community) -> QuerySet[Recount]:
    return Recount.objects.filter(community=here).select_related("by").order_by("-started_at")
