"""Texts are scored anew in slices: nothing is lost, what an engine said is kept, and an undo brings it back."""

from datetime import timedelta
from typing import Any

import pytest

from community.models import Channel, Community, Message
from moderation.assessments import pipeline
from moderation.changes import seen_now
from moderation.models import Assessment, Case, Desk, PendingAssessment, Rescoring, Score, StaleDay, User
from moderation.moods import rescoring
from moderation.moods.changing import change_mood, mood_values, newest_rescoring, undo_change
from moderation.policy.sentiment import PARLEY, VADER
from moderation.refusal import Refused
from moderation.rollups import refresh
from moderation.work import sweep
from tests.builders import NOON, make_channel, make_message

pytestmark = pytest.mark.django_db
POLITE = "Please help, I would like some support."
FULL_OF_TROUBLE = "I want a refund, it crashed."
SOON = timedelta(seconds=5)


@pytest.fixture
def desk(tarnfell: Community) -> Desk:
    """Tarnfell still has the engine of before."""
    Desk.objects.update_or_create(community=tarnfell, defaults={"engine": VADER})
    return Desk.objects.get(community=tarnfell)


def assessed(channel: Channel, *texts: str) -> list[Message]:
    messages = [make_message(text, channel=channel) for text in texts]
    for message in messages:
        PendingAssessment.objects.create(message=message, revision=1, is_first=True)
    pipeline.drain()
    return messages


def change(desk: Desk, by: User, **written: Any) -> Rescoring:
    desk.refresh_from_db()
    values = mood_values(desk)
    assert change_mood(desk.community, by, NOON, seen=seen_now(desk.community, values), **values | written)
    found = newest_rescoring(desk.community)
    assert found
    return found


def moods() -> dict[str, tuple[str, float | None]]:
    said = Assessment.objects.values_list("message__text", "engine", "compound")
    return {text: (engine, compound) for text, engine, compound in said}


def go_on() -> None:
    while rescoring.go_on(NOON + SOON, 60):
        pass


def test_a_switch_scores_what_is_there_with_the_new_engine(desk: Desk, reviews: Channel, ada: User) -> None:
    assessed(reviews, POLITE, FULL_OF_TROUBLE)
    before = moods()
    assert before[POLITE] == (VADER, 0.8481)
    change(desk, ada, engine=PARLEY)
    go_on()
    after = moods()
    assert {engine for engine, _ in after.values()} == {PARLEY}
    assert after[POLITE][1] == 0
    assert (after[FULL_OF_TROUBLE][1] or 0) < (before[FULL_OF_TROUBLE][1] or 0)
    done = Rescoring.objects.get()
    assert (done.total, done.looked, done.changed, done.done_at) == (2, 2, 2, NOON + SOON)


def test_new_messages_are_scored_by_it_at_once(desk: Desk, reviews: Channel, ada: User) -> None:
    change(desk, ada, engine=PARLEY)
    assessed(reviews, POLITE)
    assert moods() == {POLITE: (PARLEY, 0)}


def test_an_undo_brings_back_every_score_as_it_was(desk: Desk, reviews: Channel, ada: User) -> None:
    assessed(reviews, POLITE, FULL_OF_TROUBLE)
    before = list(Assessment.objects.order_by("pk").values("engine", "neg", "neu", "pos", "compound", "words"))
    undone = change(desk, ada, engine=PARLEY)
    go_on()
    assert set(Score.objects.values_list("engine", flat=True)) == {VADER}
    undo_change(undone, ada, NOON)
    go_on()
    again = list(Assessment.objects.order_by("pk").values("engine", "neg", "neu", "pos", "compound", "words"))
    assert again == before
    assert set(Score.objects.values_list("engine", flat=True)) == {PARLEY}


def test_an_undo_of_what_was_changed_since_is_refused(desk: Desk, ada: User) -> None:
    first = change(desk, ada, engine=PARLEY)
    change(desk, ada, own_names=["beacon"])
    with pytest.raises(Refused, match="changed once more"):
        undo_change(first, ada, NOON)


def test_a_further_change_overtakes_the_one_before(desk: Desk, reviews: Channel, ada: User) -> None:
    assessed(reviews, "Beacon beacon, my lovely light.")
    first = change(desk, ada, engine=PARLEY)
    change(desk, ada, own_names=["lovely light"])
    first.refresh_from_db()
    assert (first.is_overtaken, first.done_at) == (True, NOON)
    go_on()
    assert list(moods().values()) == [(PARLEY, 0)]


def test_own_words_are_read_again(desk: Desk, reviews: Channel, ada: User) -> None:
    Desk.objects.update(engine=PARLEY)
    assessed(reviews, "The third zip went off by the lake.")
    change(desk, ada, trouble_words=["third zip"])
    go_on()
    ((_, compound),) = moods().values()
    assert (compound or 0) < -0.3


