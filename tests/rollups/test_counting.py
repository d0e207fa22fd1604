"""What counts, on which day, and what does not."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from community.models import Channel, Message
from moderation.cases import actions
from moderation.cases.undo import undo_last
from moderation.models import CaseEvent, DayRollup, User, WorkingHours
from moderation.policy.histogram import Histogram
from moderation.rollups.counting import count_day
from moderation.rollups.packing import unpack_keys
from tests.builders import (
    NOON,
    make_assessment,
    make_case,
    make_channel,
    make_clock,
    make_member,
    make_message,
    make_reply,
)

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def today(channel: Channel, on: date = TODAY) -> DayRollup:
    found = count_day(channel, on)
    assert found
    return found.rollup


def median(channel: Channel, name: str, on: date = TODAY) -> tuple[int, float | None]:
    """How many responses, and the median in minutes."""
    spread = Histogram.of_json(getattr(today(channel, on), name))
    return spread.n, spread.median and pytest.approx(spread.median / 60, rel=0.02)


def test_nothing_is_no_row(reviews: Channel) -> None:
    assert count_day(reviews, TODAY) is None


def test_messages_of_members_and_of_staff_posts_and_replies(reviews: Channel) -> None:
    first = make_message(reactions=4)
    make_reply(first, from_staff=True, reactions=0)
    make_reply(first)
    make_message(removed_at=NOON)
    make_message(channel=make_channel(reviews.community, "forum"))
    made = today(reviews)
    assert (made.member_messages, made.staff_messages, made.posts, made.replies) == (2, 1, 1, 2)
    assert (made.reactions, made.reactions_known) == (4, 2)


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (datetime(2026, 7, 1, 22, 59, 59, 999_999, UTC), False),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 2, 22, 59, 59, 999_999, UTC), True),
        (datetime(2026, 7, 2, 23, 0, tzinfo=UTC), False),
    ],
)
def test_a_day_is_one_of_the_communitys_time_zone(at: datetime, counts: bool, reviews: Channel) -> None:
    make_message(posted_at=at)
    assert (count_day(reviews, date(2026, 7, 2)) is not None) is counts


def test_active_members_are_different_ones_and_not_staff(reviews: Channel) -> None:
    moira, gaz = make_member(), make_member(external_id="gaz")
    for author in (moira, moira, gaz):
        make_message(author=author)
    make_message(author=make_member(external_id="desk"), from_staff=True)
    assert list(unpack_keys(today(reviews).members)) == [moira.pk, gaz.pk]


def test_each_message_of_an_unknown_author_is_a_person_of_its_own(reviews: Channel) -> None:
    first, second = (make_message(author=None, guest_name="Anonymous") for _ in range(2))
    moira = make_message().author
    make_message(author=None, from_staff=True)
    assert list(unpack_keys(today(reviews).members)) == [-second.pk, -first.pk, moira.pk]


def test_sentiment_is_of_members_messages_as_they_read_now(reviews: Channel) -> None:
    for compound in (-0.71, -0.05, -0.0499, 0.6, None):
        make_assessment(make_message(), compound=compound)
    make_assessment(make_message(from_staff=True), compound=-1.0)
    edited = make_message()
    make_assessment(edited, compound=-1.0)
    Message.objects.filter(pk=edited.pk).update(revision=2)
    made = today(reviews)
    assert (made.scored, made.negative, made.not_scored, made.compound_sum) == (4, 2, 1, -0.2099)


@pytest.mark.parametrize(
    ("asked", "answer", "responses"),
    [
        ({}, {}, 1),
        ({}, {"minutes": 0}, 1),
        ({}, {"minutes": -1}, 0),
        ({}, {"from_staff": False}, 0),
        ({}, {"removed_at": NOON}, 0),
        ({"from_staff": True}, {}, 0),
        ({"removed_at": NOON}, {}, 0),
    ],
)
def test_a_reply_is_what_staff_write_to_a_members_message(
    asked: dict[str, Any], answer: dict[str, Any], responses: int, reviews: Channel
) -> None:
    asking = make_message(**asked)
    make_reply(asking, **{"from_staff": True, **answer})
    make_message("No parent.", conversation=asking.conversation, from_staff=True, posted_at=NOON + HOUR)
    assert median(reviews, "every_wall")[0] == responses


def test_every_reply_counts_and_only_the_first_is_first(reviews: Channel) -> None:
    first = make_message()
    make_reply(first, minutes=30, from_staff=True)
    make_reply(make_reply(first, minutes=40), minutes=60, from_staff=True)
    assert median(reviews, "every_wall") == (2, 30)
    assert median(reviews, "first_wall") == (1, 30)


def test_a_response_counts_where_and_when_it_was_given(reviews: Channel) -> None:
    forum = make_channel(reviews.community, "forum")
    first = make_message()
    make_message(channel=forum, parent=first, conversation=first.conversation, from_staff=True, posted_at=NOON + DAY)
    assert median(reviews, "first_wall") == (0, None)
    assert median(forum, "first_wall", TODAY + DAY) == median(forum, "every_wall", TODAY + DAY) == (1, 24 * 60)


def test_a_second_response_on_a_later_day_is_not_first(reviews: Channel) -> None:
    first = make_message()
    make_reply(first, from_staff=True)
    make_reply(first, minutes=24 * 60, from_staff=True)
    assert median(reviews, "first_wall", TODAY + DAY) == (0, None)


@pytest.mark.parametrize(
    ("beginning", "responses"),
    [
        ({}, (1, 60)),
        ({"from_staff": True}, (0, None)),
        ({"removed_at": NOON}, (1, 50)),
        ({"from_staff": True, "removed_at": NOON}, (1, 50)),
    ],
)
def test_a_thread_begins_with_its_earliest_message_that_is_there(
    beginning: dict[str, Any], responses: tuple[int, float | None], reviews: Channel
) -> None:
    first = make_message(**beginning)
    make_reply(first, minutes=10)
    make_reply(first, minutes=60, from_staff=True)
    assert median(reviews, "first_wall") == responses


def test_the_earliest_message_may_hang_below_another(reviews: Channel) -> None:
    first = make_message(from_staff=True, posted_at=NOON)
    make_reply(first, minutes=-30)
    assert median(reviews, "first_wall") == (1, 30)


@pytest.mark.parametrize(("staff_began", "responses"), [(False, (1, 0)), (True, (0, None))])
def test_of_two_at_one_moment_what_the_thread_hangs_on_is_first(
    staff_began: bool, responses: tuple[int, float | None], reviews: Channel
) -> None:
    below = make_message(from_staff=not staff_began)
    began = make_message(from_staff=staff_began)
    Message.objects.filter(pk=below.pk).update(conversation=began.conversation, parent=began)
    make_reply(began, minutes=5, from_staff=True)
    assert median(reviews, "first_wall") == responses


def test_of_two_below_at_one_moment_the_one_stored_first_is_first(reviews: Channel) -> None:
    gone = make_message(removed_at=NOON)
    make_reply(gone, minutes=5)
    make_reply(gone, minutes=5, from_staff=True)
    gone = make_message(removed_at=NOON)
    make_reply(gone, minutes=5, from_staff=True)
    make_reply(gone, minutes=5)
    assert median(reviews, "first_wall") == (1, 0)


def test_of_two_at_one_moment_the_one_stored_first_is_first(reviews: Channel) -> None:
    member = make_message()
    make_reply(member, minutes=0, from_staff=True)
    staff = make_message(from_staff=True)
    make_reply(staff, minutes=0)
    make_reply(staff, minutes=5, from_staff=True)
    assert median(reviews, "first_wall")[0] == 1


def test_working_time_is_that_of_the_communitys_hours(reviews: Channel) -> None:
    WorkingHours.objects.create(community=reviews.community, weekday=0, opens=9 * 60, closes=12 * 60 + 15)
    make_reply(make_message(), from_staff=True)
    assert median(reviews, "first_wall") == median(reviews, "every_wall") == (1, 30)
    assert median(reviews, "first_working") == median(reviews, "every_working") == (1, 15)


@pytest.mark.parametrize("kind", ["action", "reply"])
@pytest.mark.parametrize(
    ("at", "by", "settled"),
    [
        (NOON, NOON, (1, 0)),
        (NOON, NOON - MINUTE, (0, 1)),
        (None, NOON - DAY, (0, 0)),
        (NOON + DAY, NOON, (0, 0)),
    ],
)
def test_a_promise_is_settled_on_the_day_it_was_kept(
    kind: str, at: datetime | None, by: datetime, settled: tuple[int, int], reviews: Channel
) -> None:
    make_clock(make_case(opened_at=NOON - 2 * DAY), kind, by, kept_at=at, kept_as="done" if at else "")
    made = today(reviews)
    assert (getattr(made, f"first_{kind}_met"), getattr(made, f"first_{kind}_missed")) == settled


def test_cases_count_on_the_days_they_were_opened_and_closed(reviews: Channel) -> None:
    make_case(opened_at=NOON - DAY, closed_at=NOON, outcome="closed")
    make_case(opened_at=NOON)
    made = today(reviews)
    assert (made.cases_opened, made.cases_closed) == (1, 1)


def test_decisions_count_by_kind_on_their_day_until_they_are_undone(reviews: Channel, ana: User) -> None:
    for action in ("hide", "hide", "keep"):
        case = make_case()
        actions.decide(case, ana, NOON, action=action, guideline=None, reason="So.", revision=1)
    assert today(reviews).decisions == {"hide": 2, "keep": 1}
    undo_last(case, ana, NOON + DAY)
    CaseEvent.objects.create(case=case, kind="decided", at=NOON + DAY, facts={"action": "warn"})
    assert today(reviews).decisions == {"hide": 2}
    assert today(reviews, TODAY + DAY).decisions == {"warn": 1}


def test_a_day_reads_only_what_an_index_leads_to(reviews: Channel, django_assert_max_num_queries: Any) -> None:
    for minutes in range(40):
        make_reply(make_message(), minutes=minutes, from_staff=True)
    reviews.community  # noqa: B018 - its query is not the count's
    with django_assert_max_num_queries(25):
        today(reviews)
