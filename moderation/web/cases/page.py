"""Gathers all that the screen of one case shows, in a bounded number of queries."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.forms import Form

from moderation.access import Right, rights_of
from moderation.cases.undo import undoable_event
from moderation.models import Assessment, Case, Guideline, Outbox, User
from moderation.models.people import may
from moderation.policy.cases import UNDOABLE
from moderation.policy.decisions import DECISIONS
from moderation.policy.sentiment import CHARACTERS_SCORED, EMOJI_SCORED
from moderation.policy.written import signed
from moderation.targets import week_of
from moderation.web.cases import forms, judging, outside
from moderation.web.cases.author import author_history
from moderation.web.cases.escalated import Escalated, escalations_of_case
from moderation.web.cases.history import Happened, case_history
from moderation.web.cases.neighbours import Neighbours
from moderation.web.cases.thread import conversation_around
from moderation.web.escalations.forms import Escalate
from moderation.web.queue.filters import Filters
from moderation.web.shared import clocks
from moderation.web.shared.present import language_name, priority_band, sentiment_needle
from moderation.web.shared.reach import membership_of

COPIES_SHOWN = 20
# The sweep comes every 5 seconds.
SWEPT_WITHIN = 6


def case_page(
    case: Case,
    user: User,
    now: datetime,
    *,
    filters: Filters,
    whole: bool = False,
    typed: Mapping[str, Form] | None = None,
    refusal: str = "",
    answer: str = "",
) -> dict[str, Any]:
    """The values for the templates. `filters` say where one came from, `typed` are forms to show as they were sent.

    `answer` is the number of an escalation whose answer is to be the reply.
    """
    # What is read already need not be asked for again; the author may have become known since the case was opened.
    case.message.channel = case.channel
    if case.message.author_id == case.author_id:
        case.message.author = case.author
    readings = judging.text_readings(case.message)
    guidelines = Guideline.objects.filter(community=case.community).in_bulk()
    caused = outside.outbox_lines(case, now)
    happened = case_history(case, guidelines, caused)
    around = Neighbours(case, user, filters)
    held = membership_of(user, case.community)
    asked = escalations_of_case(case, held, now, filters)
    return {
        "community": case.community,
        "case": case,
        "now": now,
        "whole": whole,
        "refusal": refusal,
        "conversation": conversation_around(case.message, whole=whole),
        "copies": case.copies.select_related("message__author", "message__channel").order_by("pk")[:COPIES_SHOWN],
        "outside": [line for one in happened for line in one.lines if line.kind != Outbox.Kind.MAIL],
        "look_again": seconds_until_sent(caused),
        "happened": happened,
        "undo": undo_offer(case, user, happened, asked),
        "rights": rights_of(held.role) if held else frozenset(),
        "escalated": asked,
        "author": author_history(case, user),
        "filters": filters,
        "query": filters.query(thread="all" if whole else ""),
        "whole_query": filters.query(thread="all"),
        "following": around.following,
        "preceding": around.preceding,
        "held_by": case.assignee if case.assignee_id != user.pk else None,
        "may_release": may_release(case, user),
        **case_clocks(case, now),
        **judged_parts(case, readings),
        **action_forms(case, guidelines, readings[0], typed or {}, reply_of(asked, answer)),
    }


def reply_of(asked: Escalated, answer: str) -> dict[str, Any]:
    """How the reply is preset. What a team has still to say something about is not closed by the way."""
    return {"text": asked.answer(answer), "close": not asked.waiting}


def case_clocks(case: Case, now: datetime) -> dict[str, Any]:
    """Its clocks, and the hours in which they run."""
    week = week_of(case.community)
    return {"clocks": clocks.case_clock_views(case, now, week), "hours": clocks.hours_in_words(week)}


def may_release(case: Case, user: User) -> bool:
    if case.assignee_id in (None, user.pk):
        return case.assignee_id is not None
    return may(user, Right.RELEASE_OTHERS, case.community)


def seconds_until_sent(caused: Mapping[int, list[outside.Line]]) -> int | None:
    """In how many seconds a waiting row will have gone out, and the page is worth another look."""
    waits = [line.left for lines in caused.values() for line in lines if line.state == line.state.WAITING]
    return max(waits) + SWEPT_WITHIN if waits else None


def judged_parts(case: Case, readings: list[judging.Reading]) -> dict[str, Any]:
    """Why it is here."""
    current, *earlier = readings
    made = current.assessment
    return {
        "current": current,
        "earlier": earlier,
        "pending": judging.pending_assessment(current, case.message),
        "assessment": made,
        "reasons": judging.opening_reasons(case, case.community.desk),
        "entries": judging.priority_account(made.terms) if made else [],
        "band": priority_band(case.priority),
        **score_parts(made),
        "language": language_name(made.language) if made else "",
        "versions": judging.guidelines_found(current.findings),
    }


def score_parts(made: Assessment | None) -> dict[str, Any]:
    """The sentiment's figures, or nothing when there is no score."""
    if made is None or made.compound is None:
        return {}
    return {
        "needle": sentiment_needle(made.compound),
        "mood": judging.mood_word(made.compound),
        "sentiment": signed(made.compound),
        "movers": judging.moving_words(made),
        "characters_scored": f"{CHARACTERS_SCORED:,}",
        "emoji_scored": EMOJI_SCORED,
    }


def action_forms(
    case: Case,
    guidelines: Mapping[int, Guideline],
    current: judging.Reading,
    typed: Mapping[str, Form],
    reply: Mapping[str, Any],
) -> dict[str, Any]:
    """The forms, preset or as they were typed, and what each choice will do."""
    found = judging.guidelines_found(current.findings)
    guideline = found[0].guideline_id if found else None
    preset = {"revision": current.revision, "guideline": guideline, **reply}
    blank = {
        "decide": forms.Decide(initial=preset, auto_id="decide-%s", guidelines=guidelines),
        "reply": forms.Reply(initial=preset, auto_id="reply-%s"),
        "note": forms.Note(auto_id="note-%s"),
        "close": forms.Close(initial=preset, auto_id="close-%s"),
        "reopen": forms.Reopen(auto_id="reopen-%s"),
        "escalate": Escalate(auto_id="escalate-%s"),
    }
    return {
        "forms": {**blank, **typed},
        "decisions": list(DECISIONS.values()),
        "goes_out": outside.how_it_goes_out(
            case.channel,
            case.community.desk.undo_seconds,
            by_program=case.by_program,  # type: ignore[attr-defined]
        ),
        "is_direct": case.channel.is_private or case.message.kind == case.message.Kind.DIRECT,
    }


def undo_offer(case: Case, user: User, happened: list[Happened], asked: Escalated) -> outside.Undo | None:
    if not any(one.event.kind in UNDOABLE for one in happened):
        return None
    event = undoable_event(case, user)
    if event is None:
        return None
    lines = next((one.lines for one in happened if one.event == event), [])
    if event.kind == event.Kind.ESCALATED:
        return outside.undo_of_escalation(event, lines, asked.state(event.facts["escalation"]))
    return outside.undo_of(event, lines)
