import pytest

from community.files.ratings import read_rating
from community.files.wrong import Unclear


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        *((1, 1), (5, 5), (4.5, 4.5), ("3", 3), ("4.5", 4.5), ("4,5", 4.5), (" 2 ", 2), ("'4", 4), ('="4"', 4)),
        *(("4/5", 4), ("4 / 5", 4), ("4.5/5", 4.5), ("8/10", 4), ("1/10", 1), ("80/100", 4), ("4 out of 5", 4)),
        *(
            ("5 stars", 5),
            ("1 star", 1),
            ("4-stars", 4),
            ("4 out of 5 stars", 4),
            ("4.0 of 5 stars", 4),
            ("3 Stars", 3),
        ),
        *(("ONE", 1), ("TWO", 2), ("three", 3), ("Four", 4), ("FIVE", 5), ("FIVE_STARS", 5), ("five stars", 5)),
        *(("★★★★☆", 4), ("★", 1), ("⭐⭐⭐⭐⭐", 5), ("⭐️⭐️", 2), ("★★★", 3)),
        *((True, 5), (False, 1), ("true", 5), ("False", 1), ("Recommended", 5), ("Not Recommended", 1)),
    ],
)
def test_a_rating_is_read_as_platforms_write_it(said: object, expected: float) -> None:
    assert read_rating(said) == expected


@pytest.mark.parametrize(
    "said",
    [0, 6, 10, -1, 0.5, "0", "6", "10", "0/5", "0/10", "6/5", "11/10", "4/0", "4/3", "★★★★★★", "100", float("inf")],
)
def test_a_rating_outside_is_unclear(said: object) -> None:
    with pytest.raises(Unclear, match=r"outside 1 to 5|not a rating"):
        read_rating(said)


@pytest.mark.parametrize(
    "said", ["good", "", "☆☆☆☆☆", "4 5", "-1", [], {}, None, "★" * 5_000_000, float("nan")], ids=str
)
def test_what_is_no_rating_is_unclear(said: object) -> None:
    with pytest.raises(Unclear):
        read_rating(said)
