"""Targets and hours: what is written, what goes, and that figures are counted again."""

from typing import Any

import pytest

from community.models import Channel, Community
from moderation.administration import desks, targets
from moderation.administration.targets import hours_by_day, targets_of, team_targets_of, week_in_words
from moderation.changes import mark_of_values
from moderation.models import Change, Desk, ResponseTarget, StaleDay, Team, User, WorkingHours
from moderation.policy.hours import Window
from moderation.policy.values import Severity
from moderation.refusal import Refused
from moderation.rollups import refresh
from tests.builders import NOON, make_message

MONDAY_ALONE = ((Window(540, 1440),), *((),) * 6)


def set_targets(place: Community, by: User, **written: Any) -> bool:
    before = targets_of(place)
    return targets.set_targets(place, by, NOON, targets=before | written, seen=mark_of_values(before))


def set_own_targets(channel: Channel, by: User, **written: Any) -> bool:
    before, place = targets_of(channel.community, channel), channel.community
    seen = mark_of_values(before)
    return targets.set_targets(place, by, NOON, targets=before | written, seen=seen, channel=channel)


def set_hours(place: Community, by: User, week: targets.Days) -> bool:
    return targets.set_hours(place, by, NOON, week=week, seen=mark_of_values(week_in_words(hours_by_day(place))))


def test_targets_are_written_by_severity(tarnfell: Community, ada: User) -> None:
    assert set_targets(tarnfell, ada, high_first_action=60, none_first_reply=2880)
    rows = ResponseTarget.objects.values_list("severity", "first_action", "first_reply")
    assert set(rows) == {(3, 60, None), (0, None, 2880)}
    said = Change.objects.get()
    assert (said.subject, said.before) == ("targets", {"high_first_action": None, "none_first_reply": None})
    assert said.after == {"high_first_action": 60, "none_first_reply": 2880}


def test_a_target_without_a_promise_goes(tarnfell: Community, ada: User) -> None:
    set_targets(tarnfell, ada, high_first_action=60)
    assert set_targets(tarnfell, ada, high_first_action=None)
    assert not ResponseTarget.objects.exists()


def test_a_target_of_no_time_at_all_is_one(tarnfell: Community, ada: User) -> None:
    assert set_targets(tarnfell, ada, critical_first_action=0)
    assert targets_of(tarnfell)["critical_first_action"] == 0


def test_hours_are_written_by_weekday_and_go_again(tarnfell: Community, ada: User) -> None:
    assert set_hours(tarnfell, ada, MONDAY_ALONE)
    assert [(row.weekday, row.opens, row.closes) for row in WorkingHours.objects.all()] == [(0, 540, 1440)]
    said = Change.objects.get()
    assert (said.before["monday"], said.after["monday"], said.after["sunday"]) == (
        "round the clock",
        "09:00 to 24:00",
        "closed",
    )
    assert set_hours(tarnfell, ada, ())
    assert not WorkingHours.objects.exists()


def test_nothing_is_written_when_nothing_differs(tarnfell: Community, ada: User) -> None:
    set_hours(tarnfell, ada, MONDAY_ALONE)
    row = WorkingHours.objects.get()
    assert not set_hours(tarnfell, ada, MONDAY_ALONE)
    assert not set_targets(tarnfell, ada)
    assert (WorkingHours.objects.get(), Change.objects.count()) == (row, 1)


def test_what_was_not_seen_is_not_overwritten(tarnfell: Community, ada: User) -> None:
    with pytest.raises(Refused, match="Somebody changed this"):
        targets.set_targets(tarnfell, ada, NOON, targets=targets_of(tarnfell), seen="")
    with pytest.raises(Refused, match="Somebody changed this"):
        targets.set_hours(tarnfell, ada, NOON, week=(), seen="")


