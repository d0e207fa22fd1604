"""The screen of one case and its verbs, each a form of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from moderation.access import Right
from moderation.cases import actions as case_actions
from moderation.cases import arriving, severity, splitting
from moderation.cases.conversations import leading_messages
from moderation.cases.parts import standing_rows
from moderation.cases.undo import undo_last
from moderation.escalations import actions as escalation_actions
from moderation.models import Case, Guideline
from moderation.policy.decisions import DECISIONS
from moderation.refusal import Refused
from moderation.web.cases import forms, outside
from moderation.web.cases.escalated import conversation_choices
from moderation.web.cases.neighbours import Neighbours
from moderation.web.cases.page import case_page
from moderation.web.cases.scene import Look
from moderation.web.cases.seen import sight_of
from moderation.web.escalations.forms import Escalate
from moderation.web.queue.filters import Filters
from moderation.web.shared.reach import case_at, membership_of
from moderation.web.shared.requests import DeskRequest, SeeOther, way_back

Verb = Callable[[datetime], str | None]
# The forms whose message carries an undo button.
WITH_UNDO = {
    *("decide", "reply", "close", "escalate", "unneeded", "undelivered", "split", "merge", "answered", "correct"),
    "sent",
}


@require_safe
def show_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    return render_case(request, case_at(request, community, pk, Right.OPEN_CASE))


@require_POST
def claim_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.CLAIM)
    return do_and_show(
        request, found, lambda now: case_actions.claim(found, request.user, now), said="Claimed: it is yours."
    )


@require_POST
def release_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.RELEASE)
    return do_and_show(request, found, lambda now: case_actions.release(found, request.user, now), said="Given back.")


@require_POST
def decide_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.DECIDE)
    guidelines = Guideline.objects.filter(community=found.community).in_bulk()
    form = forms.Decide(request.POST, auto_id="decide-%s", guidelines=guidelines)

    def verb(now: datetime) -> str:
        closed = case_actions.decide(found, request.user, now, **form.cleaned_data)
        decision = DECISIONS[form.cleaned_data["action"]]
        said = f"Case {found.pk} decided: {decision.words.lower()}." + until_when(found) * bool(decision.done)
        return said + what_is_left(found, closed or form.cleaned_data["keep_open"])

    return do_and_show(request, found, verb, "decide", form)


@require_POST
def reply_in_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.REPLY)
    form = forms.Reply(request.POST, auto_id="reply-%s")

    def verb(now: datetime) -> str:
        typed = of_the_text_shown(found, form)
        del typed["revision"]
        closed = case_actions.reply(found, request.user, now, **typed)
        goes = outside.where_it_goes(found.channel, by_program=found.by_program)  # type: ignore[attr-defined]
        said = f"Reply to case {found.pk} {goes} in {found.community.desk.undo_seconds} s."
        return said + what_is_left(found, closed or not typed["close"])

    return do_and_show(request, found, verb, "reply", form)


@require_POST
def note_on_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.NOTE)
    form = forms.Note(request.POST, auto_id="note-%s")

    def verb(now: datetime) -> None:
        seen = sight_of(found, membership_of(request.user, found.community)).conversations
        case_actions.note(found, request.user, now, text=form.cleaned_data["text"], conversations=seen)

    return do_and_show(request, found, verb, "note", form, said="Noted.")


@require_POST
def close_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.CLOSE)
    form = forms.Close(request.POST, auto_id="close-%s")

    def verb(now: datetime) -> str:
        typed = of_the_text_shown(found, form)
        closed = case_actions.close(found, request.user, now, why=typed["why"], shown=typed["shown"])
        return f"Case {found.pk} closed without a decision." if closed else what_is_left(found, closed).strip()

    return do_and_show(request, found, verb, "close", form)


@require_POST
def need_no_answer(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.CLOSE)
    form = forms.Unneeded(request.POST)

    def verb(now: datetime) -> str:
        closed = case_actions.need_no_answer(found, request.user, now, shown=form.cleaned_data["shown"])
        return f"Case {found.pk}: no answer needed." + what_is_left(found, closed)

    return do_and_show(request, found, verb, "unneeded", form)


@require_POST
def give_up_reply(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.CLOSE)
    form = forms.Undelivered(request.POST, auto_id="undelivered-%s")

    def verb(now: datetime) -> str:
        closed = arriving.give_up_reply(found, request.user, now, why=form.cleaned_data["why"])
        return f"Case {found.pk}: could not be delivered." + what_is_left(found, closed)

    return do_and_show(request, found, verb, "undelivered", form)


@require_POST
def split_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.DECIDE)
    form = forms.Split(request.POST, auto_id="split-%s")

    def verb(now: datetime) -> str:
        typed = form.cleaned_data
        new = splitting.split(found, request.user, now, chosen=typed["chosen"], why=typed["reason"])
        moved = len(typed["chosen"])
        return f"Split off: case {new.pk} has {moved} of its messages."

    return do_and_show(request, found, verb, "split", form)


@require_POST
def merge_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.DECIDE)
    form = forms.Merge(request.POST)

    def verb(now: datetime) -> str:
        other = case_at(request, community, form.cleaned_data["other"], Right.DECIDE)
        splitting.merge(found, request.user, now, other=other)
        return f"Case {other.pk} is merged into case {found.pk}."

    return do_and_show(request, found, verb, "merge", form)


@require_POST
def correct_severity(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.DECIDE)
    form = forms.Correct(request.POST, auto_id="correct-%s")

    def verb(now: datetime) -> str:
        severity.correct_severity(found, request.user, now, **form.cleaned_data)
        return f"Case {found.pk}: severity {form.cleaned_data['severity'].name.lower()}."

    return do_and_show(request, found, verb, "correct", form)


@require_POST
def reopen_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.REOPEN)
    form = forms.Reopen(request.POST, auto_id="reopen-%s")
    return do_and_show(
        request,
        found,
        lambda now: case_actions.reopen(found, request.user, now, why=form.cleaned_data["why"]),
        "reopen",
        form,
        said="Open again, and yours.",
    )


@require_POST
def escalate_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.ESCALATE)
    about = conversation_choices(leading_messages(found))
    form = Escalate(request.POST, auto_id="escalate-%s", teams=found.community.teams.all(), conversations=about)

    def verb(now: datetime) -> str:
        made = escalation_actions.escalate(found, request.user, now, **form.cleaned_data)
        return f"Case {found.pk} is with {made.team}."

    return do_and_show(request, found, verb, "escalate", form)


@require_POST
def undo_in_case(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    found = case_at(request, community, pk, Right.UNDO_OWN)
    return do_and_show(request, found, lambda now: undo_last(found, request.user, now))


def do_and_show(
    request: DeskRequest, found: Case, verb: Verb, name: str = "", form: Form | None = None, *, said: str = ""
) -> HttpResponse:
    """Do it and look at this case or the next one, or say why not with what was typed."""
    if form is not None and not form.is_valid():
        return render_case(request, found, status=422, typed={name: form})
    try:
        told = verb(timezone.now()) or said
    except Refused as refused:
        if back := way_back(request):
            messages.error(request, refused.reason)
            return SeeOther(back)
        fresh = case_at(request, found.community.slug, found.pk, Right.OPEN_CASE)
        return render_case(request, fresh, status=409, typed={name: form} if form else {}, refusal=refused.reason)
    undo_at = case_address(found, "case-undo") + Filters.read(request.GET).query()
    messages.success(request, told, extra_tags=f"undo:{undo_at}" if name in WITH_UNDO else "")
    return SeeOther(back) if (back := way_back(request)) else look_on(request, found)


def look_on(request: DeskRequest, found: Case) -> HttpResponse:
    """Lead to the next case when that was asked for, else to the same one."""
    filters = Filters.read(request.GET)
    onward = Neighbours(found, request.user, filters).following if "onward" in request.POST else None
    if onward:
        where = reverse("case", args=[found.community.slug, onward]) + filters.query()
        return HttpResponseClientRedirect(where) if request.htmx else SeeOther(where)
    if request.htmx:
        return render_case(request, case_at(request, found.community.slug, found.pk, Right.OPEN_CASE))
    return SeeOther(case_address(found, "case") + filters.query(thread="all" if is_whole(request) else ""))


def what_is_left(found: Case, closed: bool) -> str:
    """Say that a case stays open, and with how many messages."""
    if closed:
        return ""
    left = len(standing_rows(found))
    return f" It stays open with {left} message{'' if left == 1 else 's'}."


def until_when(found: Case) -> str:
    return f" Undo within {found.community.desk.undo_seconds} s cancels it."


def case_address(found: Case, name: str) -> str:
    return reverse(name, args=[found.community.slug, found.pk])


def render_case(request: DeskRequest, found: Case, *, status: int = 200, **shown: Any) -> HttpResponse:
    """The whole page, or its panes alone when htmx asks."""
    look = Look(Filters.read(request.GET), is_whole(request), answer=request.GET.get("answer", ""), **shown)
    values = case_page(found, request.user, timezone.now(), look)
    template = "panes" if request.htmx else "case"
    return render(request, f"moderation/cases/{template}.html", values, status=status)


def is_whole(request: DeskRequest) -> bool:
    return request.GET.get("thread") == "all"


def of_the_text_shown(found: Case, form: Form) -> dict[str, Any]:
    """The values of a form whose text is still the one that was read."""
    if form.cleaned_data["revision"] != found.message.revision:
        raise Refused("The text was edited while you were reading it. Nothing was sent; this is the new text.")
    return form.cleaned_data
