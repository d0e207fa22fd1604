"""A priority's account, drawn."""

import pytest

from moderation.web.cases.judging import RIGHT, ZERO, priority_account


def terms(*values: int) -> list[dict[str, object]]:
    return [{"name": "term", "value": value, "why": "because"} for value in values]


@pytest.mark.parametrize(
    ("values", "bars"),
    [
        ((), []),
        ((0,), [(ZERO, 0)]),
        ((60,), [(ZERO, RIGHT)]),
        ((60, 30), [(ZERO, RIGHT), (ZERO, RIGHT / 2)]),
        ((67, -10), [(ZERO, 67), (ZERO - 10, 10)]),
        ((10, -100), [(ZERO, 2), (0, ZERO)]),
    ],
)
def test_the_bars_of_an_account_share_one_scale_and_stay_in_their_strip(values, bars):
    assert [(entry.x, entry.width) for entry in priority_account(terms(*values))] == bars


def test_figures_carry_their_sign():
    assert [entry.signed for entry in priority_account(terms(5, -4))] == ["+5", "−4"]