def test_other_hours_and_another_time_zone_have_all_days_counted_again(reviews: Channel, ada: User) -> None:
    place = reviews.community
    make_message(channel=reviews)
    StaleDay.objects.create(channel=reviews, date=NOON.date())
    refresh.bring_up_to_date(place)
    set_hours(place, ada, MONDAY_ALONE)
    assert StaleDay.objects.filter(channel=reviews, date=NOON.date()).exists()
    StaleDay.objects.all().delete()
    before = desks.settings_values(place)
    desks.change_community(place, ada, NOON, seen=mark_of_values(before), **before | {"name": "Tarnfell"})
    assert not StaleDay.objects.exists()
    before = desks.settings_values(Community.objects.get(pk=place.pk))
    desks.change_community(place, ada, NOON, seen=mark_of_values(before), **before | {"time_zone": "Pacific/Auckland"})
    assert StaleDay.objects.filter(channel=reviews, date=NOON.date().replace(day=NOON.day + 1)).exists()


def test_in_other_hours_rules_are_asked_about_every_open_case_again(tarnfell: Community, ada: User) -> None:
    assert set_hours(tarnfell, ada, MONDAY_ALONE)
    assert Desk.objects.get().rules_reached == 0


def test_a_channel_gets_its_own_targets_and_gives_them_up(reviews: Channel, ada: User) -> None:
    place = reviews.community
    set_targets(place, ada, high_first_action=60)
    assert set_own_targets(reviews, ada, own=True, high_decision=30, unchecked=45)
    assert ResponseTarget.objects.filter(channel=reviews).count() == len(Severity)
    assert targets_of(place)["high_decision"] is None
    said = Change.objects.first()
    assert (said.name, said.after) == (f"Channel {reviews}", {"own": True, "high_decision": 30, "unchecked": 45})
    assert set_own_targets(reviews, ada, own=False, high_decision=30)
    assert not ResponseTarget.objects.filter(channel=reviews).exists()
    assert targets_of(place)["high_first_action"] == 60
    assert not set_own_targets(reviews, ada, own=False, high_decision=30)


def test_a_channel_may_promise_nothing_on_purpose(reviews: Channel, ada: User) -> None:
    assert set_own_targets(reviews, ada, own=True)
    assert targets_of(reviews.community, reviews)["own"]


def test_a_severity_is_at_any_hour_even_before_it_promises_something(tarnfell: Community, ada: User) -> None:
    assert set_targets(tarnfell, ada, low_any_hour=True)
    assert targets_of(tarnfell)["low_any_hour"]
    assert set_targets(tarnfell, ada, low_any_hour=False)
    assert not ResponseTarget.objects.exists()


def test_a_team_gets_its_two_targets_and_the_record_names_it(tarnfell: Community, ada: User) -> None:
    legal = Team.objects.named(tarnfell, "legal")
    written = {"acknowledge": 60, "answer": None, "any_hour": True}
    seen = mark_of_values(team_targets_of(legal))
    assert targets.set_team_targets(legal, ada, NOON, targets=written, seen=seen)
    assert team_targets_of(Team.objects.get(pk=legal.pk)) == written
    assert (Change.objects.get().name, Change.objects.get().after) == (
        "Team Legal",
        {"acknowledge": 60, "any_hour": True},
    )
    seen = mark_of_values(written)
    assert not targets.set_team_targets(legal, ada, NOON, targets=written, seen=seen)


def test_targets_of_a_team_that_were_not_seen_are_not_overwritten(tarnfell: Community, ada: User, ana: User) -> None:
    legal = Team.objects.named(tarnfell, "legal")
    with pytest.raises(Refused, match="Somebody changed this"):
        targets.set_team_targets(legal, ada, NOON, targets={"answer": 1}, seen="")
    with pytest.raises(Refused, match="no longer an admin"):
        targets.set_team_targets(legal, ana, NOON, targets={"answer": 1}, seen="")


def test_several_windows_and_one_past_midnight_are_written_and_read(tarnfell: Community, ada: User) -> None:
    week = ((Window(540, 720), Window(780, 1020)), *((),) * 3, (Window(1320, 1800),), (), ())
    assert set_hours(tarnfell, ada, week)
    assert hours_by_day(tarnfell) == week
    said = Change.objects.get().after
    assert (said["monday"], said["friday"]) == ("09:00 to 12:00, 13:00 to 17:00", "22:00 to 06:00")
