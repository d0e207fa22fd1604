"""The screen that takes an import back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from community.models import ImportRun, Message
from moderation.models import CaseMessage, TakeBack, Upload
from moderation.refusal import Refused
from moderation.uploads import actions
from moderation.uploads.acted_on import Stays, stays_of
from moderation.uploads.taking_back import preview_take_back
from moderation.web.shared.requests import DeskRequest, SeeOther
from moderation.web.uploads.reach import run_at

SHOWN = 50


class Staying(NamedTuple):
    """A message that stays, with the reason and its case, if it has one."""

    external_id: str
    why: str
    case: int | None


@require_http_methods(["GET", "HEAD", "POST"])
def take_import_back(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    """Show what taking an import back would do, and begin it."""
    run = run_at(request, community, pk)
    if request.method == "POST":
        try:
            actions.take_back(run, request.user, timezone.now())
        except Refused as refused:
            messages.error(request, refused.reason)
        return SeeOther(reverse("import-take-back", args=[community, pk]))
    return render(request, "moderation/uploads/take_back.html", page_of_run(run, timezone.now()))


def page_of_run(run: ImportRun, now: datetime) -> dict[str, object]:
    begun = TakeBack.objects.filter(run=run).select_related("by").first()
    counts = preview_take_back(run, now)
    return {
        "community": run.community,
        "run": run,
        "name": actions.name_of_run(run),
        "upload": Upload.objects.filter(run=run).first(),
        "begun": begun,
        "counts": counts,
        "refusal": "" if begun else actions.why_it_stays(run),
        "is_at_work": bool(begun and begun.state == TakeBack.State.TAKING),
        "staying": first_staying(stays_of(run, now)) if counts.staying else [],
        "now": now,
    }


def first_staying(stays: Mapping[int, Stays]) -> Sequence[Staying]:
    """Return the first messages that stay, each with the newest case that it is in."""
    keys = sorted(stays)[:SHOWN]
    named = dict(Message.objects.filter(pk__in=keys).values_list("pk", "external_id"))
    rows = CaseMessage.objects.filter(message__in=keys).order_by("case")
    cases = dict(rows.values_list("message", "case"))
    return [Staying(named[key], stays[key].value, cases.get(key)) for key in keys if key in named]
