"""What is unknown decides nothing unless it does not matter."""

from itertools import product

import pytest

from moderation.policy.composed.kleene import Known, joined
from moderation.policy.composed.values import Join

YES, NO, WHO_KNOWS = True, False, None


@pytest.mark.parametrize(
    ("join", "values", "least", "expected"),
    [
        (Join.ALL, [YES, YES], 0, YES),
        (Join.ALL, [YES, WHO_KNOWS], 0, WHO_KNOWS),
        (Join.ALL, [NO, WHO_KNOWS], 0, NO),
        (Join.ANY, [NO, WHO_KNOWS], 0, WHO_KNOWS),
        (Join.ANY, [YES, WHO_KNOWS], 0, YES),
        (Join.ANY, [NO, NO], 0, NO),
        (Join.NONE, [NO, NO], 0, YES),
        (Join.NONE, [NO, WHO_KNOWS], 0, WHO_KNOWS),
        (Join.NONE, [YES, WHO_KNOWS], 0, NO),
        (Join.LEAST, [YES, WHO_KNOWS, NO], 2, WHO_KNOWS),
        (Join.LEAST, [YES, WHO_KNOWS, YES], 2, YES),
        (Join.LEAST, [NO, WHO_KNOWS, NO], 2, NO),
    ],
)
def test_the_table(join: Join, values: list[Known], least: int, expected: Known) -> None:
    assert joined(join, values, least) is expected


@pytest.mark.parametrize("join", list(Join))
@pytest.mark.parametrize("least", [1, 2, 3])
def test_unknown_is_what_both_answers_leave_open(join: Join, least: int) -> None:
    """Put yes and no in the place of each unknown: where all give one answer, that is it."""
    for values in product([YES, NO, WHO_KNOWS], repeat=3):
        open_ = [[value] if value is not None else [YES, NO] for value in values]
        answers = {joined(join, each, least) for each in product(*open_)}
        assert joined(join, values, least) is (answers.pop() if len(answers) == 1 else None)
