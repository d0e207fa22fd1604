"""Who waits counts once, and a backlog is the same however it is added up."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.health.waiting import Ages, Backlog, Cohort, Wait, Waiting, backlogs, waiting_figures

MONDAY = date(2026, 11, 16)
DAY = 86_400.0
MOIRA, GAZ = 1, 2


def wait(
    person: int = MOIRA, age: float = 0.5, *, due: bool = True, answered: bool = False, peer: bool = False
) -> Wait:
    return Wait(person, age * DAY, due, answered, peer)


@pytest.mark.parametrize(
    ("waits", "never", "people", "not_yet_due"),
    [
        ([], 0, 0, 0),
        ([wait()], 1, 1, 0),
        ([wait(answered=True)], 0, 1, 0),
        ([wait(), wait(age=2)], 1, 1, 0),
        ([wait(), wait(answered=True)], 0, 1, 0),
        ([wait(), wait(due=False, answered=True)], 0, 1, 0),
        ([wait(due=False)], 0, 0, 1),
        ([wait(due=False, answered=True)], 0, 0, 0),
        ([wait(due=False), wait()], 1, 1, 0),
        ([wait(), wait(GAZ, due=False)], 1, 1, 1),
    ],
)
def test_a_person_who_waits_counts_once(waits: list[Wait], never: int, people: int, not_yet_due: int) -> None:
    found = waiting_figures(waits)
    assert (found.never_answered, found.people, found.not_yet_due) == (never, people, not_yet_due)


def test_the_longest_unanswered_wait_is_a_persons_age() -> None:
    found = waiting_figures(
        [wait(age=9, answered=True), wait(GAZ, 2), wait(GAZ, 8, peer=True), wait(3, 0.2), wait(4, 3)]
    )
    assert found == Waiting(4, 3, 0.75, 1, 8 * DAY, Ages(1, 0, 1, 1), 0)


@pytest.mark.parametrize(
    ("opened_ago", "ages"),
    [(0, Ages(1)), (1, Ages(0, 1)), (2, Ages(0, 1)), (3, Ages(0, 0, 1)), (6, Ages(0, 0, 1)), (7, Ages(0, 0, 0, 1))],
)
def test_how_old_a_case_is_at_the_end_of_a_day(opened_ago: int, ages: Ages) -> None:
    cohort = Cohort(1, MONDAY - timedelta(days=opened_ago), {None: 1})
    assert backlogs(MONDAY, MONDAY, [cohort]) == {MONDAY: Backlog(1, ages)}


DATES = st.integers(-12, 12).map(lambda number: MONDAY + timedelta(days=number))
CASES = st.lists(st.tuples(DATES, st.none() | st.integers(0, 20)), max_size=12)


@given(CASES)
def test_backlogs_are_the_cases_that_stand_open_counted_one_by_one(cases: list[tuple[date, int | None]]) -> None:
    closed = [(opened, None if after is None else opened + timedelta(days=after)) for opened, after in cases]
    cohorts = [Cohort(1, opened, Counter([until])) for opened, until in closed]
    for day, found in backlogs(MONDAY - timedelta(days=3), MONDAY + timedelta(days=9), cohorts).items():
        old = [(day - opened).days for opened, until in closed if opened <= day and (until is None or until > day)]
        assert found.open == len(old)
        assert found.ages == Ages(
            sum(age < 1 for age in old), sum(1 <= age < 3 for age in old), sum(3 <= age < 7 for age in old),
            sum(age >= 7 for age in old),
        )  # fmt: skip
