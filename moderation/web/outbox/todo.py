"""The to-do list of decisions to carry out by hand.

It has what no feed carries out, oldest first.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from community.models import Channel, Community
from community.spreadsheet import Echo, safe_cell
from moderation.access import Right
from moderation.cases import actions
from moderation.models import Guideline, Outbox, PushToken
from moderation.models.outbox import OutboxQuerySet
from moderation.outbox.carriers import without_connector
from moderation.policy.decisions import act_choices, acts
from moderation.refusal import Refused
from moderation.web.shared.plain import plain_excerpt
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest, SeeOther, csv_file
from moderation.web.shared.source import Source, source_of

PAGE = 25
EXCERPT = 280
COLUMNS = ("number", "since", "what", "channel", "message", "author", "link", "text", "decided by", "guideline", "why")


@dataclass(frozen=True, slots=True)
class Task:
    """One row of the outbox, with what a person needs to do it."""

    row: Outbox
    guideline: str

    @property
    def source(self) -> Source | None:
        return source_of(self.row.message.url)

    @property
    def excerpt(self) -> str:
        return plain_excerpt(self.row.message, EXCERPT)

    @property
    def to_post(self) -> str:
        """The text of a reply, to be copied."""
        return self.row.text if self.row.kind == Outbox.Kind.REPLY else ""

    @property
    def why(self) -> str:
        """The reason of a decision, blank for a reply.

        A reply's own text stands beside it.
        """
        return "" if self.row.kind == Outbox.Kind.REPLY else self.row.cause.why


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of an address.

    A value that does not exist filters nothing.
    """

    channel: str
    kind: str
    after: int

    @property
    def query(self) -> str:
        chosen = {"channel": self.channel, "kind": self.kind}
        return urlencode({name: value for name, value in chosen.items() if value})


@require_safe
def to_do(request: DeskRequest, community: str) -> HttpResponse:
    here = desk_at(request, community, Right.CARRY_OUT)
    chosen = todo_filters(request, here)
    # One more than is shown tells whether there is a next page.
    found = list(rows_to_do(request, here, chosen)[: PAGE + 1])
    shown = {
        "community": here,
        "tasks": list(tasks_of(here, found[:PAGE])),
        "next": found[PAGE - 1].pk if len(found) > PAGE else None,
        "chosen": chosen,
        "channels": without_connector().filter(community=here),
        "kinds": act_choices(),
        "now": timezone.now(),
        "missed": missed_replies(request, here),
    }
    return render(request, "moderation/outbox/todo.html", shown)


@require_POST
def mark_done(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = desk_at(request, community, Right.CARRY_OUT)
    rows = Outbox.objects.visible_to(request.user).filter(community=here).select_related("case")
    row = get_object_or_404(rows, pk=pk)
    try:
        actions.carried_out(row, request.user, timezone.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"{row.get_kind_display()} for case {row.case_id} is done.")
    query = todo_filters(request, here).query
    return SeeOther(reverse("to-do", args=[here.slug]) + (f"?{query}" if query else ""))


@require_safe
def to_do_csv(request: DeskRequest, community: str) -> StreamingHttpResponse:
    here = desk_at(request, community, Right.CARRY_OUT)
    # Read in portions, because the list may be long.
    rows = rows_to_do(request, here, todo_filters(request, here)).iterator(chunk_size=500)
    return csv_file(todo_csv_lines(here, rows), f"to-do-{here.slug}.csv")


def rows_to_do(request: DeskRequest, here: Community, chosen: Filters) -> OutboxQuerySet:
    rows = Outbox.objects.visible_to(request.user).filter(community=here, pk__gt=chosen.after).to_do()
    if chosen.channel:
        rows = rows.filter(channel__slug=chosen.channel)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    # A program is told only of what was decided since it has its token.
    tokens = PushToken.objects.live().filter(source=OuterRef("channel__source"), made_at__lte=OuterRef("made_at"))
    told = rows.annotate(by_program=Exists(tokens))
    return told.select_related("channel", "message__author", "cause__actor", "case")


def missed_replies(request: DeskRequest, here: Community) -> list[Outbox]:
    """The first replies of which somebody has to say in their case whether they were sent."""
    rows = Outbox.objects.visible_to(request.user).by_hand().filter(community=here, sought=Outbox.Sought.ASKED)
    return list(rows.select_related("message__author", "channel").order_by("pk")[:PAGE])


def todo_filters(request: DeskRequest, here: Community) -> Filters:
    asked = request.GET
    channel = asked.get("channel", "").replace("\0", "")
    known = Channel.objects.filter(community=here, slug=channel)
    after = asked.get("after", "")
    return Filters(
        channel if channel and known.exists() else "",
        asked.get("kind", "") if asked.get("kind") in acts() else "",
        int(after) if after.isdecimal() and len(after) < 19 else 0,
    )


def tasks_of(here: Community, rows: Iterable[Outbox]) -> Iterator[Task]:
    names = dict(Guideline.objects.filter(community=here).values_list("pk", "name"))
    for row in rows:
        yield Task(row, names.get(row.cause.facts.get("guideline"), ""))


def todo_csv_lines(here: Community, rows: Iterable[Outbox]) -> Iterator[str]:
    write = csv.writer(Echo()).writerow
    yield write(COLUMNS)
    for task in tasks_of(here, rows):
        # Members wrote most of these, and a text may be a formula.
        yield write([safe_cell(str(cell)) for cell in task_cells(task)])


def task_cells(task: Task) -> tuple[object, ...]:
    row = task.row
    return (
        row.pk,
        row.made_at.isoformat(timespec="seconds"),
        row.get_kind_display(),
        row.channel,
        row.message.external_id,
        row.message.author or row.message.guest_name,
        task.source.address if task.source else "",
        task.to_post,
        row.cause.actor or "",
        task.guideline,
        task.why,
    )
