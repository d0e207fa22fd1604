"""Health figures: what adds up does, what is not known stays unknown, and no row is lost or counted twice."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.health import (
    Attainment,
    Cases,
    Day,
    Engagement,
    Figures,
    Messages,
    Times,
    Tone,
    by_day,
    figures_by_channel,
    figures_of,
)
from moderation.policy.histogram import Histogram

MONDAY = date(2026, 11, 16)
TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)
SHOP, FORUM = 1, 2
MINUTE, HOUR = 60, 3600

COUNT = st.integers(0, 1000)
HISTOGRAM = st.builds(Histogram.of, st.lists(st.integers(0, 10**6), max_size=5))
DAYS = st.lists(
    st.builds(
        Day,
        st.sampled_from([MONDAY, TUESDAY, WEDNESDAY]),
        st.sampled_from([SHOP, FORUM]),
        member_messages=COUNT,
        staff_messages=COUNT,
        posts=COUNT,
        reactions=COUNT,
        reactions_known=COUNT,
        scored=COUNT,
        compound_sum=st.floats(-1000, 1000),
        cases_opened=COUNT,
        decisions=st.dictionaries(st.sampled_from(["keep", "hide", "warn"]), COUNT),
        first_action_met=COUNT,
        first_reply_missed=COUNT,
        first_wall=HISTOGRAM,
        every_working=HISTOGRAM,
    ),
    max_size=6,
)


def a_day(on: date = MONDAY, channel: int = SHOP, **counts: Any) -> Day:
    return Day(on, channel, **counts)


def took(*seconds: float) -> Histogram:
    return Histogram.of(seconds)


def test_nothing_is_counted_and_nothing_is_claimed_without_rows() -> None:
    figures = figures_of([])
    unknown = Times(0, None, None, None)
    assert figures.messages == Messages(0, 0, 0, None)
    assert figures.sentiment == Tone(0, None, 0, None, 0, None)
    assert figures.response.first.wall == figures.response.every.working == unknown
    assert figures.targets.first_action == figures.targets.first_reply == Attainment(0, 0, None)
    assert figures.engagement == Engagement(0, 0, None, 0, None, None)
    assert (figures.cases, figures.decisions) == (Cases(0, 0), {})


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([a_day(scored=4, compound_sum=-1.0, negative=3)], Tone(4, -0.25, 3, 0.75, 0, 0.0)),
        ([a_day(scored=3, compound_sum=0.9, not_scored=1)], Tone(3, pytest.approx(0.3), 0, 0.0, 1, 0.25)),
        ([a_day(not_scored=5)], Tone(0, None, 0, None, 5, 1.0)),
        ([a_day(member_messages=5)], Tone(0, None, 0, None, 0, None)),
        (
            [a_day(scored=1, compound_sum=1.0), a_day(scored=3, compound_sum=-1.0, negative=3)],
            Tone(4, 0, 3, 0.75, 0, 0),
        ),
    ],
)
def test_sentiment_is_of_what_was_scored(days: list[Day], expected: Tone) -> None:
    assert figures_of(days).sentiment == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([a_day(posts=2, replies=5, reactions=8, reactions_known=7)], Engagement(2, 5, 8, 7, 2.5, 4.0)),
        ([a_day(posts=2, replies=5)], Engagement(2, 5, None, 0, 2.5, None)),
        ([a_day(posts=2, reactions=0, reactions_known=2)], Engagement(2, 0, 0, 2, 0.0, 0.0)),
        ([a_day(replies=5, reactions=3, reactions_known=5)], Engagement(0, 5, 3, 5, None, None)),
        ([a_day(posts=1), a_day(posts=1, reactions=6, reactions_known=1)], Engagement(2, 0, 6, 1, 0.0, 3.0)),
    ],
)
def test_engagement_needs_posts_and_known_reactions(days: list[Day], expected: Engagement) -> None:
    assert figures_of(days).engagement == expected


@pytest.mark.parametrize(
    ("met", "missed", "expected"),
    [(0, 0, Attainment(0, 0, None)), (3, 1, Attainment(4, 3, 0.75)), (0, 2, Attainment(2, 0, 0.0))],
)
def test_attainment_of_each_target(met: int, missed: int, expected: Attainment) -> None:
    action = a_day(first_action_met=met, first_action_missed=missed)
    reply = a_day(first_reply_met=met, first_reply_missed=missed)
    assert figures_of([action]).targets.first_action == figures_of([reply]).targets.first_reply == expected
    assert figures_of([action]).targets.first_reply == Attainment(0, 0, None)


@pytest.mark.parametrize(
    ("field", "times"),
    [
        ("first_wall", lambda figures: figures.response.first.wall),
        ("first_working", lambda figures: figures.response.first.working),
        ("every_wall", lambda figures: figures.response.every.wall),
        ("every_working", lambda figures: figures.response.every.working),
    ],
)
def test_each_clock_has_its_own_times(field: str, times: Callable[[Figures], Times]) -> None:
    figures = figures_of([a_day(**{field: took(MINUTE, MINUTE)}), a_day(TUESDAY, **{field: took(HOUR)})])
    assert times(figures) == Times(3, pytest.approx(MINUTE, rel=0.02), pytest.approx(HOUR, rel=0.02), 1240)
    clocks = (figures.response.first, figures.response.every)
    assert sum(clock.wall.n + clock.working.n for clock in clocks) == 3


def test_a_day_of_which_nothing_is_told_counts_nothing() -> None:
    told = a_day(
        **dict.fromkeys(("posts", "replies", "reactions", "reactions_known", "scored", "compound_sum"), 1),
        **dict.fromkeys(("first_action_met", "first_action_missed", "first_reply_met", "first_reply_missed"), 1),
    )
    assert figures_of([told, a_day(TUESDAY)]) == figures_of([told])


def test_a_median_over_days_is_of_the_answers_not_of_the_days() -> None:
    days = [a_day(first_wall=took(*[MINUTE] * 9)), a_day(TUESDAY, first_wall=took(HOUR)), a_day(WEDNESDAY)]
    assert figures_of(days).response.first.wall.median_seconds == pytest.approx(MINUTE, rel=0.02)


def test_messages_cases_and_decisions_add_up() -> None:
    days = [
        a_day(member_messages=3, staff_messages=1, cases_opened=2, decisions={"keep": 1, "hide": 2}),
        a_day(TUESDAY, FORUM, member_messages=4, cases_closed=1, decisions={"hide": 1, "warn": 1}),
    ]
    figures = figures_of(days, active_members=5)
    assert figures.messages == Messages(8, 7, 1, 5)
    assert figures.cases == Cases(2, 1)
    assert list(figures.decisions.items()) == [("hide", 3), ("keep", 1), ("warn", 1)]


def test_every_asked_for_day_has_figures_in_the_asked_for_order() -> None:
    days = [a_day(TUESDAY, SHOP, posts=1), a_day(TUESDAY, FORUM, posts=2), a_day(WEDNESDAY, posts=9)]
    figures = by_day(days, [TUESDAY, MONDAY])
    assert list(figures) == [TUESDAY, MONDAY]
    assert figures[TUESDAY].engagement.posts == 3
    assert figures[MONDAY] == figures_of([])


def test_every_channel_with_a_row_has_figures() -> None:
    days = [a_day(MONDAY, FORUM, posts=1), a_day(MONDAY, SHOP, posts=2), a_day(TUESDAY, FORUM, posts=4)]
    assert [(channel, each.engagement.posts) for channel, each in figures_by_channel(days).items()] == [
        (SHOP, 2),
        (FORUM, 5),
    ]


@pytest.mark.parametrize(("known", "expected"), [(None, [None, None]), ({MONDAY: 7}, [7, 0]), ({}, [0, 0])])
def test_active_members_of_a_day_are_told_not_added(known: dict[date, int] | None, expected: list[int | None]) -> None:
    figures = by_day([a_day(MONDAY), a_day(TUESDAY)], [MONDAY, TUESDAY], known)
    assert [each.messages.active_members for each in figures.values()] == expected


def test_active_members_of_a_channel_are_told_too() -> None:
    figures = figures_by_channel([a_day(channel=SHOP), a_day(channel=FORUM)], {FORUM: 3})
    assert [each.messages.active_members for each in figures.values()] == [0, 3]


@given(DAYS, st.randoms())
def test_the_order_of_rows_never_shows(days: list[Day], chance: Any) -> None:
    shuffled = days.copy()
    chance.shuffle(shuffled)
    assert figures_of(shuffled) == figures_of(days)


@given(DAYS)
def test_days_and_channels_share_the_whole_among_them(days: list[Day]) -> None:
    whole = figures_of(days)
    for parts in (by_day(days, [MONDAY, TUESDAY, WEDNESDAY]), figures_by_channel(days)):
        assert sum(part.messages.total for part in parts.values()) == whole.messages.total
        assert sum(part.response.first.wall.n for part in parts.values()) == whole.response.first.wall.n
        assert sum(part.targets.first_action.met for part in parts.values()) == whole.targets.first_action.met


@given(DAYS)
def test_a_summary_reads_rows_once_and_leaves_them_as_they_are(days: list[Day]) -> None:
    before = [day.first_wall.as_json() for day in days]
    assert figures_of(iter(days)) == figures_of(days)
    assert [day.first_wall.as_json() for day in days] == before


def test_the_shape_in_json() -> None:
    empty = {"n": 0, "median_seconds": None, "p90_seconds": None, "mean_seconds": None}
    target = {"n": 0, "met": 0, "share": None}
    said = json.loads(json.dumps(figures_of([a_day(decisions={"keep": 1})], active_members=0).as_json()))
    first = {
        "messages": {"total": 0, "members": 0, "staff": 0, "active_members": 0},
        "sentiment": {
            "n": 0,
            "mean": None,
            "negative": 0,
            "negative_share": None,
            "not_scored": 0,
            "not_scored_share": None,
        },
        "response": {
            "first": {"wall": empty, "working": empty},
            "every": {"wall": empty, "working": empty},
        },
        "targets": {"first_action": target, "first_reply": target},
        "engagement": {
            "posts": 0,
            "replies": 0,
            "reactions": None,
            "reactions_known": 0,
            "replies_per_post": None,
            "reactions_per_post": None,
        },
        "cases": {"opened": 0, "closed": 0},
        "decisions": {"keep": 1},
    }
    # What programs read before is unchanged, and what is new stands beside it.
    assert {name: said.pop(name) for name in first} == first
    assert said["waiting"] | {"ages": None} == {
        "people": 0,
        "never_answered": 0,
        "share": None,
        "by_members": 0,
        "oldest_seconds": None,
        "ages": None,
        "not_yet_due": 0,
    }
    assert set(said["promises"]) == {
        *("all", "action", "reply", "next_reply", "decision", "unchecked", "acknowledge", "answer"),
        *("critical", "high", "medium", "low", "none"),
    }
    assert set(said["durations"]) == {
        *("member_wait", "next_reply", "desk", "to_close", "report_to_action", "to_receive"),
    }
    names = {"automated_messages", "promises", "waiting", "backlog", "durations", "revised", "reports", "escalations"}
    assert set(said) == names
