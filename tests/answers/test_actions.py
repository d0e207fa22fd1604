"""What people say of a staff message of which nobody can tell whom it answers."""

from datetime import timedelta
from typing import Any

import pytest

from community.models import Community, Conversation, Member, Message, Person
from moderation.answers.actions import say_answered
from moderation.answers.reading import Question, answers_in, open_questions
from moderation.cases.undo import undo_last
from moderation.models import Answer, Case, CaseEvent, CaseMessage, Clock, User
from moderation.policy.clocks import Post
from moderation.refusal import Refused
from tests.answers.talk import LATER, answer, answered, ask, at, begin, case_of, member, record, write
from tests.builders import NOON, make_clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def mia_s() -> Member:
    return member("Mia Schmidt")


@pytest.fixture
def otto() -> Member:
    return member("otto_k")


@pytest.fixture
def chat() -> Conversation:
    return begin()


@pytest.fixture
def asked(chat: Conversation, mia_s: Member, otto: Member) -> tuple[Case, Case]:
    """The cases of two who wait in one chat."""
    return case_of(ask(chat, mia_s, "Where is it?", 0)), case_of(ask(chat, otto, "And mine?", 1))


@pytest.fixture
def said(chat: Conversation, asked: tuple[Case, Case]) -> Message:
    message = answer(chat, "It left today.", 2)
    record(message)
    return message


def questions(chat: Conversation) -> list[Question]:
    return open_questions([chat.pk])[chat.pk]


def test_a_message_of_which_nobody_can_tell_asks_about_everybody(
    chat: Conversation, asked: tuple[Case, Case], said: Message
) -> None:
    (question,) = questions(chat)
    assert (question.message, question.posted_at) == (said.pk, at(2))
    assert all(question.asks_about(case.author_id, case.message_id) for case in asked)
    assert not answers_in([chat.pk])


def test_a_yes_makes_it_an_answer_and_ends_the_question(
    chat: Conversation, asked: tuple[Case, Case], said: Message, ana: User, mia_s: Member
) -> None:
    say_answered(asked[0], said.pk, ana, LATER)
    assert answers_in([chat.pk])[chat.pk] == [Post(at(2), at(2), mia_s.pk, None, said.pk)]
    assert not questions(chat)
    event = CaseEvent.objects.get(case=asked[0], kind="said")
    assert (event.actor, event.facts["message"], event.facts["did"]) == (ana, said.pk, "answered")


def test_a_no_leaves_the_question_to_the_others(
    chat: Conversation, asked: tuple[Case, Case], said: Message, ana: User
) -> None:
    say_answered(asked[0], said.pk, ana, LATER, answered=False)
    (question,) = questions(chat)
    assert not question.asks_about(asked[0].author_id, asked[0].message_id)
    assert question.asks_about(asked[1].author_id, asked[1].message_id)
    assert not answers_in([chat.pk])


def test_a_person_may_deny_what_the_machine_took_for_an_answer(chat: Conversation, mia_s: Member, ana: User) -> None:
    first = ask(chat, mia_s, "Where is it?", 0)
    below = answer(chat, "It left today.", 2, parent=first)
    record(below)
    say_answered(case_of(first), below.pk, ana, LATER, answered=False)
    assert answered(below) == [("Mia Schmidt", "by_hand"), ("nobody", "unknown")]
    assert not answers_in([chat.pk])


@pytest.mark.parametrize("yes", [True, False])
def test_undo_takes_it_back(
    chat: Conversation, asked: tuple[Case, Case], said: Message, ana: User, *, yes: bool
) -> None:
    say_answered(asked[0], said.pk, ana, LATER, answered=yes)
    undo_last(asked[0], ana, LATER + timedelta(minutes=1))
    assert answered(said) == [("nobody", "unknown")]
    assert questions(chat)[0].asks_about(asked[0].author_id, asked[0].message_id)


def test_undo_gives_back_what_the_machine_had_told(chat: Conversation, mia_s: Member, ana: User) -> None:
    first = ask(chat, mia_s, "Where is it?", 0)
    below = answer(chat, "It left today.", 2, parent=first)
    record(below)
    say_answered(case_of(first), below.pk, ana, LATER, answered=False)
    undo_last(case_of(first), ana, LATER + timedelta(minutes=1))
    assert answered(below) == [("Mia Schmidt", "parent")]


def test_a_yes_counts_for_everybody_who_is_the_same_person(
    chat: Conversation, asked: tuple[Case, Case], said: Message, ana: User, mia_s: Member
) -> None:
    other = member("Mia at home")
    person = Person.objects.create(community=asked[0].community)
    Member.objects.filter(pk__in=[mia_s.pk, other.pk]).update(person=person)
    case = Case.objects.get(pk=asked[0].pk)
    say_answered(case, said.pk, ana, LATER)
    assert {post.author for post in answers_in([chat.pk])[chat.pk]} == {mia_s.pk, other.pk}
    undo_last(case, ana, LATER + timedelta(minutes=1))
    assert answered(said) == [("nobody", "unknown")]


def test_who_has_no_identity_was_answered_in_their_message(chat: Conversation, ana: User) -> None:
    guest = ask(chat, None, "Where is it?", 0, guest_name="Otto")
    said = answer(chat, "Hello everybody, it left today.", 2)
    record(said)
    say_answered(Case.objects.get(message=guest), said.pk, ana, LATER)
    assert answers_in([chat.pk])[chat.pk] == [Post(at(2), at(2), None, guest.pk, said.pk)]
    assert not questions(chat)


