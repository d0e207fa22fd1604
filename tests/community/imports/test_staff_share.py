"""Of how many authors it is doubted that they are staff."""

import pytest

from community.imports.staff_share import StaffFigures


@pytest.mark.parametrize(
    ("figures", "is_doubtful"),
    [
        # Fewer than five say nothing.
        (StaffFigures(4, 4, 4, 4), False),
        (StaffFigures(5, 5, 0, 0), True),
        (StaffFigures(5, 4, 0, 0), False),
        (StaffFigures(100, 81, 0, 0), True),
        # Half of those who begin conversations are too many, whoever answers.
        (StaffFigures(10, 1, 2, 1), True),
        (StaffFigures(10, 1, 3, 1), False),
        (StaffFigures(10, 0, 0, 0), False),
        (StaffFigures(10, 3, 10, 2, 100, 15), False),
        (StaffFigures(10, 3, 10, 2, 100, 14), True),
        # A channel without staff gives nothing to compare with.
        (StaffFigures(10, 3, 10, 2, 100, 0), False),
    ],
)
def test_the_bounds(figures: StaffFigures, is_doubtful: bool) -> None:
    assert figures.is_doubtful is is_doubtful


def test_the_figures_in_words() -> None:
    assert StaffFigures(10, 9, 7, 6).in_words == (
        "9 of the 10 authors would be staff (90%), 6 of the 7 who begin conversations."
    )
    assert StaffFigures(10, 9, 0, 0, 100, 8).in_words == (
        "9 of the 10 authors would be staff (90%), where so far 8 of 100 authors of the channel are."
    )
