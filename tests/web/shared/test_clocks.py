"""A clock in words: what is left, over or taken, of what, and which hours count."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from moderation.models import Case, User, WorkingHours
from moderation.policy.clocks import Clock, Kind
from moderation.policy.hours import ALWAYS, Week, Window
from moderation.web.shared.clocks import case_clock_views, clock_view, hours_in_words, span_of_time
from tests.builders import NOON, make_clock
from tests.web.shared.markup import page_of

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
OFFICE = Week("UTC", (*[(Window(9 * 60, 17 * 60),)] * 5, (Window(10 * 60, 14 * 60),), ()))


def clock(minutes_stopped: int | None = None, *, cancelled: bool = False) -> Clock:
    """Four hours from Monday noon on."""
    stopped = None if minutes_stopped is None else NOON + minutes_stopped * MINUTE
    return Clock(NOON, NOON + 4 * HOUR, NOON + 3 * HOUR, stopped, cancelled)


@pytest.mark.parametrize(
    ("clock", "minutes", "look", "says"),
    [
        (clock(), 60, "is-ok", "3h left"),
        (clock(), 222, "is-risk", "18m left"),
        (clock(), 240, "is-risk", "0m left"),
        (clock(), 262, "is-late", "22m over"),
        (clock(88), 300, "is-met", "met in 1h 28m"),
        (clock(-8), 300, "is-met", "met before it came here"),
        (clock(250), 300, "is-late", "missed by 10m"),
        (clock(cancelled=True), 10, "is-paused", "closed without a reply"),
    ],
)
def test_what_a_clock_says(clock: Clock, minutes: int, look: str, says: str) -> None:
    drawn = clock_view(Kind.REPLY, clock, NOON + minutes * MINUTE, ALWAYS)
    assert (drawn.look, drawn.says, drawn.of) == (look, says, "of 4h")


def test_only_working_time_is_left() -> None:
    """Due on Tuesday at 11: an hour of Monday evening and the night do not count."""
    drawn = clock_view(Kind.ACTION, Clock(NOON, NOON + 23 * HOUR, NOON + 20 * HOUR), NOON + 7 * HOUR, OFFICE)
    assert (drawn.says, drawn.of) == ("2h left", "of 7h working time")


def test_a_clock_that_ran_out_as_the_desk_closed_is_just_over() -> None:
    closes = NOON + 5 * HOUR
    drawn = clock_view(Kind.ACTION, Clock(NOON, closes, NOON + 4 * HOUR), closes + 2 * HOUR, OFFICE)
    assert (drawn.look, drawn.says) == ("is-late", "just over")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0m"), (0.4, "under 1m"), (59, "59m"), (60, "1h"), (65, "1h 05m"), (99 * 60 + 59, "99h 59m"), (6001, "100h")],
)
def test_a_length_of_time_in_words(minutes: float, words: str) -> None:
    assert span_of_time(minutes * MINUTE) == words


@pytest.mark.parametrize(
    ("week", "words"),
    [
        (ALWAYS, "round the clock"),
        (OFFICE, "Mon to Fri 09:00–17:00, Sat 10:00–14:00, UTC"),
        (Week("UTC", ((Window(0, 1440),), *[()] * 6)), "Mon 00:00–24:00, UTC"),
        (
            Week("UTC", ((Window(540, 720), Window(1320, 1800)), *[()] * 6), frozenset({NOON.date()})),
            "Mon 09:00–12:00 and 22:00–06:00, UTC, without the closed days",
        ),
    ],
)
def test_the_hours_that_count_in_words(week: Week, words: str) -> None:
    assert hours_in_words(week) == words


@pytest.fixture
def promised(case: Case) -> Case:
    make_clock(case, "reply", NOON + 4 * HOUR)
    return case


def test_the_queue_shows_the_clock_that_is_due_first(client: Client, promised: Case, ana: User) -> None:
    client.force_login(ana)
    shown = page_of(client.get(reverse("queue", args=["tarnfell"])))
    assert "first reply, of 4h" in shown
    assert "First reply late: " in shown


def test_a_case_that_was_answered_shows_how_fast(client: Client, promised: Case, ana: User) -> None:
    promised.clocks.update(kept_at=NOON + 18 * MINUTE, kept_as="delivered")
    client.force_login(ana)
    assert "met in 18m" in page_of(client.get(reverse("queue", args=["tarnfell"])))


@pytest.mark.parametrize(
    ("kept_as", "says"),
    [
        ("delivered", "of 4h"),
        ("platform", "of 4h, on the platform"),
        ("by_hand", "of 4h, marked as done by hand"),
    ],
)
def test_a_promise_says_where_it_was_kept_unless_that_was_here(promised: Case, kept_as: str, says: str) -> None:
    promised.clocks.update(kept_at=NOON + 18 * MINUTE, kept_as=kept_as)
    assert [view.of for view in case_clock_views(promised, NOON + HOUR, ALWAYS)] == [says]


def test_the_case_explains_its_clocks(client: Client, promised: Case, ana: User) -> None:
    WorkingHours.objects.create(community=promised.community, weekday=0, opens=540, closes=1020)
    client.force_login(ana)
    shown = page_of(client.get(reverse("case", args=["tarnfell", promised.pk])))
    assert "16 Nov 2026, 16:00 Europe/London" in shown
    assert "Mon 09:00–17:00, Europe/London" in shown


def test_a_case_without_a_promise_says_so(client: Client, case: Case, ana: User) -> None:
    client.force_login(ana)
    assert "No response target holds" in page_of(client.get(reverse("case", args=["tarnfell", case.pk])))
