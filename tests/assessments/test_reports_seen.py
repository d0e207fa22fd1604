"""Reports that a person knew of hold a message up no longer, until ten times as many came."""

import pytest

from community.models import Channel, Community, Message
from moderation.assessments import pipeline
from moderation.assessments.looking_over import look_over
from moderation.assessments.reports_seen import reports_seen
from moderation.cases import actions
from moderation.cases.undo import undo_last
from moderation.models import Case, PendingAssessment, User
from tests.builders import NOON, make_message


@pytest.fixture
def reported(reviews: Channel) -> Message:
    message = make_message("Meet me behind the shed and see.", channel=reviews, reports=6)
    PendingAssessment.objects.create(message=message, revision=1)
    pipeline.drain()
    return message


def priority_now() -> int:
    look_over(NOON)
    pipeline.drain()
    return Case.objects.get().priority


def note(case: Case, by: User) -> None:
    actions.note(case, by, NOON, text="They quarrel about a film.")


def keep(case: Case, by: User) -> None:
    actions.decide(case, by, NOON, action="keep", guideline=None, reason="A joke.", revision=1, keep_open=True)


@pytest.mark.parametrize("look", [note, keep])
def test_a_word_of_a_person_ends_the_floor_and_ten_times_as_many_reports_set_it_again(
    reported: Message, ana: User, look: object
) -> None:
    case = Case.objects.get()
    assert case.priority == 75
    look(case, ana)  # type: ignore[operator]
    assert priority_now() < 30
    Message.objects.update(reports=59)
    assert priority_now() < 75
    Message.objects.update(reports=60)
    assert priority_now() == 75


@pytest.mark.parametrize("verb", [actions.claim, actions.release])
def test_who_only_takes_it_has_not_looked(reported: Message, ana: User, verb: object) -> None:
    case = Case.objects.get()
    actions.claim(case, ana, NOON)
    if verb is actions.release:
        actions.release(case, ana, NOON)
    assert priority_now() == 75


def test_a_decision_that_was_undone_is_none(reported: Message, ana: User) -> None:
    case = Case.objects.get()
    keep(case, ana)
    assert reports_seen({reported.pk: 6}) == {reported.pk: 6}
    undo_last(case, ana, NOON)
    assert reports_seen({reported.pk: 6}) == {}


def test_what_the_machine_closes_nobody_has_looked_at(reported: Message) -> None:
    actions.log_event(Case.objects.get(), "closed", None, NOON)
    assert reports_seen({reported.pk: 6}) == {}


def test_what_has_left_a_case_is_not_looked_at_there(reported: Message, ana: User) -> None:
    case = Case.objects.get()
    case.rows.update(left_at=NOON)
    note(case, ana)
    assert reports_seen({reported.pk: 6}) == {}


def test_of_few_reports_nobody_asks(reported: Message, ana: User, django_assert_num_queries: object) -> None:
    note(Case.objects.get(), ana)
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert reports_seen({reported.pk: 4, 99: None}) == {}


def test_what_was_seen_of_another_message_does_not_count(tarnfell: Community, reported: Message, ana: User) -> None:
    other = make_message("Another one.", reports=6)
    note(Case.objects.get(), ana)
    assert reports_seen({other.pk: 6, reported.pk: 6}) == {reported.pk: 6}
