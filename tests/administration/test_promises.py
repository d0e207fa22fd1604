"""What is promised as of now: by severity and channel, at any hour, by teams, in hours with closed days."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from community.models import Community
from moderation import targets
from moderation.models import ClosedDay, ResponseTarget, Team, WorkingHours
from moderation.policy.clocks import Target
from moderation.policy.hours import ALWAYS, ROUND_THE_CLOCK, Window, due_after
from tests.builders import make_channel, make_community

HOUR = timedelta(hours=1)


def promise(place: Community) -> Any:
    return targets.current_promises({place.pk})[place.pk]


def test_a_target_says_all_that_is_promised(tarnfell: Community) -> None:
    said = {"first_action": 60, "first_reply": 120, "decision": 180, "any_hour": True}
    ResponseTarget.objects.create(community=tarnfell, severity=4, **said)
    assert promise(tarnfell).target(4) == Target(HOUR, 2 * HOUR, 3 * HOUR, None, True)
    assert promise(tarnfell).target(3) == Target()


def test_what_could_not_be_checked_has_one_target_for_every_severity(tarnfell: Community) -> None:
    ResponseTarget.objects.create(community=tarnfell, severity=0, unchecked=60)
    ResponseTarget.objects.create(community=tarnfell, severity=2, first_reply=60)
    assert promise(tarnfell).target(4) == Target(unchecked=HOUR)
    assert promise(tarnfell).target(2) == Target(first_reply=HOUR, unchecked=HOUR)


def test_a_channel_with_its_own_targets_takes_none_from_the_community(tarnfell: Community) -> None:
    forum, reviews = make_channel(tarnfell, "forum"), make_channel(tarnfell, "reviews")
    ResponseTarget.objects.create(community=tarnfell, severity=3, first_action=60, first_reply=60)
    ResponseTarget.objects.create(community=tarnfell, severity=0, unchecked=60)
    ResponseTarget.objects.create(community=tarnfell, channel=forum, severity=3, first_reply=240)
    assert promise(tarnfell).target(3, forum.pk) == Target(first_reply=4 * HOUR)
    assert promise(tarnfell).target(2, forum.pk) == Target()
    assert promise(tarnfell).target(3, reviews.pk) == Target(HOUR, HOUR, unchecked=HOUR)


def test_a_severity_has_one_target_everywhere_and_one_in_a_channel(tarnfell: Community) -> None:
    forum = make_channel(tarnfell, "forum")
    for channel in (None, forum):
        ResponseTarget.objects.create(community=tarnfell, channel=channel, severity=3, first_reply=60)
        with pytest.raises(IntegrityError), transaction.atomic():
            ResponseTarget.objects.create(community=tarnfell, channel=channel, severity=3, first_reply=60)


def test_a_week_has_several_windows_and_closed_days(tarnfell: Community) -> None:
    for weekday, opens, closes in ((0, 780, 1020), (0, 540, 720), (4, 1320, 1800)):
        WorkingHours.objects.create(community=tarnfell, weekday=weekday, opens=opens, closes=closes)
    ClosedDay.objects.create(community=tarnfell, date=date(2026, 12, 25), name="Christmas Day")
    week = targets.week_of(tarnfell)
    assert week == promise(tarnfell).week
    assert week.days == ((Window(540, 720), Window(780, 1020)), (), (), (), (Window(1320, 1800),), (), ())
    assert week.closed == {date(2026, 12, 25)}


def test_a_community_without_hours_rests_on_its_closed_days_alone(tarnfell: Community, emberloom: Community) -> None:
    ClosedDay.objects.create(community=tarnfell, date=date(2026, 12, 25))
    christmas = datetime(2026, 12, 25, 12, tzinfo=UTC)
    assert targets.week_of(tarnfell).days == ROUND_THE_CLOCK
    assert due_after(christmas, HOUR, targets.week_of(tarnfell)) == datetime(2026, 12, 26, 1, tzinfo=UTC)
    assert due_after(christmas, HOUR, targets.week_of(emberloom)) == christmas + HOUR


@pytest.mark.parametrize(("opens", "closes"), [(600, 600), (600, 540), (1440, 1500), (600, 2041)])
def test_a_window_that_goes_nowhere_is_kept_out_of_the_table(tarnfell: Community, opens: int, closes: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkingHours.objects.create(community=tarnfell, weekday=0, opens=opens, closes=closes)


def test_a_team_has_two_targets_in_the_hours_of_its_community_or_at_any(tarnfell: Community) -> None:
    WorkingHours.objects.create(community=tarnfell, weekday=0, opens=540, closes=1020)
    legal, pr = Team.objects.named(tarnfell, "legal"), Team.objects.named(tarnfell, "pr")
    Team.objects.filter(pk=legal.pk).update(acknowledge=60, answer=0)
    Team.objects.filter(pk=pr.pk).update(answer=120, any_hour=True)
    found = targets.team_promises({legal.pk, pr.pk})
    assert found[legal.pk] == (targets.week_of(tarnfell), HOUR, timedelta(), False)
    assert found[pr.pk] == (ALWAYS, None, 2 * HOUR, True)


def test_the_number_of_questions_does_not_grow(tarnfell: Community, django_assert_num_queries: Any) -> None:
    places = [tarnfell, *(make_community(f"place-{number}") for number in range(5))]
    for place in places:
        Team.objects.make_for(place)
        ResponseTarget.objects.create(community=place, channel=make_channel(place), severity=3, decision=60)
    with django_assert_num_queries(3):
        assert len(targets.current_promises({place.pk for place in places})) == 6
    teams = set(Team.objects.values_list("pk", flat=True))
    with django_assert_num_queries(3):
        assert len(targets.team_promises(teams)) == 24


def test_a_new_community_promises_a_decision_on_what_is_grave_and_the_worst_at_any_hour(emberloom: Community) -> None:
    ResponseTarget.objects.filter(community=emberloom).delete()
    Team.objects.make_for(emberloom)
    targets.install_starter_targets(emberloom)
    starter = [promise(emberloom).target(severity) for severity in (4, 3, 2, 1, 0)]
    assert [target.decision is not None for target in starter] == [True, True, True, False, False]
    assert [target.any_hour for target in starter] == [True, False, False, False, False]
    assert {target.unchecked for target in starter} == {24 * HOUR}
    teams = Team.objects.filter(community=emberloom).values_list("acknowledge", "answer")
    assert set(teams) == {(240, 1440)}


def test_who_has_targets_already_keeps_them(tarnfell: Community) -> None:
    ResponseTarget.objects.create(community=tarnfell, severity=4, first_action=15)
    targets.install_starter_targets(tarnfell)
    assert promise(tarnfell).target(4) == Target(HOUR / 4)
    assert set(Team.objects.filter(community=tarnfell).values_list("answer", flat=True)) == {None}
