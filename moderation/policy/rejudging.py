"""Decides when an open case is judged again, because facts about its message have changed."""

from collections.abc import Iterable
from typing import NamedTuple

from moderation.policy.priority import of_history, of_reach, of_reports, stands_for_reports
from moderation.policy.values import Facts, Term

# In points of the priority. What moves less may wait for the next one.
STEP = 3


class ChangingFacts(NamedTuple):
    """The facts about a message that change while its case is open.

    None means unknown, and `waits` is "private" or "question" while somebody waits for an answer.
    """

    waits: str = ""
    views: int | None = None
    reactions: int | None = None
    reports: int | None = None
    reports_seen: int = 0
    against: int | None = None
    kept: int | None = None


def changing_facts(facts: Facts, waits: str) -> ChangingFacts:
    """Return what is to be kept with a judgement, to compare it with later."""
    return ChangingFacts(
        waits,
        facts.views,
        facts.reactions,
        facts.reports,
        facts.reports_seen,
        facts.author_against,
        facts.author_kept,
    )


def is_to_be_judged_again(was: ChangingFacts, now: ChangingFacts) -> bool:
    """Tell whether facts have changed by a step.

    They have when somebody waits no longer, when many reports put it into the high band or do so no longer, and when
    its reach, its reports or its author's record would move the priority by 3 points.
    """
    if was.waits != now.waits or stands(was) != stands(now):
        return True
    # Nearly always nothing differs, and a weight costs more than to see that.
    return any(
        before != after and abs(weigh(*after) - weigh(*before)) >= STEP
        for weigh, before, after in (
            (reach_of, was[1:3], now[1:3]),
            (reports_of, was[3:4], now[3:4]),
            (history_of, was[5:], now[5:]),
        )
    )


def stands(facts: ChangingFacts) -> bool:
    return stands_for_reports(facts.reports or 0, facts.reports_seen)


def reach_of(views: int | None, reactions: int | None) -> int:
    return sum_of(of_reach(views or 0, reactions or 0))


def reports_of(reports: int | None) -> int:
    return of_reports(reports).value if reports else 0


def history_of(against: int | None, kept: int | None) -> int:
    return sum_of(of_history(against, kept))


def sum_of(terms: Iterable[Term]) -> int:
    return sum(term.value for term in terms)
