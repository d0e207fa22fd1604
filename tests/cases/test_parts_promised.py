"""What stays promised where a decision is about some messages of a case only."""

from datetime import datetime, timedelta

import pytest

from community.models import Channel
from moderation.cases import actions
from moderation.cases.clocks import settle_clocks
from moderation.cases.parts import lead_again
from moderation.cases.undo import undo_last
from moderation.models import Case, CaseMessage, Clock, ResponseTarget, User
from tests.builders import NOON, make_assessment, make_case, make_clock, make_message, make_row

HOUR = timedelta(hours=1)
SEEN = NOON + HOUR


@pytest.fixture
def case(reviews: Channel) -> Case:
    """A threat, which somebody has to decide about within four hours."""
    for severity, hours in ((3, 4), (4, 2)):
        ResponseTarget.objects.create(community=reviews.community, severity=severity, decision=hours * 60)
    case = make_case(make_message("My lawyer will write.", external_id="threat"), opened_for=["finding"], severity=3)
    CaseMessage.objects.update(joined_at=NOON)
    make_clock(case, "decision", started_at=NOON, due_by=NOON + 4 * HOUR)
    return case


def further(case: Case, name: str, after: timedelta, severity: int) -> CaseMessage:
    about = {"conversation": case.conversation, "author": case.author, "posted_at": NOON + after}
    message = make_message(f"And {name}.", external_id=name, channel=case.channel, **about)
    fields = {"opened_for": ["finding"], "severity": severity, "joined_at": NOON + after}
    row = make_row(case, message, assessment=make_assessment(message), **fields)
    lead_again(case)
    return row


def hide(case: Case, by: User, *chosen: CaseMessage, at: datetime = SEEN) -> None:
    said = {"guideline": None, "reason": "A threat.", "revision": 1, "chosen": [row.pk for row in chosen]}
    actions.decide(case, by, at, action="hide", **said)


def decisions() -> list[tuple[str, str, float]]:
    """Each promise of a decision: for which message, what became of it, and after how many hours it is or was due."""
    clocks = Clock.objects.filter(kind="decision").select_related("message").order_by("pk")
    became = ((each, each.kept_as or each.ended_as or "runs") for each in clocks)
    return [(each.message.external_id, how, (each.due_by - NOON) / HOUR) for each, how in became]


@pytest.mark.parametrize(("severity", "due"), [(3, 4.5), (4, 2.5)])
def test_what_a_decision_leaves_to_decide_is_promised_as_it_would_be_alone(
    case: Case, ana: User, severity: int, due: float
) -> None:
    further(case, "worse", HOUR / 2, severity)
    hide(case, ana, case.rows.get(message__external_id="threat"))
    assert decisions() == [("threat", "done", 4), ("worse", "runs", due)]
    case.refresh_from_db()
    assert case.due_by == NOON + due * HOUR
    hide(case, ana, case.rows.get(message__external_id="worse"), at=NOON + 3 * HOUR)
    assert decisions() == [("threat", "done", 4), ("worse", "done", due)]


def test_of_several_that_are_left_the_one_that_is_due_first_is_promised(case: Case, ana: User) -> None:
    further(case, "rude", HOUR / 4, 3)
    further(case, "worse", HOUR / 2, 4)
    hide(case, ana, case.rows.get(message__external_id="threat"))
    assert decisions() == [("threat", "done", 4), ("worse", "runs", 2.5)]


def test_a_promise_is_not_kept_by_deciding_about_another_message(case: Case, ana: User) -> None:
    hide(case, ana, further(case, "worse", HOUR / 2, 4))
    assert decisions() == [("threat", "runs", 4)]


def test_what_is_over_leaves_its_promise_to_the_others(case: Case, ana: User) -> None:
    """The first one is deleted, so that the decision about the second keeps what was promised for both."""
    second = further(case, "worse", HOUR / 2, 4)
    case.rows.exclude(pk=second.pk).update(settled_at=NOON + HOUR / 2, settled_as="gone")
    settle_clocks([case.pk], SEEN)
    hide(case, ana, second)
    assert decisions() == [("threat", "done", 4)]


def test_where_nothing_is_left_to_decide_nothing_further_is_promised(case: Case, ana: User) -> None:
    further(case, "question", HOUR / 2, 0)
    CaseMessage.objects.filter(severity=0).update(opened_for=["answer"])
    hide(case, ana, case.rows.get(message__external_id="threat"))
    assert decisions() == [("threat", "done", 4)]


def test_an_undo_forgets_what_was_promised_for_the_rest(case: Case, ana: User) -> None:
    further(case, "worse", HOUR / 2, 4)
    hide(case, ana, case.rows.get(message__external_id="threat"))
    undo_last(case, ana, SEEN)
    assert decisions() == [("threat", "runs", 4)]


@pytest.mark.parametrize(
    ("act", "becomes"), [("close", "closed"), ("keep", "closed"), ("remove", "acted"), ("reply", "runs")]
)
def test_who_asked_behind_a_removed_message_is_still_owed_an_answer(
    case: Case, ana: User, act: str, becomes: str
) -> None:
    CaseMessage.objects.update(opened_for=["finding", "answer"], waits=True)
    asked = further(case, "question", HOUR / 2, 0)
    CaseMessage.objects.filter(pk=asked.pk).update(opened_for=["finding", "answer"], waits=True)
    make_clock(case, "reply", started_at=NOON, due_by=NOON + 8 * HOUR)
    hide(case, ana, case.rows.exclude(pk=asked.pk).get())
    at, decided = NOON + 2 * HOUR, {"guideline": None, "reason": "Rude.", "revision": 1}
    verbs = {
        "close": lambda: actions.close(case, ana, at, why="Seen."),
        "reply": lambda: actions.reply(case, ana, at, text="Yes.", close=True),
    }
    if act == "keep":
        CaseMessage.objects.filter(pk=asked.pk).update(opened_for=["answer"])
    verbs.get(act, lambda: actions.decide(case, ana, at, action=act, **decided))()
    settle_clocks([case.pk], at + HOUR)
    reply = Clock.objects.get(kind="reply")
    assert (reply.kept_as or reply.ended_as or "runs") == becomes
