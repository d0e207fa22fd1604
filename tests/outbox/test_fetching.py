"""What a program fetches and reports, and when people see it instead."""

from datetime import timedelta
from typing import Any

import pytest

from community.models import Channel
from moderation.cases import actions
from moderation.cases.undo import undo_last
from moderation.models import Case, CaseEvent, Outbox, PushToken, User
from moderation.outbox import delivery, fetching
from moderation.refusal import Refused
from moderation.work import sweep
from tests.builders import NOON, make_case, make_channel, make_feed, make_message, make_source, make_token
from tests.outbox.decided import hidden

DUE = NOON + timedelta(seconds=10)
MINUTES = [DUE + timedelta(minutes=number) for number in range(30)]
State = Outbox.State
STATE = ("due_by", "outcome", "closed_at")


@pytest.fixture
def bot(reviews: Channel) -> PushToken:
    make_token(reviews.source)
    return PushToken.objects.select_related("source").get()


def answered(channel: Channel, by: User) -> tuple[Case, Outbox]:
    case = make_case(make_message(channel=channel), opened_for=["answer"], reply=NOON + timedelta(hours=4))
    actions.reply(case, by, NOON, text="Sorry.", close=True)
    return case, case.outbox.get()


@pytest.fixture
def offered(reviews: Channel, bot: PushToken, ana: User) -> Outbox:
    _, row = hidden(reviews, ana)
    delivery.deliver_due(DUE)
    row.refresh_from_db()
    return row


def again(row: Outbox) -> Outbox:
    return Outbox.objects.get(pk=row.pk)


def test_nothing_is_offered_before_the_undo_time_is_over(reviews: Channel, bot: PushToken, ana: User) -> None:
    _, row = hidden(reviews, ana)
    assert fetching.fetch_rows(bot, NOON) == []
    delivery.deliver_due(DUE)
    assert (again(row).state, fetching.fetch_rows(bot, DUE)) == (State.OFFERED, [row])


def test_it_is_told_again_until_somebody_says_what_became_of_it(offered: Outbox, bot: PushToken) -> None:
    assert [fetching.fetch_rows(bot, at) for at in MINUTES[:3]] == [[offered]] * 3
    assert again(offered).fetched_at == MINUTES[0]


def test_only_its_own_source_tells_it(offered: Outbox, bot: PushToken, emberloom: Any, ana: User) -> None:
    for community in (offered.community, emberloom):
        channel = make_channel(community, "other", source=make_source(community, "Other"))
        make_token(channel.source, name=f"bot of {community}")
        other = PushToken.objects.get(source=channel.source)
        assert fetching.fetch_rows(other, DUE) == []
        assert list(fetching.rows_of_source(other.source)) == []


@pytest.mark.parametrize(("minutes", "state"), [(9, State.OFFERED), (10, State.TO_DO)])
def test_what_is_not_fetched_for_ten_minutes_is_for_people_too(offered: Outbox, minutes: int, state: str) -> None:
    until = again(offered).due_at - fetching.FETCHED_WITHIN + timedelta(minutes=minutes)
    sweep.sweep_once(until)
    assert again(offered).state == state


def test_the_first_fetch_gives_it_ten_minutes_more_and_no_later_one(offered: Outbox, bot: PushToken) -> None:
    fetching.fetch_rows(bot, MINUTES[8])
    assert fetching.hand_over_late(MINUTES[17]) == 0
    fetching.fetch_rows(bot, MINUTES[17])
    assert fetching.hand_over_late(MINUTES[18]) == 1
    # The program may have been away for longer, and people may be at it.
    assert fetching.fetch_rows(bot, MINUTES[19]) == [offered]
    assert again(offered).state == State.TO_DO


def test_what_people_had_to_do_before_there_was_a_token_stays_theirs(reviews: Channel, ana: User) -> None:
    _, row = hidden(reviews, ana)
    delivery.deliver_due(DUE)
    make_token(reviews.source, made_at=MINUTES[1])
    assert again(row).state == State.TO_DO
    assert fetching.fetch_rows(PushToken.objects.select_related("source").get(), MINUTES[2]) == []


def test_without_a_live_token_it_is_for_people_at_once(reviews: Channel, bot: PushToken, ana: User) -> None:
    PushToken.objects.update(ended_at=NOON)
    _, row = hidden(reviews, ana)
    delivery.deliver_due(DUE)
    assert again(row).state == State.TO_DO


def test_where_a_feed_carries_out_no_program_does(reviews: Channel, bot: PushToken, ana: User) -> None:
    reviews.feed = make_feed(reviews.community)
    reviews.save()
    _, row = hidden(reviews, ana)
    delivery.deliver_due(DUE)
    assert again(row).state == State.DONE


@pytest.mark.parametrize("state", [State.DONE, State.FAILED])
def test_what_is_said_twice_is_on_the_record_once(offered: Outbox, bot: PushToken, state: State) -> None:
    for at in MINUTES[:2]:
        fetching.report_row(offered, bot, at, state=state, why="")
    row = again(offered)
    assert (row.state, row.done_at) == (state, MINUTES[0] if state == State.DONE else None)
    event = row.case.events.get(kind=fetching.EVENTS[state])
    assert (event.actor, event.facts["program"], event.at) == (None, "shop bot", MINUTES[0])