def refuse(case: Case, message: Message, by: User, why: str, **more: Any) -> None:
    before = list(Answer.objects.values()), CaseEvent.objects.count()
    with pytest.raises(Refused, match=why):
        say_answered(case, message.pk, by, LATER, **more)
    assert (list(Answer.objects.values()), CaseEvent.objects.count()) == before


def test_what_was_said_is_not_said_again(asked: tuple[Case, Case], said: Message, ana: User, ben: User) -> None:
    say_answered(asked[0], said.pk, ana, LATER, answered=False)
    refuse(asked[0], said, ben, "Ana said already that it did not answer this person. Undo that first.")


def test_who_has_the_case_says_it(asked: tuple[Case, Case], said: Message, ana: User, ben: User) -> None:
    Case.objects.filter(pk=asked[0].pk).update(assignee=ben, claimed_at=LATER)
    refuse(asked[0], said, ana, "Ben has claimed this case")
    say_answered(asked[0], said.pk, ben, LATER)


def test_of_a_closed_case_nothing_is_said(asked: tuple[Case, Case], said: Message, ana: User) -> None:
    Case.objects.filter(pk=asked[0].pk).update(closed_at=LATER, outcome="closed")
    refuse(asked[0], said, ana, "closed this case already")


@pytest.mark.parametrize(
    "change", [{"removed_at": at(3)}, {"from_staff": False}, {"internal": True}, {"automated": True}]
)
def test_what_is_no_answer_any_more_answered_nobody(
    asked: tuple[Case, Case], said: Message, ana: User, change: dict[str, Any]
) -> None:
    Message.objects.filter(pk=said.pk).update(**change)
    refuse(asked[0], said, ana, "no answer any more")


def test_a_message_of_another_conversation_answered_nobody_here(asked: tuple[Case, Case], ana: User) -> None:
    elsewhere = answer(begin(), "It left today.", 2)
    refuse(asked[0], elsewhere, ana, "no answer any more")


def test_what_was_written_before_answered_nobody(chat: Conversation, mia_s: Member, ana: User) -> None:
    early = answer(chat, "News.", 0)
    record(early)
    refuse(case_of(ask(chat, mia_s, "Where is it?", 1)), early, ana, "before this person wrote")


def test_a_deleted_message_counts_no_more_though_a_person_said_yes(
    chat: Conversation, asked: tuple[Case, Case], said: Message, ana: User
) -> None:
    say_answered(asked[0], said.pk, ana, LATER)
    Message.objects.filter(pk=said.pk).update(removed_at=at(5))
    record(said)
    assert not answers_in([chat.pk])
    Message.objects.filter(pk=said.pk).update(removed_at=None)
    record(said)
    assert answered(said) == [("Mia Schmidt", "by_hand")]


def test_answers_come_in_order(chat: Conversation, mia_s: Member, otto: Member) -> None:
    to_otto = answer(chat, "Yours too.", 9, parent=write(chat, otto, "And mine?", 1))
    to_mia = answer(chat, "It left today.", 5, parent=write(chat, mia_s, "Where is it?", 0), received_at=at(3))
    record(to_otto, to_mia)
    assert answers_in([chat.pk])[chat.pk] == [
        Post(at(5), at(3), mia_s.pk, message=to_mia.pk),
        Post(at(9), at(9), otto.pk, message=to_otto.pk),
    ]


# ── what was written before there was a case ────────────────────────────


@pytest.fixture
def late(chat: Conversation, asked: tuple[Case, Case], said: Message) -> Clock:
    """Both messages came in three hours after they were posted, and from then on a reply is promised."""
    Community.objects.update(created_at=NOON - timedelta(days=7))
    came = at(180)
    Message.objects.update(received_at=came)
    CaseMessage.objects.update(joined_at=came)
    return make_clock(asked[0], "reply", at(240), started_at=came, within=60, any_hour=True)


def moments(clock: Clock) -> tuple[Any, ...]:
    clock.refresh_from_db()
    return clock.started_at, clock.due_by, clock.kept_at, clock.kept_as


@pytest.mark.parametrize(("within", "due"), [(60, 60), (1, 1)])
def test_a_yes_to_an_early_message_is_reckoned_from_when_the_question_was_posted(
    said: Message, late: Clock, ana: User, within: int, due: int
) -> None:
    Clock.objects.update(within=within)
    say_answered(late.case, said.pk, ana, at(200))
    assert moments(late) == (at(0), at(due), at(2), "platform")


def test_undo_gives_the_promise_back_as_it_was(asked: tuple[Case, Case], said: Message, late: Clock, ana: User) -> None:
    before = moments(late)
    say_answered(asked[0], said.pk, ana, at(200))
    undo_last(asked[0], ana, at(201))
    assert moments(late) == before == (at(180), at(240), None, "")
    assert Case.objects.get(pk=asked[0].pk).due_by == at(240)


def test_a_no_and_what_was_posted_before_the_community_was_here_leave_a_promise_alone(
    asked: tuple[Case, Case], said: Message, late: Clock, ana: User
) -> None:
    say_answered(asked[0], said.pk, ana, at(200), answered=False)
    assert moments(late) == (at(180), at(240), None, "")
    undo_last(asked[0], ana, at(201))
    Community.objects.update(created_at=at(1))
    say_answered(asked[0], said.pk, ana, at(202))
    assert moments(late) == (at(180), at(240), at(2), "platform")
