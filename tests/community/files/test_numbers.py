import pytest

from community.files.numbers import read_count
from community.files.wrong import Unclear

MOST = 2**63 - 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        *((7, 7), (-7, -7), (5.0, 5), ("7", 7), (" 7 ", 7), ("+12.0", 12), ("-3", -3), ("\u22123", -3), ("007", 7)),
        *(
            ("1,234", 1234),
            ("1.234", 1234),
            ("1 234", 1234),
            ("1\u202f234", 1234),
            ("1\u00a0234", 1234),
            ("1'234", 1234),
        ),
        *(("1,234,567", 1234567), ("1.234.567", 1234567), ("1,234.0", 1234), ("1.234,0", 1234), ("12,345", 12345)),
        *(
            ("1.2K", 1200),
            ("1,2k", 1200),
            ("3M", 3_000_000),
            ("1.5m", 1_500_000),
            ("2B", 2 * 10**9),
            ("1,5 Mrd", 15 * 10**8),
        ),
        *(("1,2\u00a0Mio.", 1_200_000), ("1.5 million", 1_500_000), ("12 Tsd.", 12_000), ("1,234,567K", 1_234_567_000)),
        *(
            ("3.4e3", 3400),
            ("1E+6", 1_000_000),
            ("57+", 57),
            ("1.2K+", 1200),
            ("1,000+", 1000),
            ("5.0", 5),
            ("1234.00", 1234),
        ),
        *(('="1234"', 1234), ("'1234", 1234), ("9" * 18, int("9" * 18))),
    ],
)
def test_a_count_is_read_as_people_write_it(said: object, expected: int) -> None:
    assert read_count(said, -MOST, MOST) == expected


@pytest.mark.parametrize(
    "said",
    [
        *(
            "1.5",
            "12,5",
            "1.2345K",
            "0.500",
            "many",
            "57 likes",
            "1,23",
            "1,2345",
            "12 34",
            "1,234.567,8",
            "1.234,567.8",
        ),
        *("٣", "²", "1e", "K", "", "1 K K", "1e99999", "--1", "1,234;5", "[]", "5%", "1234.567"),
        # These could be five or five thousand, and the like.
        *("5.000", "12.000", "1.234K", "1,234K", "1.234e3"),
        *(True, False, None, [], {}, 1.5, float("inf"), float("nan"), "1" * 5_000_000),
    ],
    ids=lambda said: str(said)[:20],
)
def test_what_is_no_whole_number_is_unclear(said: object) -> None:
    with pytest.raises(Unclear, match="not a whole number"):
        read_count(said, -MOST, MOST)


@pytest.mark.parametrize(
    ("said", "low", "high"), [(2**31, 0, 2**31 - 1), (-1, 0, 9), ("9B", 0, 2**31 - 1), ("1e30", 0, MOST)]
)
def test_a_number_that_does_not_fit_is_unclear(said: object, low: int, high: int) -> None:
    with pytest.raises(Unclear, match=f"outside {low:,} to {high:,}"):
        read_count(said, low, high)
