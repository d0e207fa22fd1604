"""How figures are said; unknown is never 0."""

from datetime import date

import pytest

from moderation.policy.hours import ALWAYS, Day, Week, Window
from moderation.rollups import words

NINE_TO_FIVE, SHORT = (Window(540, 1020),), (Window(540, 900),)


def plain(said: str) -> str:
    return said.replace(words.UNBROKEN, " ")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (None, "unknown"),
        (0, "under 1 s"),
        (1, "1 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (1_560, "26 min"),
        (3_599, "1 h"),
        (7_080, "1 h 58 min"),
        (7_260, "2 h 01 min"),
        (48 * 3_600 + 1_800, "49 h"),
        (4_000 * 3_600, "4,000 h"),
    ],
)
def test_durations(seconds: float | None, said: str) -> None:
    assert plain(words.duration_words(seconds)) == said


@pytest.mark.parametrize(
    ("part", "said"),
    [(None, "unknown"), (0, "0 %"), (1, "100 %"), (0.916, "91.6 %"), (0.99999, "99.9 %"), (0.00001, "0.1 %")],
)
def test_shares_that_are_not_all_or_nothing_never_look_like_it(part: float | None, said: str) -> None:
    assert plain(words.share_words(part)) == said


@pytest.mark.parametrize(
    ("say", "value", "said"),
    [
        (words.count_words, None, "unknown"),
        (words.count_words, 0, "0"),
        (words.count_words, 18_204, "18,204"),
        (words.mood_figure, None, "unknown"),
        (words.mood_figure, 0.0, "0.00"),
        (words.mood_figure, -0.1, "−0.10"),
        (words.mood_figure, 0.144, "+0.14"),
        (words.rate_words, None, "unknown"),
        (words.rate_words, 4.831, "4.83"),
        (words.rate_words, 1_234.56, "1,234.6"),
        (words.rate_words, -2.0, "-2.00"),
    ],
)
def test_figures(say: object, value: float | None, said: str) -> None:
    assert say(value) == said  # type: ignore[operator]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((NINE_TO_FIVE,) * 5 + ((),) * 2, "Mon–Fri 09:00–17:00, Europe/London"),
        ((NINE_TO_FIVE,) * 4 + (SHORT, (), ()), "Mon–Thu 09:00–17:00, Fri 09:00–15:00, Europe/London"),
        (((), SHORT, (), SHORT, (), (), ()), "Tue 09:00–15:00, Thu 09:00–15:00, Europe/London"),
        (((Window(0, 1440),),) * 6 + ((),), "Mon–Sat 00:00–24:00, Europe/London"),
        (
            ((Window(540, 720), Window(780, 1020)),) * 2 + ((),) * 5,
            "Mon–Tue 09:00–12:00 and 13:00–17:00, Europe/London",
        ),
        (((),) * 4 + ((Window(1320, 1800),),) * 3, "Fri–Sun 22:00–06:00, Europe/London"),
        (ALWAYS.days, "round the clock"),
    ],
)
def test_working_time_is_said_in_runs_of_equal_days(days: tuple[Day, ...], said: str) -> None:
    assert words.working_time(Week("Europe/London", days)) == said
    closed = Week("Europe/London", days, frozenset({date(2026, 12, 25)}))
    assert words.working_time(closed) == f"{said}, without the closed days"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 10, 24), date(2026, 11, 22), "24 Oct to 22 Nov 2026"),
        (date(2025, 12, 24), date(2026, 1, 22), "24 Dec 2025 to 22 Jan 2026"),
        (date(2026, 11, 22), date(2026, 11, 22), "22 Nov 2026"),
    ],
)
def test_days_are_said_with_no_more_years_than_needed(start: date, end: date, said: str) -> None:
    assert words.days_between(start, end) == said