def test_slices_add_up_whoever_does_them(
    desk: Desk, reviews: Channel, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescoring, "TEXTS_A_SLICE", 2)
    assessed(reviews, *(f"{POLITE} Number {number}." for number in range(5)))
    going = change(desk, ada, engine=PARLEY)
    stale = Rescoring.objects.get()
    assert rescoring.do_slice(going, NOON)
    # Another worker that read the same place writes nothing twice.
    assert rescoring.do_slice(stale, NOON)
    assert Rescoring.objects.get().looked == 2
    go_on()
    done = Rescoring.objects.get()
    assert (done.total, done.looked, done.changed) == (5, 5, 5)
    assert Score.objects.count() == 5


def test_what_was_judged_since_it_was_read_stays_as_it_was_judged(
    desk: Desk, reviews: Channel, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessed(reviews, POLITE)
    going, scoring = change(desk, ada, engine=PARLEY), rescoring.said_of

    def and_judged_meanwhile(*read: Any) -> Any:
        Assessment.objects.update(assessed_at=NOON + SOON, engine=PARLEY, compound=-0.5)
        return scoring(*read)

    monkeypatch.setattr(rescoring, "said_of", and_judged_meanwhile)
    rescoring.do_slice(going, NOON)
    assert moods() == {POLITE: (PARLEY, -0.5)}


def test_it_waits_for_what_a_worker_took_up_before_the_change(desk: Desk, reviews: Channel, ada: User) -> None:
    (message,) = assessed(reviews, POLITE)
    change(desk, ada, engine=PARLEY)
    held = PendingAssessment.objects.create(message=message, revision=1, token="1" * 32, due_at=NOON + SOON)
    go_on()
    assert Rescoring.objects.get().done_at is None
    held.delete()
    go_on()
    assert Rescoring.objects.get().done_at


def test_texts_that_are_gone_keep_their_mood_and_an_undo_still_finds_it(
    desk: Desk, reviews: Channel, ada: User
) -> None:
    assessed(reviews, POLITE, FULL_OF_TROUBLE)
    Message.objects.filter(text=FULL_OF_TROUBLE).update(text="")
    undone = change(desk, ada, engine=PARLEY)
    go_on()
    assert moods()[""] == (VADER, 0.0772)
    Message.objects.update(text="")
    undo_change(undone, ada, NOON)
    go_on()
    assert set(Assessment.objects.values_list("engine", "compound")) == {(VADER, 0.0772), (VADER, 0.8481)}


def test_figures_are_counted_again_for_the_days_of_changed_moods(desk: Desk, reviews: Channel, ada: User) -> None:
    assessed(reviews, FULL_OF_TROUBLE)
    refresh.roll_up(NOON)
    change(desk, ada, engine=PARLEY)
    go_on()
    assert StaleDay.objects.filter(channel=reviews).exists()


def test_open_cases_are_ranked_anew_and_what_is_past_opens_none(desk: Desk, reviews: Channel, ada: User) -> None:
    Desk.objects.update(compound_to=-0.3)
    assessed(reviews, "This is awful and horrible, please.", FULL_OF_TROUBLE)
    assert Case.objects.count() == 1
    change(desk, ada, engine=PARLEY)
    go_on()
    assert list(PendingAssessment.objects.values_list("message__text", flat=True)) == [
        "This is awful and horrible, please."
    ]
    pipeline.drain()
    assert Case.objects.count() == 1


def test_other_communities_keep_their_scores(desk: Desk, reviews: Channel, emberloom: Community, ada: User) -> None:
    Desk.objects.update_or_create(community=emberloom, defaults={"engine": VADER})
    assessed(make_channel(emberloom, "forum"), POLITE)
    change(desk, ada, engine=PARLEY)
    go_on()
    assert moods()[POLITE][0] == VADER


def test_the_sweep_rings_for_it_until_it_is_done(desk: Desk, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[bool] = []
    monkeypatch.setattr(sweep.bell, "ring_for_moods", lambda: rung.append(True) or True)
    assert sweep.wake_for_moods(NOON) == 0
    change(desk, ada, engine=PARLEY)
    assert sweep.wake_for_moods(NOON) == 1
    go_on()
    assert sweep.wake_for_moods(NOON) == 0
    assert rung == [True]


def test_one_that_cannot_go_on_does_not_hold_up_the_others(
    desk: Desk, reviews: Channel, emberloom: Community, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assessed(reviews, POLITE)
    going, scoring = change(desk, ada, engine=PARLEY), rescoring.said_of
    other = Rescoring.objects.create(community=emberloom, engine=PARLEY, was={}, by=ada, started_at=NOON + SOON)
    Desk.objects.get_or_create(community=emberloom)
    monkeypatch.setattr(rescoring, "said_of", lambda *_: 1 / 0)
    go_on()
    other.refresh_from_db()
    going.refresh_from_db()
    assert (bool(other.done_at), bool(going.done_at)) == (True, False)
    monkeypatch.setattr(rescoring, "said_of", scoring)
    go_on()
    going.refresh_from_db()
    assert going.done_at
