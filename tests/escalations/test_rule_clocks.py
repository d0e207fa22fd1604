"""A rule that asks for a clock fires once for each, however many a case has of one kind."""

import pytest

from community.models import Community
from moderation.cases import actions as case_actions
from moderation.escalations import actions, rules
from moderation.models import Case, Clock, Escalation, Firing, Outbox, User
from tests.builders import NOON, make_clock, make_copy, make_escalation_rule, make_member, make_message, make_row
from tests.escalations.ruled import HOUR, INSTANT, MINUTE, a_case, causes, due_at

LATE = NOON + HOUR + INSTANT


@pytest.fixture
def case(tarnfell: Community) -> Case:
    """Moira waits for an action until one, and for that of another message until three."""
    case = a_case(action=NOON + HOUR, reply=NOON + 9 * HOUR)
    later = make_message("And my bank.")
    make_row(case, later)
    make_clock(case, "action", NOON + 3 * HOUR, message=later)
    return case


def second(case: Case) -> Clock:
    return case.clocks.filter(kind="action").latest("due_by")


def test_each_clock_of_a_kind_fires_once(case: Case, lee: User) -> None:
    make_escalation_rule(clock="late")
    rules.ask_rules(LATE)
    assert (causes(), due_at(case)) == (["first action late"], NOON + 3 * HOUR + INSTANT)
    for _ in range(2):
        rules.ask_rules(NOON + 3 * HOUR + INSTANT)
        assert causes() == ["first action late"] * 2
        Case.objects.update(rules_due_at=NOON)
    assert Firing.objects.latest("pk").cause == f"first action late #{second(case).pk}"
    # Each is about the conversation of its own message, and both are told.
    texts = ["My lawyer will write.", "And my bank."]
    assert list(Escalation.objects.order_by("pk").values_list("message__text", flat=True)) == texts
    assert Outbox.objects.count() == 2


def test_after_a_closed_escalation_the_next_clock_asks_again(case: Case, lee: User) -> None:
    make_escalation_rule(clock="late")
    case.rows.exclude(message=case.message).update(message=make_message(conversation=case.message.conversation))
    rules.ask_rules(LATE)
    actions.close(Escalation.objects.get(), lee, NOON + 2 * HOUR, why="Done.")
    rules.ask_rules(NOON + 3 * HOUR + INSTANT)
    assert [(one.closed_at is None, one.message) for one in Escalation.objects.order_by("pk")] == [
        (False, case.message),
        (True, case.message),
    ]


@pytest.mark.parametrize(("clock", "passed"), [("late", "first action late"), ("at-risk", "first action at risk")])
def test_what_fired_before_clocks_were_told_apart_fires_no_more_for_its_clock(
    case: Case, lee: User, clock: str, passed: str
) -> None:
    rule = make_escalation_rule(clock=clock)
    rules.ask_rules(LATE)
    Firing.objects.update(cause=passed)
    Case.objects.update(rules_due_at=NOON)
    rules.ask_rules(LATE + MINUTE)
    assert causes() == [passed]
    # It was about the first one alone.
    rules.ask_rules(NOON + 3 * HOUR + INSTANT)
    assert Firing.objects.filter(rule=rule).count() == 2


def test_of_copies_the_one_that_is_due_first_fires(case: Case, lee: User) -> None:
    make_escalation_rule(clock="late")
    case_actions.claim(case, lee, NOON)
    case.clocks.all().delete()
    for number in range(1, 4):
        said = make_message("My lawyer will write.", author=make_member(external_id=f"vera-{number}"))
        make_copy(case, said)
        make_clock(case, "reply", NOON + number * HOUR, message=said)
    rules.ask_rules(NOON + 9 * HOUR)
    first, *_ = Clock.objects.order_by("due_by")
    assert [firing.cause for firing in Firing.objects.all()] == [f"first reply late #{first.pk}"]
    # What the team sees is the case's own conversation.
    assert Escalation.objects.get().message == case.message
