"""What leaves the building: carried out once under its id, tried again when it fails, and said when it cannot be."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from community.connectors.kinds import CONNECTORS
from community.models import Channel, Feed, StubAction
from moderation.cases.undo import undo_last
from moderation.escalations import actions as escalations
from moderation.models import Case, Outbox, User
from moderation.outbox import delivery
from moderation.outbox.carrier import Carrier
from moderation.outbox.carriers import ByHand, ThroughFeed, all_carriers
from moderation.work.errands import clock_from
from tests.builders import NOON, make_channel, make_feed, make_source, make_token
from tests.outbox.decided import hidden

DUE = NOON + timedelta(seconds=10)
LEASE_OVER = DUE + timedelta(seconds=190)


@pytest.fixture
def social(tarnfell: object) -> Channel:
    """A channel whose feed carries things out by itself."""
    channel = make_channel(slug="social")
    channel.feed = make_feed(channel.community)
    channel.save()
    return channel


def carrier_of(channel: Channel) -> Carrier:
    return ThroughFeed(channel.feed) if channel.feed else ByHand()


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The platform of the feed does not answer."""
    monkeypatch.setattr(CONNECTORS["stub"], "carry_out", no_answer)


def no_answer(feed: object, action: object) -> None:
    raise ConnectionError("the platform does not answer")


def test_nothing_leaves_before_the_undo_time_is_over(social: Channel, ana: User) -> None:
    hidden(social, ana)
    assert delivery.deliver_due(DUE - timedelta(seconds=1)) == 0
    assert delivery.deliver_due(DUE) == 1


def test_the_feed_is_told_and_the_case_says_so(social: Channel, ana: User) -> None:
    case, row = hidden(social, ana)
    delivery.deliver_due(DUE)
    row.refresh_from_db()
    told = StubAction.objects.get()
    assert (told.stable_id, told.kind, told.target_external_id) == (row.stable_id, "hide", case.message.external_id)
    assert (row.state, row.done_at) == ("done", case.events.get(kind="delivered").at)
    assert DUE <= row.done_at < LEASE_OVER
    assert case.events.filter(kind="delivered", actor=None).exists()


def test_without_a_feed_it_waits_for_a_person(reviews: Channel, ana: User) -> None:
    _, row = hidden(reviews, ana)
    delivery.deliver_due(DUE)
    row.refresh_from_db()
    assert (row.state, row.done_at, StubAction.objects.count()) == ("to_do", None, 0)


def test_a_row_carried_out_twice_tells_the_platform_once(social: Channel, ana: User) -> None:
    """A sweep that died after telling and before writing is followed by another."""
    _, row = hidden(social, ana)
    carrier_of(social).carry_out(row, DUE)
    delivery.deliver_due(DUE)
    assert StubAction.objects.count() == 1


def test_what_fails_is_tried_again_later(social: Channel, ana: User, broken: None) -> None:
    _, row = hidden(social, ana)
    delivery.deliver_due(DUE)
    row.refresh_from_db()
    assert (row.state, row.tries, row.token) == ("waiting", 1, None)
    assert timedelta(seconds=30) <= row.due_at - DUE < timedelta(seconds=60)
    assert row.error == "ConnectionError: the platform does not answer"


def test_after_five_tries_it_has_failed_and_the_case_says_why(social: Channel, ana: User, broken: None) -> None:
    case, row = hidden(social, ana)
    for hour in range(5):
        delivery.deliver_due(DUE + timedelta(hours=hour))
    row.refresh_from_db()
    assert row.state == "failed"
    assert "does not answer" in case.events.get(kind="failed").why


def done_by_another(_carrier: Carrier, _monkeypatch: pytest.MonkeyPatch) -> None:
    assert delivery.deliver_due(LEASE_OVER) == 1


def held_by_another(carrier: Carrier, _monkeypatch: pytest.MonkeyPatch) -> None:
    assert delivery.lease_rows(carrier, LEASE_OVER)


