"""Who waited for an answer, and how many cases stand open."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

DAY = 86_400
# Ages in days from which the second, the third and the last group begin.
OLDER = (1, 3, 7)


class Wait(NamedTuple):
    """A person for whom an answer was promised.

    `age` is how long the oldest unanswered message has waited, in seconds. `by_members` tells whether other members
    answered it.
    """

    person: int
    age: float
    is_due: bool
    is_answered: bool
    by_members: bool


@dataclass(frozen=True, slots=True)
class Ages:
    """Numbers by age, in days."""

    under_1: int = 0
    from_1: int = 0
    from_3: int = 0
    from_7: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """The `people` who waited and whose promise fell due.

    Of those whom staff never answered, `by_members` were answered by others, and `oldest_seconds` is the longest wait.
    Those `not_yet_due` are beside them.
    """

    people: int
    never_answered: int
    share: float | None
    by_members: int
    oldest_seconds: float | None
    ages: Ages
    not_yet_due: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """The cases that stand open at the end of a day, and their ages.

    `late_now` is of promises, and None for a day.
    """

    open: int | None = None
    ages: Ages = Ages()
    late_now: int | None = None


class Cohort(NamedTuple):
    """The cases of one channel that were opened on a day, by the day on which they were closed.

    Those that stand open are under None.
    """

    channel: int
    opened: date
    closed: Mapping[date | None, int]


def ages_of(days: Iterable[float]) -> Ages:
    """Group ages that are given in days."""
    numbers = [0] * (len(OLDER) + 1)
    for each in days:
        numbers[sum(each >= limit for limit in OLDER)] += 1
    return Ages(*numbers)


def waiting_figures(waits: Iterable[Wait]) -> Waiting:
    """Fold what was promised to people, each of whom counts once.

    Whoever was answered once in these days was not left without an answer.
    """
    due, undue, answered = dict[int, Wait](), set[int](), set[int]()
    for each in waits:
        if each.is_answered:
            answered.add(each.person)
        if not each.is_due:
            undue.add(each.person)
        elif each.person not in due or is_more(each, due[each.person]):
            due[each.person] = each
    never = [each for each in due.values() if each.person not in answered]
    return Waiting(
        people=len(due),
        never_answered=len(never),
        share=len(never) / len(due) if due else None,
        by_members=sum(each.by_members for each in never),
        oldest_seconds=max((each.age for each in never), default=None),
        ages=ages_of(each.age / DAY for each in never),
        not_yet_due=len(undue - due.keys() - answered),
    )


def is_more(wait: Wait, than: Wait) -> bool:
    """Tell whether a wait says more of a person than another does, as the longest unanswered one does."""
    return (not wait.is_answered, wait.age) > (not than.is_answered, than.age)


def backlogs(start: date, end: date, cohorts: Iterable[Cohort]) -> dict[date, Backlog]:
    """Return what stood open at the end of each of these days.

    A case of that day is under a day old, and one of the day before under two.
    """
    # What begins and ends to stand open on each day, by age, so that a case costs the same however long it stands.
    steps = [[0] * ((end - start).days + 2) for _ in range(len(OLDER) + 1)]
    for each in cohorts:
        for closed, number in each.closed.items():
            for age, (begins, ends) in enumerate(ages_passed(each.opened, closed)):
                first, last = max(begins, start), min(ends, end + ONE)
                if first < last:
                    steps[age][(first - start).days] += number
                    steps[age][(last - start).days] -= number
    by_age = list(zip(*map(accumulate, steps), strict=True))
    return {start + ONE * number: Backlog(sum(ages), Ages(*ages)) for number, ages in enumerate(by_age[:-1])}


def ages_passed(opened: date, closed: date | None) -> Iterator[tuple[date, date]]:
    """Yield the days from and until which a case was of each age."""
    until = closed or date.max
    limits = [0, *OLDER]
    for low, high in zip(limits, [*limits[1:], None], strict=True):
        begins = opened + ONE * low
        yield begins, until if high is None else min(opened + ONE * high, until)


ONE = timedelta(days=1)
