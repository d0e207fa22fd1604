"""What an installation that was there before learns of the messages it has."""

import pytest
from django.apps import apps

from community.models import Conversation, Member
from moderation.answers.filling import fill_answers
from moderation.models import Answer
from tests.answers.talk import LATER, answer, answered, ask, begin, member, record, write

pytestmark = pytest.mark.django_db


def fill(count: int = 3) -> int:
    """Fill all slices, and return how many there were."""
    reached: int | None = 0
    slices = 0
    while (reached := fill_answers(apps.get_model, reached or 0, count, LATER)) is not None:
        slices += 1
    return slices


@pytest.fixture
def chat() -> Conversation:
    return begin()


@pytest.fixture
def mia_s() -> Member:
    return member("Mia Schmidt")


def test_what_is_known_without_waiting_is_filled_in(chat: Conversation, mia_s: Member) -> None:
    asked = write(chat, mia_s, "Where is it?", 0)
    below = answer(chat, "It left today.", 2, parent=asked)
    more = answer(chat, "And the number.", 60, parent=below)
    named = answer(chat, "@Mia Schmidt is it there?", 3)
    private = begin(member=mia_s)
    write(private, mia_s, "Hello?", 0, kind="direct")
    direct = answer(private, "Hello.", 5, kind="direct")
    assert fill() == 2
    assert [answered(each) for each in (below, more, named, direct)] == [
        [("Mia Schmidt", "parent")],
        [("Mia Schmidt", "parent")],
        [("Mia Schmidt", "mention")],
        [("Mia Schmidt", "only")],
    ]


def test_nobody_is_asked_about_what_is_past(chat: Conversation, mia_s: Member) -> None:
    ask(chat, mia_s, "Where is it?", 0)
    said = answer(chat, "It left today.", 2)
    fill()
    assert answered(said) == []


def test_it_may_be_broken_off_and_begun_again(chat: Conversation, mia_s: Member) -> None:
    first = answer(chat, "It left today.", 2, parent=write(chat, mia_s, "Where is it?", 0))
    fill_answers(apps.get_model, 0, 2, LATER)
    second = answer(chat, "And yours.", 4, parent=write(chat, member("otto_k"), "And mine?", 3))
    fill()
    fill()
    assert Answer.objects.count() == 2
    assert answered(first) == [("Mia Schmidt", "parent")]
    assert answered(second) == [("otto_k", "parent")]


def test_what_is_recorded_already_stays(chat: Conversation, mia_s: Member) -> None:
    ask(chat, mia_s, "Where is it?", 0)
    said = answer(chat, "It left today.", 2)
    record(said)
    fill()
    assert answered(said) == [("Mia Schmidt", "only")]
