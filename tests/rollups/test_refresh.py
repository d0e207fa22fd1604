"""Marked days are counted again: once each, by one of two, and no change is lost between reading and writing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.models import Channel, Community
from moderation.models import DayRollup, StaleDay, WorkingHours
from moderation.rollups import refresh
from moderation.rollups.refresh import Stale
from moderation.rollups.stale import mark_stale
from tests.builders import NOON, make_case, make_channel, make_clock, make_community, make_message, make_reply
from tests.patience import PATIENCE
from tests.rollups import plainly

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def marked(reviews: Channel) -> Channel:
    """A channel with a message of today, which was not counted yet."""
    make_message(channel=reviews)
    mark_stale([(reviews.pk, NOON)])
    return reviews


def rollup(channel: Channel, on: date = TODAY) -> DayRollup:
    return DayRollup.objects.get(channel=channel, date=on)


def move(channel: Channel, zone: str) -> Community:
    """The community as it is in another time zone, after the change that the settings make."""
    community = Community.objects.get(pk=channel.community_id)
    with transaction.atomic():
        Community.objects.filter(pk=community.pk).update(time_zone=zone)
        refresh.mark_all_days(community, around=2)
    community.refresh_from_db()
    return community


def before_the_write(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let something happen once, after a day was counted and before that is stored."""
    real, acts = refresh.count_day, [act]

    def count(*args: Any) -> DayRollup | None:
        found = real(*args)
        if acts:
            acts.pop()()
        return found

    monkeypatch.setattr(refresh, "count_day", count)


def another_message(channel: Channel) -> None:
    make_message(channel=channel)
    mark_stale([(channel.pk, NOON)])


def test_a_marked_day_is_counted_and_its_marks_are_gone(marked: Channel) -> None:
    mark_stale([(marked.pk, NOON)])
    assert refresh.roll_up(timezone.now()) == 1
    assert rollup(marked).member_messages == 1
    assert not StaleDay.objects.exists()


def test_nothing_marked_nothing_done(marked: Channel) -> None:
    refresh.roll_up(timezone.now())
    assert refresh.roll_up(timezone.now()) == 0
    assert not refresh.recount_day(marked.pk, TODAY)


def test_a_day_on_which_nothing_is_left_has_no_row(marked: Channel) -> None:
    refresh.recount_day(marked.pk, TODAY)
    marked.messages.update(removed_at=NOON)
    mark_stale([(marked.pk, NOON)])
    assert refresh.recount_day(marked.pk, TODAY)
    assert not DayRollup.objects.exists()