def failed_with_another(_carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(CONNECTORS["stub"], "carry_out", no_answer)
        assert delivery.deliver_due(LEASE_OVER) == 1


@pytest.mark.parametrize("happens", [done_by_another, held_by_another, failed_with_another])
@pytest.mark.parametrize("is_broken", [False, True])
def test_a_sweep_that_wakes_after_its_lease_writes_nothing(
    social: Channel,
    ana: User,
    monkeypatch: pytest.MonkeyPatch,
    happens: Callable[[Carrier, pytest.MonkeyPatch], None],
    is_broken: bool,
) -> None:
    case, _ = hidden(social, ana)
    carrier = carrier_of(social)
    frozen = delivery.lease_rows(carrier, DUE)
    assert frozen
    happens(carrier, monkeypatch)
    before = [list(rows.values()) for rows in (case.outbox.all(), case.events.all())]
    if is_broken:
        monkeypatch.setattr(CONNECTORS["stub"], "carry_out", no_answer)
    delivery.deliver_rows(frozen, carrier, clock_from(DUE))
    assert [list(rows.values()) for rows in (case.outbox.all(), case.events.all())] == before


def test_a_cancelled_row_is_not_delivered(social: Channel, ana: User) -> None:
    case, _ = hidden(social, ana)
    undo_last(case, ana, NOON)
    assert delivery.deliver_due(DUE) == 0


def test_each_waiting_row_has_one_carrier(social: Channel, reviews: Channel, case: Case, ana: User, lee: User) -> None:
    fetched = make_channel(slug="fetched", source=make_source(name="with a program"))
    make_token(fetched.source)
    for channel in (social, reviews, fetched, make_channel(slug="lost", feed=feed_without_connector(reviews))):
        hidden(channel, ana)
    escalations.escalate(case, ana, NOON, team="pr", asks="May we?")
    carried = [row.pk for carrier in all_carriers() for row in carrier.rows()]
    assert sorted(carried) == sorted(Outbox.objects.values_list("pk", flat=True))


def feed_without_connector(channel: Channel) -> Feed:
    """What a version left behind that had a connector more."""
    return Feed.objects.create(community=channel.community, kind="gone")


def test_what_no_connector_of_this_version_can_carry_out_waits_for_a_person(reviews: Channel, ana: User) -> None:
    _, row = hidden(make_channel(slug="lost", feed=feed_without_connector(reviews)), ana)
    delivery.deliver_due(DUE)
    row.refresh_from_db()
    assert row.state == "to_do"


def test_a_row_waits_under_no_lease_while_another_is_carried_out(
    social: Channel, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        hidden(social, ana)
    held = []
    monkeypatch.setattr(
        CONNECTORS["stub"], "carry_out", lambda *_: held.append(Outbox.objects.exclude(token=None).count())
    )
    assert delivery.deliver_due(DUE) == 3
    assert held == [1, 1, 1]


def test_a_row_that_never_comes_to_an_end_has_failed_after_its_tries(social: Channel, ana: User) -> None:
    case, row = hidden(social, ana)
    for number in range(5):
        assert delivery.lease_rows(carrier_of(social), DUE + timedelta(hours=number))
    delivery.deliver_due(DUE + timedelta(hours=5))
    row.refresh_from_db()
    assert (row.state, row.error) == ("failed", "It was begun 5 times and never came to an end.")
    assert case.events.get(kind="failed").why == row.error


@pytest.mark.parametrize(("bound", "value"), [("SECONDS", 0.0), ("ROWS", 1)])
def test_a_delivery_ends_in_time_and_the_next_one_goes_on(
    social: Channel, ana: User, monkeypatch: pytest.MonkeyPatch, bound: str, value: float
) -> None:
    hidden(social, ana), hidden(social, ana)
    monkeypatch.setattr(delivery, bound, value)
    assert [delivery.deliver_due(DUE) for _ in range(3)] == [1, 1, 0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by how many rows there are")
def test_a_lease_reads_what_waits_and_not_what_was_ever_carried_out(social: Channel) -> None:
    for carrier in all_carriers():
        assert "USING INDEX outbox_waiting" in carrier.rows().due(DUE)[:1].explain()
