"""Which days a change marks: its own, those of the responses that it may change, and no others."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.models import Channel
from moderation.models import CaseEvent, StaleDay
from moderation.rollups.stale import case_moments, mark_cases, mark_stale
from tests.builders import make_case, make_channel, make_clock, make_escalation, make_message, make_row
from tests.rollups.feeding import DAY, HOUR, MONDAY, answered, receive, said

pytestmark = pytest.mark.django_db
D = [(MONDAY + number * DAY).date() for number in range(12)]


@pytest.fixture
def forum(reviews: Channel) -> Channel:
    """A thread that was answered on its second day, and again on its fourth."""
    receive(
        reviews,
        said("zip"),
        answered("zip-1", MONDAY + DAY, "zip"),
        answered("zip-2", MONDAY + 3 * DAY, "zip"),
        answered("lost", MONDAY + 5 * DAY, "late"),
    )
    StaleDay.objects.all().delete()
    return reviews


def marked() -> list[date]:
    return sorted(StaleDay.objects.values_list("date", flat=True).distinct())


def test_a_day_is_marked_once_for_many_moments(reviews: Channel) -> None:
    mark_stale([(reviews.pk, MONDAY), (reviews.pk, MONDAY + HOUR), (reviews.pk, None), (0, MONDAY)])
    assert [(each.channel, each.date) for each in StaleDay.objects.all()] == [(reviews, D[0])]


def test_nothing_costs_nothing(db: None, django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(0):
        mark_stale([(1, None)])


@pytest.mark.parametrize(("zone", "day"), [("Europe/London", D[0]), ("Asia/Tokyo", D[1])])
def test_a_day_is_one_of_the_communitys_time_zone(zone: str, day: date, reviews: Channel) -> None:
    type(reviews.community).objects.update(time_zone=zone)
    mark_stale([(reviews.pk, MONDAY + 9 * HOUR)])
    assert marked() == [day]
    assert StaleDay.objects.get().zone == zone


@pytest.mark.parametrize(
    ("change", "days"),
    [
        (said("new", MONDAY + 8 * DAY), [8]),
        # A long thread that lives on: its old responses stay what they are.
        (said("more", MONDAY + 4 * DAY, "zip"), [4]),
        (said("more", MONDAY + 2 * DAY, "zip"), [2, 3]),
        (said("first", MONDAY - HOUR, "zip"), [0, 1, 3]),
        (answered("zip-0", MONDAY + 2 * HOUR, "zip"), [0, 1, 3]),
        (said("late", MONDAY + 4 * DAY), [4, 5]),
        (said("zip", reactions=5), [0]),
        (said("zip", text="The zip held."), [0]),
        (said("zip", deleted=True), [0, 1, 3]),
        (said("zip", MONDAY - 2 * DAY), [-2, 0, 1, 3]),
        (answered("zip-2", MONDAY + 3 * DAY, "zip", deleted=True), [3]),
        # Who turns out to be staff was none before.
        (said("new", MONDAY + 8 * DAY, from_staff=True, author_id="moira"), [8]),
        (answered("zip-1", MONDAY + DAY, "late"), [1, 3]),
        (said("zip"), []),
    ],
)
def test_what_comes_in_marks(change: object, days: list[int], forum: Channel) -> None:
    receive(forum, change, judged=False)  # type: ignore[arg-type]
    assert marked() == [(MONDAY + number * DAY).date() for number in days]


def test_a_response_in_another_channel_is_marked_there(reviews: Channel) -> None:
    elsewhere = make_channel(reviews.community, "forum")
    receive(reviews, said("zip"))
    receive(elsewhere, answered("zip-1", MONDAY + DAY, "zip"))
    StaleDay.objects.all().delete()
    receive(reviews, said("zip", deleted=True), judged=False)
    assert {(each.channel, each.date) for each in StaleDay.objects.all()} == {(reviews, D[0]), (elsewhere, D[1])}


def test_a_change_and_its_marks_are_stored_together(forum: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_rows: object) -> None:
        raise RuntimeError("no marks today")

    monkeypatch.setattr("moderation.rollups.stale.insert_rows", fails)
    with pytest.raises(RuntimeError):
        receive(forum, said("new", MONDAY + 8 * DAY))
    assert not forum.messages.filter(external_id="new").exists()


def test_a_batch_of_many_new_threads_asks_no_more_than_one_of_few(reviews: Channel) -> None:
    def asked(name: str, count: int) -> int:
        records = [said(f"{name}{number}", MONDAY + number * HOUR) for number in range(count)]
        records += [answered(f"{name}{number}-a", MONDAY + DAY, f"{name}{number}") for number in (0, 1)]
        with CaptureQueriesContext(connection) as queries:
            receive(reviews, *records, judged=False)
        return len(queries)

    asked("warm", 2)
    assert asked("many", 100) == asked("few", 3)


def test_a_case_of_thousands_of_copies_marks_the_days_of_all_by_few_of_their_moments(reviews: Channel) -> None:
    type(reviews.community).objects.update(time_zone="Asia/Kathmandu")
    case = make_case(make_message(posted_at=MONDAY))
    # Midnight there is a quarter past six in the evening in UTC, within an hour.
    evening = MONDAY.replace(hour=18, minute=0) + 2 * DAY
    moments = [evening + timedelta(minutes=minute) for minute in range(60)] + [evening + 6 * DAY]
    for at in moments:
        make_row(case, make_message(posted_at=at, removed_at=at), role="copy")
    StaleDay.objects.all().delete()
    told = list(case_moments([case.pk]))
    mark_cases([case.pk])
    assert marked() == [D[0], D[2], D[3], D[8]]
    assert len(told) < 10


def test_each_moment_at_which_a_case_counts_marks_its_day(reviews: Channel) -> None:
    case = make_case(
        make_message(posted_at=MONDAY), opened_at=MONDAY + DAY, closed_at=MONDAY + 2 * DAY, outcome="decided"
    )
    make_clock(case, "action", MONDAY + 3 * DAY, kept_at=MONDAY + 4 * DAY, kept_as="done")
    make_escalation(case, made_at=MONDAY + 5 * DAY)
    CaseEvent.objects.create(case=case, kind="decided", at=MONDAY + 6 * DAY)
    make_row(case, make_message(posted_at=MONDAY + 7 * DAY, removed_at=MONDAY), role="copy")
    StaleDay.objects.all().delete()
    mark_cases([case.pk])
    assert marked() == D[1:8]
