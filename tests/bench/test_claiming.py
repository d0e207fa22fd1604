"""Sixteen moderators at one queue, and whether a doubled claim would be seen."""

import pytest

from moderation.bench import claiming
from moderation.cases import actions
from moderation.models import Case, CaseEvent, User
from tests.builders import NOON, make_case, make_user


@pytest.mark.django_db(transaction=True)
def test_everything_is_claimed_and_nothing_twice() -> None:
    people = [make_user(f"m{number}", "moderator") for number in range(4)]
    cases = [make_case() for _ in range(8)]
    claiming.take_all(people)
    assert claiming.not_claimed_once() == 0
    assert CaseEvent.objects.filter(kind="claimed").count() == len(cases)


def test_a_case_that_nobody_claimed_is_seen(case: Case) -> None:
    assert claiming.not_claimed_once() == 1


def test_a_second_claim_in_the_log_is_seen(case: Case, ana: User, ben: User) -> None:
    actions.claim(case, ana, NOON)
    actions.log_event(case, CaseEvent.Kind.CLAIMED, ben, NOON)
    assert claiming.not_claimed_once() == 1


def test_a_holder_whom_the_log_does_not_name_is_seen(case: Case, ana: User, ben: User) -> None:
    actions.claim(case, ana, NOON)
    Case.objects.update(assignee=ben)
    assert claiming.not_claimed_once() == 1


def test_everything_can_be_released_for_another_round(case: Case, ana: User) -> None:
    actions.claim(case, ana, NOON)
    assert claiming.release_all() == 1
    assert Case.objects.filter(assignee=None).exists()
