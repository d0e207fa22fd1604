"""What leaves the building: carried out once under its id, tried again when it fails, and said when it cannot be."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from community.models import Channel, StubAction
from moderation.cases import actions
from moderation.cases.undo import undo_last
from moderation.models import Case, Outbox, User
from moderation.outbox import delivery
from moderation.outbox.mail import Post
from tests.builders import NOON, make_case, make_channel, make_feed, make_message

DUE = NOON + timedelta(seconds=10)
LEASE_OVER = DUE + timedelta(seconds=190)


@pytest.fixture
def social(tarnfell: object) -> Channel:
    """A channel whose feed carries things out by itself."""
    channel = make_channel(slug="social")
    channel.feed = make_feed(channel.community)
    channel.save()
    return channel


def hidden(channel: Channel, by: User) -> tuple[Case, Outbox]:
    case = make_case(make_message(channel=channel))
    actions.decide(case, by, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    return case, case.outbox.get()


def broken(feed: object, row: Outbox, now: object) -> None:
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
    assert (row.state, row.done_at) == ("done", DUE)
    assert case.events.filter(kind="delivered", actor=None).exists()


def test_without_a_feed_it_waits_for_a_person(reviews: Channel, ana: User) -> None:
    _, row = hidden(reviews, ana)
    delivery.deliver_due(DUE)
    row.refresh_from_db()
    assert (row.state, row.done_at, StubAction.objects.count()) == ("to_do", None, 0)


def test_a_row_carried_out_twice_tells_the_platform_once(social: Channel, ana: User) -> None:
    """A sweep that died after telling and before writing is followed by another."""
    _, row = hidden(social, ana)
    delivery.tell_stub(social.feed, row, DUE)
    delivery.deliver_due(DUE)
    assert StubAction.objects.count() == 1


def test_what_fails_is_tried_again_later(social: Channel, ana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    _, row = hidden(social, ana)
    monkeypatch.setitem(delivery.CARRIERS, "stub", broken)
    delivery.deliver_due(DUE)
    row.refresh_from_db()
    assert (row.state, row.tries, row.token) == ("waiting", 1, None)
    assert row.due_at > DUE
    assert row.error == "ConnectionError: the platform does not answer"


def test_after_five_tries_it_has_failed_and_the_case_says_why(
    social: Channel, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, row = hidden(social, ana)
    monkeypatch.setitem(delivery.CARRIERS, "stub", broken)
    for hour in range(5):
        delivery.deliver_due(DUE + timedelta(hours=hour))
    row.refresh_from_db()
    assert row.state == "failed"
    assert "does not answer" in case.events.get(kind="failed").why


def done_by_another(_monkeypatch: pytest.MonkeyPatch) -> None:
    assert delivery.deliver_due(LEASE_OVER) == 1


def held_by_another(_monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(delivery._lease_rows(LEASE_OVER)) == 1


def failed_with_another(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setitem(delivery.CARRIERS, "stub", broken)
        assert delivery.deliver_due(LEASE_OVER) == 1


@pytest.mark.parametrize("happens", [done_by_another, held_by_another, failed_with_another])
@pytest.mark.parametrize("carrier", [delivery.tell_stub, broken])
def test_a_sweep_that_wakes_after_its_lease_writes_nothing(
    social: Channel,
    ana: User,
    monkeypatch: pytest.MonkeyPatch,
    happens: Callable[[pytest.MonkeyPatch], None],
    carrier: Callable[..., None],
) -> None:
    case, _ = hidden(social, ana)
    (frozen,) = delivery._lease_rows(DUE)
    happens(monkeypatch)
    before = [list(rows.values()) for rows in (case.outbox.all(), case.events.all())]
    monkeypatch.setitem(delivery.CARRIERS, "stub", carrier)
    delivery._deliver_row(frozen, DUE, Post())
    assert [list(rows.values()) for rows in (case.outbox.all(), case.events.all())] == before


def test_a_cancelled_row_is_not_delivered(social: Channel, ana: User) -> None:
    case, _ = hidden(social, ana)
    undo_last(case, ana, NOON)
    assert delivery.deliver_due(DUE) == 0
