"""Many people at once: who counts, in which window, and what is still the same crowd."""

from datetime import datetime, timedelta

import pytest

from moderation.policy import gatherings as policy
from moderation.policy.gatherings import Condition, Post
from tests.builders import NOON

MINUTE = timedelta(minutes=1)
TWENTY = Condition(20, 60 * MINUTE)


def posts(count: int, *, every: timedelta = MINUTE, start: datetime = NOON, first: int = 0) -> list[Post]:
    """As many people, each with one message."""
    moments = [start + number * every for number in range(count)]
    return [Post(at, at, first + number) for number, at in enumerate(moments)]


@pytest.mark.parametrize(
    ("people", "every", "holds"),
    [(19, MINUTE, False), (20, MINUTE, True), (20, 3 * MINUTE, True), (20, 4 * MINUTE, False)],
)
def test_so_many_people_within_so_many_minutes(people: int, every: timedelta, holds: bool) -> None:
    assert bool(policy.crowds(posts(people, every=every), TWENTY)) is holds


def test_the_last_minute_itself_still_counts() -> None:
    two = Condition(2, 60 * MINUTE)
    assert policy.crowds([*posts(1), Post(NOON + 60 * MINUTE, NOON, "x")], two)
    assert not policy.crowds([*posts(1), Post(NOON + 60 * MINUTE + timedelta.resolution, NOON, "x")], two)


def test_one_who_writes_much_is_one_person() -> None:
    assert not policy.crowds([Post(NOON + number * MINUTE, NOON, "moira") for number in range(50)], TWENTY)


def test_whoever_left_the_window_is_counted_no_more() -> None:
    early = [Post(NOON, NOON, "early"), Post(NOON, NOON, "early")]
    late = posts(19, start=NOON + 61 * MINUTE, every=timedelta())
    assert not policy.crowds([*early, *late], TWENTY)


def test_it_is_known_when_the_message_came_with_which_it_first_held() -> None:
    delayed = [post._replace(received_at=post.posted_at + 5 * MINUTE) for post in posts(30)]
    crowd = policy.crowds(delayed, TWENTY)[0]
    assert (crowd.began_at, crowd.known_at, crowd.last_at) == (NOON, NOON + 24 * MINUTE, NOON + 29 * MINUTE)
    assert crowd.size == (30, 30)


def test_order_does_not_matter() -> None:
    assert policy.crowds(reversed(posts(30)), TWENTY) == policy.crowds(posts(30), TWENTY)


@pytest.mark.parametrize(("pause", "crowds"), [(30, 1), (59, 1), (61, 2), (600, 2)])
def test_what_goes_on_within_the_minutes_is_one_crowd(pause: int, crowds: int) -> None:
    again = posts(20, start=NOON + (19 + pause) * MINUTE, first=100)
    assert len(policy.crowds([*posts(20), *again], TWENTY)) == crowds


@pytest.mark.parametrize(
    ("author", "guest_name", "who"),
    [(7, "Moira", 7), (None, " Moira ", "moira"), (None, "MOIRA", "moira"), (None, "", policy.NOBODY)],
)
def test_who_a_message_counts_for(author: int | None, guest_name: str, who: object) -> None:
    assert policy.person_of(author, guest_name) == who


def test_all_that_have_no_name_count_as_one() -> None:
    nameless = [Post(NOON, NOON, policy.person_of(None, "")) for _ in range(50)]
    assert not policy.crowds(nameless, Condition(2, 60 * MINUTE))


@pytest.mark.parametrize(
    ("compound", "reports", "bad"),
    [(-0.05, None, True), (-0.04, 0, False), (0.9, 1, True), (None, None, None), (None, 3, True)],
)
def test_what_is_bad(compound: float | None, reports: int | None, bad: bool | None) -> None:
    assert policy.is_bad(compound, reports) is bad


def told(bad: int, fine: int, unreadable: int = 0, unread: int = 0) -> list[Post]:
    said = [True] * bad + [False] * fine + [None] * (unreadable + unread)
    pending = [False] * (bad + fine + unreadable) + [True] * unread
    return [Post(NOON, NOON, number, *each) for number, each in enumerate(zip(said, pending, strict=True))]


@pytest.mark.parametrize(
    ("messages", "holds"),
    [
        (told(10, 10), True),
        (told(9, 11), False),
        (told(1, 1, unreadable=18), True),
        (told(0, 0, unreadable=20), False),
        (told(10, 0, unread=10), True),
        (told(9, 0, unread=11), False),
    ],
)
def test_the_share_is_of_what_can_be_told_and_waits_for_what_is_not_read(messages: list[Post], holds: bool) -> None:
    assert bool(policy.crowds(messages, Condition(20, 60 * MINUTE, 0.5))) is holds


@pytest.mark.parametrize(("delay", "is_news"), [(0, True), (60, True), (61, False), (60 * 24 * 30, False)])
def test_old_posts_that_come_late_are_no_news(delay: int, is_news: bool) -> None:
    late = [post._replace(received_at=post.posted_at + delay * MINUTE) for post in posts(20)]
    assert bool(policy.in_time(late, TWENTY, NOON)) is is_news


def test_what_came_before_the_rule_was_in_force_is_left_alone() -> None:
    assert len(policy.in_time(posts(20), TWENTY, NOON + 10 * MINUTE)) == 10
