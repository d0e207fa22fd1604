"""An open case is judged again when its facts moved by a step, and not for less."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.priority import priority
from moderation.policy.rejudging import STEP, ChangingFacts, changing_facts, is_to_be_judged_again
from moderation.policy.values import Facts

COUNT = st.none() | st.integers(0, 10**7)
KNOWN = st.builds(
    ChangingFacts,
    waits=st.sampled_from(["", "private", "question"]),
    views=COUNT,
    reactions=st.none() | st.integers(-5, 10**6),
    reports=st.none() | st.integers(0, 300),
    reports_seen=st.integers(0, 30),
    against=st.none() | st.integers(0, 9),
    kept=st.none() | st.integers(0, 9),
)


def as_facts(known: ChangingFacts) -> Facts:
    return Facts(
        "x",
        views=known.views,
        reactions=known.reactions,
        reports=known.reports,
        reports_seen=known.reports_seen,
        author_against=known.against,
        author_kept=known.kept,
    )


@pytest.mark.parametrize(
    ("was", "now", "again"),
    [
        ({}, {}, False),
        ({"waits": "private"}, {"waits": ""}, True),
        ({"waits": "question"}, {"waits": ""}, True),
        ({"views": 100}, {"views": 900}, False),
        ({"views": 100}, {"views": 20_000}, True),
        ({"views": None}, {"views": 100}, True),
        ({"reactions": 3}, {"reactions": 99}, True),
        ({"reports": 1}, {"reports": 2}, True),
        ({"reports": 30}, {"reports": 33}, False),
        ({"reports": 4}, {"reports": 5}, True),
        ({"reports": 6}, {"reports": 6, "reports_seen": 6}, True),
        ({"reports": 59, "reports_seen": 6}, {"reports": 60, "reports_seen": 6}, True),
        ({"against": 0}, {"against": 1}, True),
        ({"against": 3}, {"against": 7}, False),
        ({"against": 0, "kept": 1}, {"against": 0, "kept": 2}, False),
        ({"against": 0, "kept": 0}, {"against": 0, "kept": 2}, True),
    ],
)
def test_a_step(was: dict[str, Any], now: dict[str, Any], again: bool) -> None:
    assert is_to_be_judged_again(ChangingFacts(**was), ChangingFacts(**now)) is again


@given(KNOWN, KNOWN)
def test_what_is_not_judged_again_would_have_moved_little(was: ChangingFacts, now: ChangingFacts) -> None:
    numbers = [priority(as_facts(known), None, [], waits=known.waits)[0] for known in (was, now)]
    if not is_to_be_judged_again(was, now):
        # Three terms, each less than a step.
        assert abs(numbers[0] - numbers[1]) <= 3 * (STEP - 1)


@given(KNOWN)
def test_what_is_kept_with_a_judgement_reads_as_it_was(known: ChangingFacts) -> None:
    assert changing_facts(as_facts(known), known.waits) == known
    assert ChangingFacts(*list(known)) == known