def test_what_changes_while_a_day_is_counted_keeps_its_mark(marked: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    before_the_write(monkeypatch, lambda: another_message(marked))
    assert refresh.recount_day(marked.pk, TODAY)
    assert (rollup(marked).member_messages, StaleDay.objects.count()) == (1, 1)
    assert refresh.recount_day(marked.pk, TODAY)
    assert (rollup(marked).member_messages, StaleDay.objects.count()) == (2, 0)


def test_an_older_count_gives_way_to_a_newer_one(marked: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    def overtaken() -> None:
        another_message(marked)
        assert refresh.recount_day(marked.pk, TODAY)

    before_the_write(monkeypatch, overtaken)
    assert not refresh.recount_day(marked.pk, TODAY)
    assert rollup(marked).member_messages == 2


def test_marks_that_were_taken_in_part_stay_for_the_next(marked: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    mark_stale([(marked.pk, NOON)])
    before_the_write(monkeypatch, StaleDay.objects.order_by("pk")[0].delete)
    assert not refresh.recount_day(marked.pk, TODAY)
    assert StaleDay.objects.count() == 1
    assert not DayRollup.objects.exists()


def test_whoever_drains_goes_on_until_the_marks_are_gone(marked: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    mark_stale([(marked.pk, NOON)])
    before_the_write(monkeypatch, StaleDay.objects.order_by("pk")[0].delete)
    refresh.bring_up_to_date(marked.community)
    assert rollup(marked).member_messages == 1
    assert not StaleDay.objects.exists()


def test_only_the_asked_for_community_is_drained(marked: Channel, emberloom: Community) -> None:
    mark_stale([(make_channel(emberloom, "fans").pk, NOON)])
    assert refresh.bring_up_to_date(marked.community) == 1
    assert StaleDay.objects.get().channel.community == emberloom


def test_a_kill_between_counting_and_storing_loses_nothing(marked: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(refresh, "store_counted", killed)
        with pytest.raises(KeyboardInterrupt):
            refresh.recount_day(marked.pk, TODAY)
    assert StaleDay.objects.exists()
    assert refresh.recount_day(marked.pk, TODAY)


def test_the_longest_marked_comes_first_and_a_sweep_has_an_end(
    marked: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    StaleDay.objects.create(channel=marked, date=TODAY - DAY, marked_at=timezone.now() - DAY)
    assert [each.date for each in refresh.stale_days()] == [TODAY - DAY, TODAY]
    monkeypatch.setattr(refresh, "DAYS_A_SWEEP", 1)
    assert refresh.roll_up(timezone.now()) == 1
    assert StaleDay.objects.get().date == TODAY
    monkeypatch.setattr(refresh, "SECONDS_A_SWEEP", 0)
    assert refresh.roll_up(timezone.now()) == 0


@pytest.mark.parametrize(
    ("marked_before", "messages", "waits"),
    [
        ((20 * SECOND, SECOND), 3, True),
        ((20 * SECOND, SECOND), 2, False),
        ((20 * SECOND, 10 * SECOND), 3, False),
        ((59 * SECOND, SECOND), 3, True),
        ((MINUTE, SECOND), 3, False),
    ],
)
def test_a_large_day_waits_while_it_is_written_to(
    marked_before: tuple[timedelta, timedelta],
    messages: int,
    waits: bool,
    reviews: Channel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(refresh, "LARGE", 2)
    for _ in range(messages):
        make_message(channel=reviews)
    now = timezone.now()
    first, last = (now - before for before in marked_before)
    assert Stale(reviews.pk, TODAY, first, last).waits(now) is waits


def test_the_sweep_leaves_a_day_that_waits(marked: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refresh, "LARGE", 0)
    now = timezone.now()
    assert refresh.roll_up(now) == 0
    assert refresh.roll_up(now + MINUTE) == 1


def test_a_day_that_cannot_be_counted_is_logged_and_holds_up_no_other(
    marked: Channel, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    StaleDay.objects.create(channel=marked, date=TODAY - DAY, marked_at=timezone.now() - DAY)
    fails_on(TODAY - DAY, monkeypatch)
    for counted in (1, 0):
        assert refresh.roll_up(timezone.now()) == counted
        assert StaleDay.objects.get().date == TODAY - DAY
    assert caplog.text.count(f"{TODAY - DAY} of channel {marked.pk} could not be counted.") == 2


def test_a_sweep_without_a_database_ends(marked: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    fails_on(TODAY, monkeypatch)
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    with pytest.raises(ValueError, match="no such day"):
        refresh.roll_up(timezone.now())


def fails_on(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    real = refresh.count_day

    def count(channel: Channel, on: date) -> DayRollup | None:
        if on == day:
            raise ValueError("no such day")
        return real(channel, on)

    monkeypatch.setattr(refresh, "count_day", count)


def test_the_newest_days_are_counted_before_those_that_wait_longer(
    reviews: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (40, 1, 30, 2, 0, 3):
        StaleDay.objects.create(channel=reviews, date=TODAY - day * DAY, marked_at=NOON - day * DAY)
    order: list[int] = []
    monkeypatch.setattr(refresh, "count_day", lambda _channel, on: order.append((TODAY - on).days))
    assert refresh.roll_up(NOON) == 6
    assert order == [2, 1, 0, 40, 30, 3]


@pytest.mark.parametrize(("is_anything_older", "newest"), [(True, 1), (False, 2)])
def test_the_newest_days_leave_time_to_the_older_ones(
    is_anything_older: bool, newest: int, reviews: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (0, 1, *([40] if is_anything_older else [])):
        StaleDay.objects.create(channel=reviews, date=TODAY - day * DAY)
    clock = [0.0]
    monkeypatch.setattr(refresh.time, "monotonic", lambda: clock[0])

    def count(_channel: Channel, _on: date) -> None:
        clock[0] += refresh.SECONDS_A_SWEEP / 2

    monkeypatch.setattr(refresh, "count_day", count)
    assert refresh.roll_up(NOON + DAY) == 2
    assert StaleDay.objects.filter(date__gte=TODAY - DAY).count() == 2 - newest


def test_hours_that_change_mark_every_day_again(marked: Channel) -> None:
    make_reply(marked.messages.get(), minutes=24 * 60, from_staff=True)
    mark_stale([(marked.pk, NOON + DAY)])
    refresh.bring_up_to_date(marked.community)
    assert rollup(marked, TODAY + DAY).first_working["microseconds"] == 24 * 3600 * 10**6
    WorkingHours.objects.create(community=marked.community, weekday=0, opens=0, closes=13 * 60)
    assert refresh.mark_all_days(marked.community) == 2
    refresh.bring_up_to_date(marked.community)
    assert rollup(marked, TODAY + DAY).first_working["microseconds"] == 3600 * 10**6


def test_what_is_counted_and_what_is_marked_is_marked_again_and_no_message_read(
    marked: Channel, emberloom: Community
) -> None:
    mark_stale([(make_channel(emberloom, "fans").pk, NOON)])
    refresh.recount_day(marked.pk, TODAY)
    mark_stale([(marked.pk, NOON + DAY), (make_channel(marked.community, "forum").pk, NOON)])
    with CaptureQueriesContext(connection) as asked:
        assert refresh.mark_all_days(marked.community) == 3
    read = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    assert len(read) == 2
    assert ["staleday" in sql for sql in read] == [True, False]
    assert not [sql for sql in read if '"community_message"' in sql or "moderation_case" in sql]
    assert StaleDay.objects.filter(channel=marked, date=TODAY).exists()


@pytest.mark.parametrize("zones", [("Etc/GMT+12", "Pacific/Kiritimati"), ("Pacific/Kiritimati", "Etc/GMT+12")])
@pytest.mark.parametrize("hours", [0, 11, 12])
def test_the_farthest_change_of_time_zone_moves_what_it_moves(
    zones: tuple[str, str], hours: int, reviews: Channel
) -> None:
    Community.objects.update(time_zone=zones[0])
    at = NOON + timedelta(hours=hours)
    make_message(channel=reviews, posted_at=at)
    mark_stale([(reviews.pk, at)])
    for zone in zones:
        community = move(reviews, zone)
        refresh.bring_up_to_date(community)
        assert plainly.rollups(community) == plainly.counted(community)
        assert not StaleDay.objects.exists()


def test_a_mark_that_comes_after_a_change_of_time_zone_is_counted_where_it_belongs(reviews: Channel) -> None:
    community = move(reviews, "Pacific/Kiritimati")
    make_message(channel=reviews)
    # By a batch that began before the change.
    StaleDay.objects.create(channel=reviews, date=TODAY, zone="Europe/London")
    assert refresh.recount_day(reviews.pk, TODAY)
    assert sorted(StaleDay.objects.values_list("date", "zone")) == [
        (TODAY + days * DAY, "Pacific/Kiritimati") for days in (-2, -1, 1, 2)
    ]
    StaleDay.objects.all().delete()
    StaleDay.objects.create(channel=reviews, date=TODAY, zone="Europe/London")
    assert refresh.bring_up_to_date(community) == 5
    assert plainly.rollups(community) == plainly.counted(community) != {}
    assert not StaleDay.objects.exists()


def test_a_mark_of_the_time_zone_as_it_is_marks_nothing_else(marked: Channel) -> None:
    assert StaleDay.objects.get().zone == "Europe/London"
    assert refresh.recount_day(marked.pk, TODAY)
    assert not StaleDay.objects.exists()


@pytest.mark.parametrize("what", ["zone", "hours"])
def test_a_count_by_what_no_longer_holds_gives_way(what: str, marked: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    def change() -> None:
        if what == "zone":
            Community.objects.update(time_zone="Asia/Tokyo")
        else:
            WorkingHours.objects.create(community=marked.community, weekday=0, opens=0, closes=60)

    before_the_write(monkeypatch, change)
    assert not refresh.recount_day(marked.pk, TODAY)
    assert StaleDay.objects.exists()
    assert refresh.recount_day(marked.pk, TODAY)


def test_a_new_time_zone_moves_what_it_moves(marked: Channel) -> None:
    refresh.bring_up_to_date(marked.community)
    community = move(marked, "Pacific/Kiritimati")
    refresh.bring_up_to_date(community)
    assert DayRollup.objects.get().date == TODAY + DAY
    assert plainly.rollups(community) == plainly.counted(community)


def test_a_rebuild_that_is_broken_off_is_finished_by_the_sweep(
    marked: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh.bring_up_to_date(marked.community)
    DayRollup.objects.update(member_messages=99)
    DayRollup.objects.create(community=marked.community, channel=marked, date=TODAY - DAY, posts=7)
    with monkeypatch.context() as broken:
        broken.setattr(refresh, "bring_up_to_date", lambda _community: 0)
        refresh.rebuild_rollups(marked.community)
    assert not DayRollup.objects.exists()
    assert set(StaleDay.objects.values_list("zone", flat=True)) == {"Europe/London"}
    refresh.roll_up(timezone.now())
    assert DayRollup.objects.get().member_messages == 1


def test_a_rebuild_finds_a_day_on_which_nothing_was_done_but_keep_a_promise(reviews: Channel) -> None:
    make_clock(make_case(make_message(channel=reviews)), kept_at=NOON + 2 * DAY, kept_as="platform")
    StaleDay.objects.all().delete()
    refresh.rebuild_rollups(reviews.community)
    assert rollup(reviews, TODAY + 2 * DAY).first_action_missed == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets in one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_a_day_that_is_marked_while_the_time_zone_changes_is_counted_in_the_new_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    channel, was_counted = make_channel(make_community()), Event()
    before_the_write(monkeypatch, was_counted.set)

    def sweep() -> bool:
        try:
            another_message(channel)
            return refresh.recount_day(channel.pk, TODAY)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            community = move(channel, "Pacific/Kiritimati")
            swept = threads.submit(sweep)
            assert was_counted.wait(timeout=PATIENCE)
            with pytest.raises(TimeoutError):
                swept.result(timeout=1)
        assert swept.result(timeout=PATIENCE) is False
    refresh.bring_up_to_date(community)
    assert plainly.rollups(community) == plainly.counted(community) != {}


def test_counting_holds_no_lock(marked: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = len(connection.savepoint_ids)
    depths = []
    real = refresh.count_day
    monkeypatch.setattr(refresh, "count_day", lambda *args: depths.append(len(connection.savepoint_ids)) or real(*args))
    refresh.recount_day(marked.pk, TODAY)
    assert depths == [depth]
