"""The figures of a community, read from its daily counts alone."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from community.models import Channel, Community
from moderation.models import StaleDay
from moderation.policy.health import Times, figures_of
from moderation.policy.health.waiting import Backlog
from moderation.rollups import report as rollup_report
from tests.builders import MONDAY, make_channel, make_rollup

TUESDAY, WEDNESDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)


@pytest.fixture
def forum(tarnfell: Community) -> Channel:
    return make_channel(tarnfell, "forum", name="Forum")


def test_a_report_adds_up_days_and_channels(tarnfell: Community, reviews: Channel, forum: Channel) -> None:
    make_rollup(reviews, MONDAY, member_messages=3, scored=2, compound_sum=-1.0, first_wall=[60, 60])
    make_rollup(reviews, WEDNESDAY, member_messages=1, first_wall=[3600])
    make_rollup(forum, MONDAY, staff_messages=2)
    found = rollup_report.health_report(tarnfell, MONDAY, WEDNESDAY)
    assert (found.total.messages.total, found.total.sentiment.mean) == (6, -0.5)
    assert found.total.response.first.wall == Times(3, pytest.approx(60, rel=0.02), pytest.approx(3600, rel=0.02), 1240)
    assert [each.messages.total for each in found.by_day.values()] == [5, 0, 1]
    assert {each: figures.messages.total for each, figures in found.by_channel.items()} == {forum: 2, reviews: 4}


def test_every_date_of_the_span_is_there_and_no_other(tarnfell: Community, reviews: Channel) -> None:
    for days in (-1, 0, 2, 3):
        make_rollup(reviews, MONDAY + timedelta(days=days), posts=1)
    found = rollup_report.health_report(tarnfell, MONDAY, WEDNESDAY)
    assert list(found.by_day) == [MONDAY, TUESDAY, WEDNESDAY]
    assert found.total.engagement.posts == 2
    assert found.by_day[TUESDAY] == figures_of([], 0, Backlog(0))


def test_a_member_who_writes_twice_is_one_active_member(tarnfell: Community, reviews: Channel, forum: Channel) -> None:
    make_rollup(reviews, MONDAY, members=[1, 2])
    make_rollup(forum, MONDAY, members=[2, 3])
    make_rollup(reviews, TUESDAY, members=[1])
    found = rollup_report.health_report(tarnfell, MONDAY, TUESDAY)
    assert found.total.messages.active_members == 3
    assert [each.messages.active_members for each in found.by_day.values()] == [3, 1]
    assert {each: figures.messages.active_members for each, figures in found.by_channel.items()} == {
        forum: 2,
        reviews: 2,
    }


def test_a_report_of_one_channel_knows_no_other(tarnfell: Community, reviews: Channel, forum: Channel) -> None:
    make_rollup(reviews, MONDAY, posts=1, members=[1])
    make_rollup(forum, MONDAY, posts=4, members=[2, 3])
    found = rollup_report.health_report(tarnfell, MONDAY, TUESDAY, forum)
    assert (found.total.engagement.posts, found.total.messages.active_members) == (4, 2)
    assert list(found.by_channel) == [forum]


def test_what_another_community_did_is_in_no_figure(tarnfell: Community, emberloom: Community) -> None:
    make_rollup(make_channel(emberloom, "forum"), MONDAY, posts=1)
    found = rollup_report.health_report(tarnfell, MONDAY, MONDAY)
    assert (found.total, found.before) == (figures_of([], 0, Backlog(0)), None)
    assert rollup_report.first_day(tarnfell) is None
    assert list(rollup_report.day_by_day(tarnfell, MONDAY, MONDAY)) == []


def test_the_days_before_are_as_many_and_have_the_figures_of_their_own_report(
    tarnfell: Community, reviews: Channel
) -> None:
    for number in range(1, 5):
        make_rollup(reviews, MONDAY - timedelta(days=number), posts=number, members=[1, number], every_working=[5])
    before = rollup_report.health_report(tarnfell, MONDAY, TUESDAY).before
    own = rollup_report.health_report(tarnfell, MONDAY - timedelta(days=2), MONDAY - timedelta(days=1)).total
    assert before
    assert replace(before, backlog=own.backlog) == own


def test_the_days_of_channels_come_in_order_with_their_own_figures(
    tarnfell: Community, reviews: Channel, forum: Channel
) -> None:
    make_rollup(reviews, TUESDAY, posts=3)
    make_rollup(reviews, MONDAY, posts=2, members=[1, 2])
    make_rollup(forum, MONDAY, posts=1)
    found = [(day, each, f.engagement.posts) for day, each, f, _ in rollup_report.day_by_day(tarnfell, MONDAY, TUESDAY)]
    assert sorted(found[:2], key=lambda row: row[2]) == [(MONDAY, forum, 1), (MONDAY, reviews, 2)]
    assert found[2:] == [(TUESDAY, reviews, 3)]


def test_the_first_day_is_that_of_the_earliest_count(tarnfell: Community, reviews: Channel) -> None:
    make_rollup(reviews, TUESDAY)
    make_rollup(reviews, MONDAY)
    assert rollup_report.first_day(tarnfell) == MONDAY


def test_only_a_mark_of_this_community_leaves_it_behind(
    tarnfell: Community, reviews: Channel, emberloom: Community
) -> None:
    StaleDay.objects.create(channel=make_channel(emberloom, "forum"), date=MONDAY)
    assert not rollup_report.is_behind(tarnfell)
    StaleDay.objects.create(channel=reviews, date=MONDAY)
    assert rollup_report.is_behind(tarnfell)


def test_a_report_takes_few_queries(tarnfell: Community, django_assert_max_num_queries: object) -> None:
    for channel in range(6):
        for days in range(5):
            make_rollup(
                make_channel(tarnfell, f"c{channel}"), MONDAY - timedelta(days=days), posts=1, members=[channel]
            )
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        rollup_report.health_report(tarnfell, MONDAY - timedelta(days=30), MONDAY).as_json()


def test_the_shape_in_json(tarnfell: Community, reviews: Channel) -> None:
    make_rollup(reviews, MONDAY, posts=1, members=[7], first_working=[0.5])
    report = rollup_report.health_report(tarnfell, MONDAY, TUESDAY)
    said = json.loads(json.dumps(report.as_json()))
    assert (said["community"], said["from"], said["to"]) == ("tarnfell", "2026-11-16", "2026-11-17")
    near = pytest.approx(0.5, rel=0.02)
    times = {"n": 1, "median_seconds": near, "p90_seconds": near, "mean_seconds": 0.5}
    assert said["response"]["first"]["working"] == times
    assert [day["date"] for day in said["by_day"]] == ["2026-11-16", "2026-11-17"]
    assert said["by_channel"] == [{"channel": "reviews"} | report.by_channel[reviews].as_json()]
    assert {key: said[key] for key in report.total.as_json()} == json.loads(json.dumps(report.total.as_json()))


@pytest.mark.parametrize(
    ("end", "expected"), [(MONDAY, [MONDAY]), (TUESDAY, [MONDAY, TUESDAY]), (MONDAY - timedelta(days=1), [])]
)
def test_dates_include_both_ends(end: date, expected: list[date]) -> None:
    assert rollup_report.dates_between(MONDAY, end) == expected
