"""What a team promises: its clocks begin with the question, and it is reminded once when they are over."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from moderation.cases import actions as case_actions
from moderation.cases.undo import undo_last
from moderation.escalations import actions, reminders, rules
from moderation.models import Case, Clock, Escalation, Outbox, Team, User
from moderation.outbox import delivery
from tests.builders import (
    NOON,
    make_channel,
    make_escalation_rule,
    make_message,
    make_reply,
    make_row,
    make_team,
)
from tests.escalations.ruled import a_case

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def promised(tarnfell: object, lee: User) -> None:
    """Every team acknowledges within an hour and answers within four, at any hour."""
    make_team("legal")
    Team.objects.update(acknowledge=60, answer=240, any_hour=True)


def asked(case: Case, by: User) -> Escalation:
    return actions.escalate(case, by, NOON, team="pr", asks="May we answer this?")


def clocks(**which: Any) -> dict[str, tuple[Any, ...]]:
    found = Clock.objects.filter(**which).order_by("pk")
    return {each.kind: (each.kept_as, each.ended_as) for each in found}


def test_asking_a_team_starts_both_its_clocks(case: Case, ana: User) -> None:
    escalation = asked(case, ana)
    found = Clock.objects.filter(escalation=escalation).order_by("due_by")
    assert [(each.kind, each.due_by - NOON, each.within, each.any_hour) for each in found] == [
        ("acknowledge", HOUR, 60, True),
        ("answer", 4 * HOUR, 240, True),
    ]
    assert {(each.case, each.severity, each.message) for each in found} == {(case, case.severity, case.message)}


@pytest.mark.parametrize(("is_settled", "severity"), [(False, 1), (True, 2)])
def test_they_are_as_grave_as_what_the_team_was_asked_about(
    case: Case, ana: User, is_settled: bool, severity: int
) -> None:
    Case.objects.update(severity=3)
    mild = make_row(case, make_message("Is it safe?", channel=make_channel(case.community, "forum")), severity=1)
    done = {"settled_at": NOON, "settled_as": "closed"}
    make_row(case, make_reply(mild.message, "Is it?", author=case.author), severity=2, **done)
    if is_settled:
        case.rows.filter(pk=mild.pk).update(**done)
    said = {"asks": "May we answer this?", "conversation": mild.message.conversation_id}
    escalation = actions.escalate(case, ana, NOON, team="pr", **said)
    assert set(escalation.clocks.values_list("severity", flat=True)) == {severity}


def test_a_rule_starts_them_too(tarnfell: object) -> None:
    make_escalation_rule(severity_from=1)
    a_case()
    rules.ask_rules(NOON)
    assert set(clocks(escalation__isnull=False)) == {"acknowledge", "answer"}


def test_a_team_without_targets_promises_nothing(case: Case, ana: User) -> None:
    Team.objects.update(acknowledge=None, answer=None)
    asked(case, ana)
    assert clocks() == {}


def test_each_is_kept_by_what_it_promises(case: Case, ana: User, lee: User) -> None:
    escalation = asked(case, ana)
    actions.acknowledge(escalation, lee, NOON + HOUR)
    assert clocks() == {"acknowledge": ("done", ""), "answer": ("", "")}
    actions.answer(escalation, lee, NOON + 2 * HOUR, text="Yes.")
    assert clocks() == {"acknowledge": ("done", ""), "answer": ("done", "")}
    assert Clock.objects.get(kind="acknowledge").kept_at == NOON + HOUR


def test_an_answer_keeps_both(case: Case, ana: User, lee: User) -> None:
    actions.answer(asked(case, ana), lee, NOON + HOUR, text="Yes.")
    assert set(clocks().values()) == {("done", "")}


def test_closing_without_an_answer_ends_them(case: Case, ana: User, lee: User) -> None:
    actions.close(asked(case, ana), lee, NOON + HOUR, why="Nothing to do.")
    assert set(clocks().values()) == {("", "closed")}


def test_undoing_withdraws_them(case: Case, ana: User) -> None:
    asked(case, ana)
    undo_last(case, ana, NOON + SECOND)
    assert set(clocks().values()) == {("", "withdrawn")}


def test_the_team_it_is_handed_on_to_has_clocks_of_its_own(case: Case, ana: User, lee: User) -> None:
    made = actions.hand_on(asked(case, ana), lee, NOON + HOUR, team="legal", why="A threat.")
    assert set(clocks(escalation__team__slug="pr").values()) == {("", "closed")}
    assert set(clocks(escalation=made).values()) == {("", "")}
    assert Clock.objects.get(escalation=made, kind="acknowledge").started_at == NOON + HOUR


def test_one_that_is_asked_again_while_it_has_the_case_keeps_what_runs(case: Case, ana: User, lee: User) -> None:
    actions.escalate(case, ana, NOON, team="legal", asks="Is this a threat?")
    actions.hand_on(asked(case, ana), lee, NOON + HOUR, team="legal", why="A threat.")
    found = Clock.objects.running().filter(escalation__team__slug="legal")
    assert {each.started_at for each in found} == {NOON}


# ── reminders ───────────────────────────────────────────────────────────


@pytest.fixture
def posting(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example.org"


def test_a_team_is_reminded_once_of_each_target(posting: None, case: Case, ana: User) -> None:
    asked(case, ana)
    delivery.deliver_due(NOON + 10 * SECOND)
    assert reminders.remind_teams(NOON + HOUR) == 0
    assert reminders.remind_teams(NOON + HOUR + SECOND) == 1
    assert reminders.remind_teams(NOON + HOUR + SECOND) == 0
    delivery.deliver_due(NOON + HOUR + SECOND)
    assert mail.outbox[1].subject == f"Tarnfell Outdoor: case {case.pk} is overdue"
    assert mail.outbox[1].body.startswith(f"PR has not kept its time for case {case.pk} in Tarnfell Outdoor")
    event = case.events.get(kind="reminded")
    assert (event.facts["kind"], event.facts["team"]) == ("acknowledge", "pr")
    assert reminders.remind_teams(NOON + 5 * HOUR) == 1
    assert Outbox.objects.count() == 3


def test_whoever_was_in_time_is_not_reminded(case: Case, ana: User, lee: User) -> None:
    escalation = asked(case, ana)
    actions.acknowledge(escalation, lee, NOON + HOUR)
    assert reminders.remind_teams(NOON + 2 * HOUR) == 0
    actions.close(escalation, lee, NOON + 2 * HOUR, why="Done.")
    assert reminders.remind_teams(NOON + 5 * HOUR) == 0


def test_what_was_done_since_is_not_mailed(posting: None, case: Case, ana: User, lee: User) -> None:
    escalation = asked(case, ana)
    delivery.deliver_due(NOON + 10 * SECOND)
    reminders.remind_teams(NOON + 2 * HOUR)
    actions.acknowledge(escalation, lee, NOON + 2 * HOUR)
    delivery.deliver_due(NOON + 2 * HOUR)
    assert Outbox.objects.latest("pk").error == "It was done before the reminder left."


def test_nobody_is_reminded_about_a_closed_case(case: Case, ana: User) -> None:
    asked(case, ana)
    case_actions.close(case, ana, NOON + SECOND, why="It was a joke.")
    before = Outbox.objects.count()
    reminders.remind_teams(NOON + 2 * HOUR)
    assert Outbox.objects.count() == before


def test_many_are_reminded_in_as_many_questions_as_few(
    reviews: object, ana: User, django_assert_max_num_queries: Any
) -> None:
    for number in (3, 20):
        for _ in range(number):
            asked(a_case(), ana)
        with django_assert_max_num_queries(9):
            assert reminders.remind_some(NOON + 2 * HOUR) == number


# ── a late answer ───────────────────────────────────────────────────────


def test_a_late_answer_reaches_whoever_closed_the_case(
    posting: None, case: Case, ana: User, ben: User, lee: User
) -> None:
    escalation = asked(case, ana)
    delivery.deliver_due(NOON + 10 * SECOND)
    case_actions.close(case, ben, NOON + HOUR, why="We could not wait.")
    actions.answer(Escalation.objects.get(pk=escalation.pk), lee, NOON + 2 * HOUR, text="Do not answer.")
    delivery.deliver_due(NOON + 2 * HOUR)
    sent = mail.outbox[-1]
    assert (sent.to, sent.subject) == (["ben@example.org"], "Tarnfell Outdoor: PR has answered")
    assert "you worked on it last" in sent.body
    assert "Do not answer" not in str(sent.message())


def test_putting_an_answer_right_is_no_news(posting: None, case: Case, ana: User, lee: User) -> None:
    escalation = asked(case, ana)
    case_actions.close(case, ana, NOON + HOUR, why="We could not wait.")
    for text in ("Do not answer.", "Do not answer yet."):
        actions.answer(Escalation.objects.get(pk=escalation.pk), lee, NOON + 2 * HOUR, text=text)
    assert Outbox.objects.filter(recipient=ana).count() == 1


def test_an_answer_on_an_open_case_is_seen_there(case: Case, ana: User, lee: User) -> None:
    actions.answer(asked(case, ana), lee, NOON + HOUR, text="Yes.")
    assert not Outbox.objects.filter(recipient=ana).exists()


def test_who_has_left_is_not_written_to(case: Case, ana: User, ben: User, lee: User) -> None:
    escalation = asked(case, ana)
    case_actions.close(case, ben, NOON + HOUR, why="We could not wait.")
    ben.memberships.update(ended_at=NOON + HOUR)
    actions.answer(Escalation.objects.get(pk=escalation.pk), lee, NOON + 2 * HOUR, text="No.")
    assert not Outbox.objects.filter(recipient=ben).exists()


def test_after_a_closed_escalation_a_new_finding_asks_again(tarnfell: object, lee: User) -> None:
    make_escalation_rule(severity_from=1)
    case = a_case()
    rules.ask_rules(NOON)
    actions.close(Escalation.objects.get(), lee, NOON + HOUR, why="Done.")
    Case.objects.update(rules_due_at=NOON + HOUR)
    rules.ask_rules(NOON + HOUR)
    assert Escalation.objects.count() == 1
    Case.objects.update(found_at=NOON + 2 * HOUR, rules_due_at=NOON + 2 * HOUR)
    rules.ask_rules(NOON + 2 * HOUR)
    assert [each.state for each in case.escalations.order_by("pk")] == ["closed", "new"]
