"""Gathers all that the screen of one case shows, pane by pane, in a bounded number of queries."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from community.models import Message
from moderation.access import Right
from moderation.models import Case, CaseMessage, Outbox, User
from moderation.web.cases import judging
from moderation.web.cases.acting import (
    forms_and_effects,
    is_reply_lost,
    may_release,
    seconds_until_sent,
    undo_offer,
)
from moderation.web.cases.author import author_history
from moderation.web.cases.missed import missed_replies
from moderation.web.cases.moods import corrected
from moderation.web.cases.neighbours import Neighbours
from moderation.web.cases.parts import others_here
from moderation.web.cases.questions import messages_asked_about
from moderation.web.cases.scene import Look, Scene
from moderation.web.shared import clocks
from moderation.web.shared.order import order_view

COPIES_SHOWN = 20


def case_page(case: Case, user: User, now: datetime, look: Look) -> dict[str, Any]:
    """The values for the templates."""
    scene = Scene(case, user, now, look)
    return {
        **way_here(scene.look),
        **head_of_page(scene),
        **questions_asked(scene),
        **read_pane(scene),
        **judge_pane(scene),
        **act_pane(scene),
    }


def way_here(look: Look) -> dict[str, Any]:
    """Where one came from, and what became of what was sent."""
    return {
        "filters": look.filters,
        "whole": look.whole,
        "refusal": look.refusal,
        "query": look.filters.query(thread="all" if look.whole else ""),
        "whole_query": look.filters.query(thread="all"),
    }


def head_of_page(scene: Scene) -> dict[str, Any]:
    """What the case is, who has it, and the ways to others."""
    case, user = scene.case, scene.user
    around = Neighbours(case, user, scene.look.filters)
    return {
        "community": case.community,
        "case": case,
        "now": scene.now,
        "rights": scene.rights,
        "following": around.following,
        "preceding": around.preceding,
        "held_by": case.assignee if case.assignee_id != user.pk else None,
        "may_release": may_release(case, user),
    }


def questions_asked(scene: Scene) -> dict[str, Any]:
    """What only a person can say of answers and replies."""
    may_reply = Right.REPLY in scene.rights
    return {
        "questions": messages_asked_about(scene.case, scene.conversation, scene.sight.messages),
        "missed": missed_replies(scene.case, scene.happened) if may_reply else [],
        # That of an earlier case is lost too.
        "is_lost": scene.case.reply_lost_at is not None or is_reply_lost(scene.caused),
    }


def read_pane(scene: Scene) -> dict[str, Any]:
    """What was said, and what happened."""
    return {
        "conversation": scene.conversation,
        "copies": copies_shown(scene.case, scene.sight.own) if scene.parts.copies else [],
        "placed": scene.placed,
        "happened": scene.happened,
        "withheld": scene.withheld,
    }


def judge_pane(scene: Scene) -> dict[str, Any]:
    """Why it is here, and who wrote it."""
    may_correct = Right.CORRECT_MOOD in scene.rights
    return {
        **judging.judged_parts(scene.case, scene.readings),
        "corrected": corrected(scene.readings[0].assessment, scene.user) if may_correct else None,
        "author": author_history(scene.case, scene.user, scene.recent, scene.placed),
        "order": order_view(scene.case, scene.now, scene.week),
    }


def act_pane(scene: Scene) -> dict[str, Any]:
    """What was promised, what goes on outside, and what may be done."""
    return {
        "clocks": clocks.case_clock_views(scene.case, scene.now, scene.week),
        "hours": clocks.hours_in_words(scene.week),
        **forms_and_effects(scene),
        "parts": scene.parts,
        "others": others_here(scene.case) if Right.SEE_CASES in scene.rights else [],
        "escalated": scene.escalated,
        "outside": [line for one in scene.happened for line in one.lines if line.kind not in Outbox.NOTICES],
        "look_again": seconds_until_sent(scene.caused),
        "undo": undo_offer(scene),
    }


def copies_shown(case: Case, seen: QuerySet[Message]) -> QuerySet[CaseMessage]:
    copies = (
        case.rows.filter(role=CaseMessage.Role.COPY, left_at=None)
        .filter(Exists(seen.filter(pk=OuterRef("message"))))
        .select_related("message__author", "message__channel")
    )
    return copies.order_by("pk")[:COPIES_SHOWN]