def test_what_failed_says_why(offered: Outbox, bot: PushToken) -> None:
    fetching.report_row(offered, bot, DUE, state=State.FAILED, why="The message is gone.")
    assert again(offered).error == "The message is gone."
    assert offered.case.events.get(kind="failed").why == "The message is gone."


@pytest.mark.parametrize(
    ("stands", "said", "why"),
    [
        (State.WAITING, State.DONE, "can still be undone"),
        (State.CANCELLED, State.DONE, "was cancelled"),
        (State.CANCELLED, State.FAILED, "was cancelled"),
        (State.DONE, State.FAILED, "delivered already"),
        (State.FAILED, State.DONE, "failed already"),
    ],
)
def test_what_stands_otherwise_is_not_written_over(
    offered: Outbox, bot: PushToken, stands: State, said: State, why: str
) -> None:
    Outbox.objects.update(state=stands)
    with pytest.raises(Refused, match=why):
        fetching.report_row(offered, bot, DUE, state=said)
    assert again(offered).state == stands
    assert not offered.case.events.filter(kind__in=fetching.EVENTS.values()).exists()


def test_people_and_the_program_may_each_end_it(offered: Outbox, bot: PushToken, ana: User) -> None:
    fetching.hand_over_late(MINUTES[11])
    actions.carried_out(again(offered), ana, MINUTES[12])
    fetching.report_row(offered, bot, MINUTES[13], state=State.DONE)
    assert (again(offered).done_by, again(offered).done_at) == (ana, MINUTES[12])
    assert fetching.fetch_rows(bot, MINUTES[14]) == []


def test_what_the_program_has_done_people_no_longer_can(offered: Outbox, bot: PushToken, ana: User) -> None:
    fetching.hand_over_late(MINUTES[11])
    fetching.report_row(offered, bot, MINUTES[12], state=State.DONE)
    with pytest.raises(Refused, match="Somebody was faster"):
        actions.carried_out(again(offered), ana, MINUTES[13])


# ── undo ────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("minute", [5, 11])
def test_undo_of_what_nobody_has_fetched_takes_it_back(offered: Outbox, bot: PushToken, ana: User, minute: int) -> None:
    fetching.hand_over_late(MINUTES[minute])
    assert undo_last(offered.case, ana, MINUTES[minute]) == "Undone: the decision. Nothing was done on the platform."
    assert (again(offered).state, fetching.fetch_rows(bot, MINUTES[12])) == (State.CANCELLED, [])


@pytest.mark.parametrize("minute", [5, 16])
def test_undo_of_what_was_fetched_sends_the_opposite(offered: Outbox, bot: PushToken, ana: User, minute: int) -> None:
    fetching.fetch_rows(bot, DUE)
    fetching.hand_over_late(MINUTES[minute])
    assert "may have been carried out already" in undo_last(offered.case, ana, MINUTES[minute])
    assert again(offered).state == State.CANCELLED
    delivery.deliver_due(MINUTES[minute])
    assert [row.kind for row in fetching.fetch_rows(bot, MINUTES[minute])] == ["restore"]
    with pytest.raises(Refused, match="cancelled"):
        fetching.report_row(offered, bot, MINUTES[20], state=State.DONE)


def test_a_reply_that_was_fetched_cannot_be_unsent(reviews: Channel, bot: PushToken, ana: User) -> None:
    case, row = answered(reviews, ana)
    delivery.deliver_due(DUE)
    fetching.fetch_rows(bot, DUE)
    with pytest.raises(Refused, match="cannot be unsent"):
        undo_last(case, ana, MINUTES[1])
    assert again(row).state == State.OFFERED


def test_a_reply_of_a_program_meets_the_clock_as_one_by_hand_does(reviews: Channel, bot: PushToken, ana: User) -> None:
    by_program, by_hand = answered(reviews, ana), answered(reviews, ana)
    delivery.deliver_due(DUE)
    fetching.report_row(by_program[1], bot, MINUTES[1], state=State.DONE)
    Outbox.objects.filter(pk=by_hand[1].pk).update(state=State.TO_DO)
    actions.carried_out(again(by_hand[1]), ana, MINUTES[1])
    cases = [case.pk for case, _ in (by_program, by_hand)]
    events = [list(CaseEvent.objects.filter(case=case).order_by("pk").values_list("kind", "at")) for case in cases]
    assert events[0] == events[1]
    states = [Case.objects.values_list(*STATE).get(pk=case) for case in cases]
    assert states[0] == states[1]
    kept = [case.clocks.values_list("kept_at", "kept_as").get() for case, _ in (by_program, by_hand)]
    # The words tell the two apart, as figures do.
    assert kept == [(MINUTES[1], "delivered"), (MINUTES[1], "by_hand")]
