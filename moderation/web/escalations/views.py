"""The screen of escalations: what is with which team, and what its leads do with it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from community.models import Community
from moderation.access import Right
from moderation.escalations import actions
from moderation.models import Escalation
from moderation.refusal import Refused
from moderation.web.communities.home import remember_community
from moderation.web.escalations import forms, listing
from moderation.web.shared.led_back import posted_from
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest, SeeOther, way_back

KEY_DIGITS = 19
Verb = Callable[[datetime], object]


def escalation_at(request: DeskRequest, community: str, pk: int, right: Right) -> Escalation:
    """An escalation of this desk; for leads, one of their own team."""
    mine = Escalation.objects.visible_to(request.user).filter(community=desk_at(request, community, right))
    return get_object_or_404(mine.select_related("community", "team", "case__community__desk"), pk=pk)


@require_safe
def list_escalations(request: DeskRequest, community: str) -> HttpResponse:
    here = desk_at(request, community, Right.SEE_ESCALATIONS)
    chosen = listing.Filters.read(request.GET, here.teams.all())
    shown = listing.listed_escalations(here, request.user, chosen, timezone.now())
    return remember_community(render(request, "moderation/escalations/list.html", shown), here)


@require_POST
def acknowledge_escalation(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = escalation_at(request, community, pk, Right.ACKNOWLEDGE)
    return do_and_return(
        request,
        found,
        lambda now: actions.acknowledge(found, request.user, now),
        said=f"Case {found.case_id}: acknowledged.",
    )


@posted_from("escalations", partial(escalation_at, right=Right.ANSWER_BACK))
def answer_escalation(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = escalation_at(request, community, pk, Right.ANSWER_BACK)
    form = forms.Answer(request.POST)
    return do_and_return(
        request,
        found,
        lambda now: actions.answer(found, request.user, now, text=form.cleaned_data["text"]),
        "answer",
        form,
        said=f"Case {found.case_id}: answered. Whoever works on the case sees it there.",
    )


@posted_from("escalations", partial(escalation_at, right=Right.HAND_ON))
def hand_on_escalation(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = escalation_at(request, community, pk, Right.HAND_ON)
    form = forms.HandOn(request.POST, teams=found.community.teams.all())
    return do_and_return(
        request,
        found,
        lambda now: actions.hand_on(found, request.user, now, **form.cleaned_data),
        "hand_on",
        form,
        said=f"Case {found.case_id}: handed on.",
    )


@posted_from("escalations", partial(escalation_at, right=Right.CLOSE_ESCALATION))
def close_escalation(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = escalation_at(request, community, pk, Right.CLOSE_ESCALATION)
    form = forms.Close(request.POST)
    return do_and_return(
        request,
        found,
        lambda now: actions.close(found, request.user, now, why=form.cleaned_data["why"]),
        "close",
        form,
        said=f"Case {found.case_id}: escalation closed.",
    )


def do_and_return(
    request: DeskRequest, found: Escalation, verb: Verb, name: str = "", form: Form | None = None, *, said: str
) -> HttpResponse:
    """Do it and go back to where it was asked; or say why not, with what was typed still in its field."""
    if form is not None and not form.is_valid():
        return show_again(request, found, {name: form}, status=422)
    try:
        verb(timezone.now())
    except Refused as refused:
        if form is not None:
            return show_again(request, found, {name: form}, status=409, refusal=refused.reason)
        messages.error(request, refused.reason)
    else:
        messages.success(request, said)
    return SeeOther(
        f"{way_back(request) or escalations_address(found.community)}#escalation-{goes_on_at(request, found)}"
    )


def goes_on_at(request: DeskRequest, found: Escalation) -> str:
    """Return the escalation to stand at afterwards: this one, or the next where the button goes on."""
    onto = request.POST.get("onto", "")
    return onto if "go_on" in request.POST and onto.isdecimal() and len(onto) < KEY_DIGITS else str(found.pk)


def show_again(
    request: DeskRequest, found: Escalation, typed: dict[str, Form], *, status: int, refusal: str = ""
) -> HttpResponse:
    """This one by itself, as it stands now."""
    shown = listing.single_escalation(found, request.user, timezone.now(), typed=typed)
    values = {**shown, "refusal": refusal, "back": way_back(request)}
    return render(request, "moderation/escalations/list.html", values, status=status)


def escalations_address(here: Community) -> str:
    return reverse("escalations", args=[here.slug])
