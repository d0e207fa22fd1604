"""Gathers all that the screen of one case shows, in a bounded number of queries."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.forms import Form

from community.models import Message
from moderation.access import Right, rights_of
from moderation.cases.conversations import leading_messages
from moderation.cases.undo import undoable_event
from moderation.models import Assessment, Case, CaseMessage, Guideline, Outbox, User
from moderation.models.people import may
from moderation.policy.cases import UNDOABLE
from moderation.policy.decisions import DECISIONS
from moderation.policy.priority import account_of_case
from moderation.policy.sentiment import CHARACTERS_SCORED, EMOJI_SCORED
from moderation.policy.written import signed
from moderation.targets import week_of
from moderation.web.cases import forms, judging, outside
from moderation.web.cases.author import author_history, recent_messages
from moderation.web.cases.escalated import Escalated, conversation_choices, escalations_of_case
from moderation.web.cases.history import Happened, case_history
from moderation.web.cases.history_seen import told_of
from moderation.web.cases.missed import missed_replies
from moderation.web.cases.neighbours import Neighbours
from moderation.web.cases.parts import case_parts, cases_by_message, others_here
from moderation.web.cases.questions import messages_asked_about
from moderation.web.cases.seen import Sight, sight_of
from moderation.web.cases.thread import conversation_around
from moderation.web.escalations.forms import Escalate
from moderation.web.queue.filters import Filters
from moderation.web.shared import clocks
from moderation.web.shared.order import order_view
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
    held = membership_of(user, case.community)
    sight = sight_of(case, held)
    case = sight.case
    # What is read already need not be asked for again; the author may have become known since the case was opened.
    case.message.channel = case.channel
    if case.message.author_id == case.author_id:
        case.message.author = case.author
    readings = judging.text_readings(case.message)
    guidelines = Guideline.objects.filter(community=case.community).in_bulk()
    rights = rights_of(held.role) if held else frozenset()
    parts = case_parts(case, sight.messages, chosen_before(typed or {}), sight.conversations)
    leading = leading_messages(case) if parts.conversations > 1 else [case.message]
    asked = escalations_of_case(case, held, now, filters, leading=leading, about=sight.conversations)
    return {
        "community": case.community,
        "case": case,
        "now": now,
        "refusal": refusal,
        "copies": copies_shown(case, sight.own) if parts.copies else [],
        "parts": parts,
        "others": others_here(case) if Right.SEE_CASES in rights else [],
        "rights": rights,
        "escalated": asked,
        "held_by": case.assignee if case.assignee_id != user.pk else None,
        "may_release": may_release(case, user),
        **thread_and_author(case, user, sight.messages, whole=whole),
        **record_of_case(case, user, now, sight=sight, guidelines=guidelines, asked=asked, rights=rights),
        **ways_on(case, user, filters, whole=whole),
        **case_clocks(case, now),
        **judged_parts(case, readings),
        **action_forms(case, guidelines, readings[0], typed or {}, reply_of(asked, answer), leading=leading),
    }


def thread_and_author(case: Case, user: User, seen: QuerySet[Message], *, whole: bool) -> dict[str, Any]:
    """The conversation around a case, what is asked about it, and who wrote to us."""
    conversation = conversation_around(case.message, whole=whole, seen=seen)
    recent = recent_messages(case, seen)
    placed = cases_by_message(case, [*(said.message for said in conversation.said), *recent])
    return {
        "whole": whole,
        "conversation": conversation,
        "placed": placed,
        "questions": messages_asked_about(case, conversation, seen),
        "author": author_history(case, user, recent, placed),
    }


def record_of_case(
    case: Case,
    user: User,
    now: datetime,
    *,
    sight: Sight,
    guidelines: Mapping[int, Guideline],
    asked: Escalated,
    rights: Collection[Right],
) -> dict[str, Any]:
    """What happened to a case, as far as it is seen, and what of that went out or can be taken back."""
    caused = outside.outbox_lines(case, now)
    happened = case_history(case, guidelines, asked.team_names, caused)
    if sight.conversations is not None:
        happened = told_of(happened, case, sight.conversations)
        caused = {one.event.pk: one.lines for one in happened}
    return {
        "happened": happened,
        "outside": [line for one in happened for line in one.lines if line.kind not in Outbox.NOTICES],
        "look_again": seconds_until_sent(caused),
        "is_lost": is_reply_lost(caused),
        "missed": missed_replies(case, happened) if Right.REPLY in rights else [],
        "undo": undo_offer(case, user, rights, happened, asked),
    }


def ways_on(case: Case, user: User, filters: Filters, *, whole: bool) -> dict[str, Any]:
    """Where one came from, and the cases beside this one there."""
    around = Neighbours(case, user, filters)
    return {
        "filters": filters,
        "query": filters.query(thread="all" if whole else ""),
        "whole_query": filters.query(thread="all"),
        "following": around.following,
        "preceding": around.preceding,
    }


def copies_shown(case: Case, seen: QuerySet[Message]) -> QuerySet[CaseMessage]:
    copies = (
        case.rows.filter(role=CaseMessage.Role.COPY, left_at=None)
        .filter(Exists(seen.filter(pk=OuterRef("message"))))
        .select_related("message__author", "message__channel")
    )
    return copies.order_by("pk")[:COPIES_SHOWN]


def chosen_before(typed: Mapping[str, Form]) -> list[str] | None:
    """Return what was chosen in a form that is shown again as it was sent."""
    sent = typed.get("decide")
    return list(sent["chosen"].value() or ()) if sent else None


def reply_of(asked: Escalated, answer: str) -> dict[str, Any]:
    """How the reply is preset. What a team has still to say something about is not closed by the way."""
    return {"text": asked.answer(answer), "close": not asked.waiting}


def case_clocks(case: Case, now: datetime) -> dict[str, Any]:
    """Its clocks, and the hours in which they run."""
    week = week_of(case.community)
    return {
        "clocks": clocks.case_clock_views(case, now, week),
        "hours": clocks.hours_in_words(week),
        "order": order_view(case, now, week),
    }


def may_release(case: Case, user: User) -> bool:
    if case.assignee_id in (None, user.pk):
        return case.assignee_id is not None
    return may(user, Right.RELEASE_OTHERS, case.community)


def is_reply_lost(caused: Mapping[int, list[outside.Line]]) -> bool:
    sent = (line for lines in caused.values() for line in lines if line.kind == Outbox.Kind.REPLY)
    return any(line.state == line.state.FAILED for line in sent)


def seconds_until_sent(caused: Mapping[int, list[outside.Line]]) -> int | None:
    """In how many seconds a waiting row will have gone out, and the page is worth another look."""
    waits = [line.left for lines in caused.values() for line in lines if line.state == line.state.WAITING]
    return max(waits) + SWEPT_WITHIN if waits else None


def judged_parts(case: Case, readings: list[judging.Reading]) -> dict[str, Any]:
    """Why it is here."""
    current, *earlier = readings
    made = current.assessment
    account = account_of_case(made.terms, case.priority, case.opened_for) if made else []
    # What a text was judged at, or with a crowd below it what its case stands at.
    is_raised = made is not None and len(account) > len(made.terms)
    summed = made.priority if made and not is_raised else case.priority
    return {
        "current": current,
        "earlier": earlier,
        "pending": judging.pending_assessment(current, case.message),
        "assessment": made,
        "reasons": judging.opening_reasons(case, case.community.desk),
        "entries": judging.priority_account(account),
        "summed": summed,
        "band": priority_band(summed),
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
    *,
    leading: Sequence[Message],
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
        "correct": forms.Correct(initial={"severity": case.severity}, auto_id="correct-%s"),
        "split": forms.Split(auto_id="split-%s"),
        "undelivered": forms.Undelivered(auto_id="undelivered-%s"),
        "escalate": Escalate(auto_id="escalate-%s", conversations=conversation_choices(leading)),
    }
    by_program: bool = case.by_program  # type: ignore[attr-defined]
    return {
        "forms": {**blank, **typed},
        "decisions": list(DECISIONS.values()),
        "goes_out": outside.how_it_goes_out(case.channel, case.community.desk.undo_seconds, by_program=by_program),
        "is_direct": case.channel.is_private or case.message.kind == case.message.Kind.DIRECT,
    }


def undo_offer(
    case: Case, user: User, rights: Collection[Right], happened: list[Happened], asked: Escalated
) -> outside.Undo | None:
    if not any(one.event.kind in UNDOABLE and one.actor for one in happened):
        return None
    event = undoable_event(case, user, rights)
    if event is None:
        return None
    lines = next((one.lines for one in happened if one.event == event), [])
    if event.kind == event.Kind.ESCALATED:
        return outside.undo_of_escalation(event, lines, asked.state(event.facts["escalation"]))
    return outside.undo_of(event, lines)
