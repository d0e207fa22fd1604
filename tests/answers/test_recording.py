"""Whom staff messages answer, as it is recorded of stored conversations."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.models import Conversation, Member, Message, Person
from moderation.models import Answer, CaseMessage
from tests.answers.talk import answer, answered, ask, at, begin, member, record, write
from tests.builders import make_channel, make_community, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mia() -> Member:
    return member("Mia Schmidt")


@pytest.fixture
def otto() -> Member:
    return member("otto_k")


@pytest.fixture
def chat() -> Conversation:
    return begin()


def test_a_mention_says_whom_a_message_answers(chat: Conversation, mia: Member, otto: Member) -> None:
    ask(chat, mia, "Where is it?", 0)
    below = ask(chat, otto, "And mine?", 1)
    said = answer(chat, "<@mia.schmidt> it left today.", 2, parent=below)
    record(said)
    assert answered(said) == [("Mia Schmidt", "mention")]


def test_a_name_that_begins_the_text_comes_before_the_parent(chat: Conversation, mia: Member, otto: Member) -> None:
    ask(chat, mia, "Where is it?", 0)
    below = ask(chat, otto, "And mine?", 1)
    said = answer(chat, "Hi Mia, it left today.", 2, parent=below)
    record(said)
    assert answered(said) == [("Mia Schmidt", "mention")]


def test_else_the_author_of_the_parent_is_answered(chat: Conversation, mia: Member, otto: Member) -> None:
    asked = ask(chat, mia, "Where is it?", 0)
    ask(chat, otto, "And mine?", 1)
    said = answer(chat, "It left today.", 2, parent=asked)
    record(said)
    assert answered(said) == [("Mia Schmidt", "parent")]


def test_else_the_only_one_who_waits(chat: Conversation, mia: Member, otto: Member) -> None:
    ask(chat, mia, "Where is it?", 0)
    write(chat, otto, "Lovely weather.", 1)
    said = answer(chat, "It left today.", 2)
    record(said)
    assert answered(said) == [("Mia Schmidt", "only")]


def test_where_two_wait_nobody_can_tell(chat: Conversation, mia: Member, otto: Member) -> None:
    ask(chat, mia, "Where is it?", 0)
    ask(chat, otto, "And mine?", 1)
    said = answer(chat, "It left today.", 2)
    record(said)
    assert answered(said) == [("nobody", "unknown")]


def test_who_was_answered_waits_no_more_for_the_next_message(chat: Conversation, mia: Member, otto: Member) -> None:
    ask(chat, mia, "Where is it?", 0)
    ask(chat, otto, "And mine?", 1)
    to_mia = answer(chat, "@Mia Schmidt it left today.", 2)
    to_otto = answer(chat, "Yours leaves tomorrow.", 40)
    record(to_mia, to_otto)
    assert answered(to_otto) == [("otto_k", "only")]


def test_who_writes_on_at_once_may_mean_the_same_person(chat: Conversation, mia: Member, otto: Member) -> None:
    ask(chat, mia, "Where is it?", 0)
    ask(chat, otto, "And mine?", 1)
    to_mia = answer(chat, "@Mia Schmidt it left today.", 2)
    more = answer(chat, "It should be there on Friday.", 3)
    record(to_mia, more)
    assert answered(more) == [("nobody", "unknown")]


def test_a_long_answer_in_two_messages_answers_the_same_person(chat: Conversation, mia: Member) -> None:
    ask(chat, mia, "Where is it?", 0)
    first = answer(chat, "It left today.", 2)
    more = answer(chat, "It should be there on Friday.", 3)
    record(first)
    record(more)
    assert answered(more) == [("Mia Schmidt", "only")]


def test_a_staff_message_below_a_staff_message_goes_on_answering(chat: Conversation, mia: Member, otto: Member) -> None:
    asked = ask(chat, mia, "Where is it?", 0)
    ask(chat, otto, "And mine?", 1)
    first = answer(chat, "It left today.", 2, parent=asked)
    record(first)
    more = answer(chat, "And here is the number.", 90, parent=first, by=member("Lea", role=Member.Role.STAFF))
    record(more)
    assert answered(more) == [("Mia Schmidt", "parent")]


def test_a_staff_message_below_one_of_which_nobody_can_tell_is_asked_about(chat: Conversation) -> None:
    news = answer(chat, "Version 3 is here.", 0)
    more = answer(chat, "And the notes.", 90, parent=news)
    record(news, more)
    assert answered(more) == [("nobody", "unknown")]


def test_a_message_below_an_automatic_one_is_asked_about(chat: Conversation, mia: Member) -> None:
    ask(chat, mia, "Where is it?", 0)
    machine = answer(chat, "We got your message.", 1, automated=True)
    said = answer(chat, "It left today.", 2, parent=machine)
    record(said)
    assert answered(said) == [("nobody", "unknown")]


@pytest.mark.parametrize("fields", [{"automated": True}, {"internal": True}, {"removed_at": at(3)}])
def test_automatic_internal_and_deleted_messages_answer_nothing(
    chat: Conversation, mia: Member, fields: dict[str, Any]
) -> None:
    asked = ask(chat, mia, "Where is it?", 0)
    said = answer(chat, "It left today.", 1, parent=asked, **fields)
    record(said)
    assert answered(said) == []


def test_a_member_answers_nobody(chat: Conversation, mia: Member, otto: Member) -> None:
    asked = ask(chat, mia, "Where is it?", 0)
    said = write(chat, otto, "It left today.", 1, parent=asked)
    record(said)
    assert answered(said) == []


@pytest.mark.parametrize(
    "change", [{"removed_at": at(3)}, {"from_staff": False}, {"internal": True}, {"automated": True}]
)
def test_what_is_no_answer_any_more_loses_its_row(chat: Conversation, mia: Member, change: dict[str, Any]) -> None:
    said = answer(chat, "It left today.", 1, parent=ask(chat, mia, "Where is it?", 0))
    record(said)
    Message.objects.filter(pk=said.pk).update(**change)
    assert record(said) == {chat.pk}
    assert answered(said) == []


def test_a_parent_that_has_not_come_leaves_it_open_until_it_comes(chat: Conversation, mia: Member) -> None:
    ask(chat, mia, "Where is it?", 0)
    said = answer(chat, "It left today.", 2, parent_external_id="m-lost", waiting_for="m-lost")
    record(said)
    assert answered(said) == [("nobody", "unknown")]
    late = write(chat, member("Zoe"), "Is it blue?", 1, external_id="m-lost")
    Message.objects.filter(pk=said.pk).update(parent=late, waiting_for="")
    record(said)
    assert answered(said) == [("Zoe", "parent")]


def test_recording_again_changes_nothing(chat: Conversation, mia: Member) -> None:
    asked = ask(chat, mia, "Where is it?", 0)
    said = answer(chat, "It left today.", 2)
    assert record(said) == {chat.pk}
    before = list(Answer.objects.values())
    # As the answer settles the row, nobody waits any more.
    CaseMessage.objects.filter(message=asked).update(settled_at=at(2), settled_as="answered")
    assert record(said) == set()
    assert list(Answer.objects.values()) == before


def test_who_was_answered_by_what_is_deleted_waits_again(chat: Conversation, mia: Member) -> None:
    asked = ask(chat, mia, "Where is it?", 0)
    first = answer(chat, "It left today.", 2)
    record(first)
    CaseMessage.objects.filter(message=asked).update(settled_at=at(2), settled_as="answered")
    Message.objects.filter(pk=first.pk).update(removed_at=at(5))
    record(first)
    second = answer(chat, "It left yesterday.", 60)
    record(second)
    assert answered(second) == [("Mia Schmidt", "only")]


@pytest.mark.parametrize("how", ["decided", "unneeded", "gone", "closed"])
def test_who_waited_no_more_when_staff_wrote_is_not_answered(chat: Conversation, mia: Member, how: str) -> None:
    asked = ask(chat, mia, "Where is it?", 0)
    CaseMessage.objects.filter(message=asked).update(settled_at=at(1), settled_as=how)
    said = answer(chat, "It left today.", 2)
    record(said)
    assert answered(said) == [("nobody", "unknown")]


def test_a_row_that_went_to_another_case_does_not_wait_here(chat: Conversation, mia: Member) -> None:
    CaseMessage.objects.filter(message=ask(chat, mia, "Where is it?", 0)).update(left_at=at(1))
    said = answer(chat, "It left today.", 2)
    record(said)
    assert answered(said) == [("nobody", "unknown")]


def test_what_is_judged_in_the_same_batch_is_named_by_the_caller(chat: Conversation, mia: Member) -> None:
    asked = write(chat, mia, "Where is it?", 0)
    said = answer(chat, "It left today.", 2)
    record(said, waiting={chat.pk: [asked.pk]})
    assert answered(said) == [("Mia Schmidt", "only")]


def test_nobody_waited_for_what_was_written_before(chat: Conversation, mia: Member) -> None:
    said = answer(chat, "It left today.", 0)
    ask(chat, mia, "Where is it?", 1)
    record(said)
    assert answered(said) == [("nobody", "unknown")]


def test_a_row_that_waits_behind_a_long_chat_is_found(chat: Conversation, mia: Member, otto: Member) -> None:
    ask(chat, mia, "Where is it?", 0)
    for minute in range(1, 40):
        write(chat, otto, "Nice.", minute)
    said = answer(chat, "It left today.", 60)
    record(said)
    assert answered(said) == [("Mia Schmidt", "only")]


def test_who_has_no_identity_is_answered_by_their_message(chat: Conversation) -> None:
    asked = ask(chat, None, "Where is it?", 0, guest_name="Otto", external_id="m-guest")
    below = answer(chat, "It left today.", 1, parent=asked)
    named = answer(chat, "Hi Otto, it left today.", 30)
    record(below, named)
    assert answered(below) == [("guest of m-guest", "parent")]
    assert answered(named) == [("guest of m-guest", "mention")]


def test_who_is_one_person_in_a_source_is_answered_under_both_names(chat: Conversation, mia: Member) -> None:
    other = member("Mia at home")
    person = Person.objects.create(community=make_community())
    Member.objects.filter(pk__in=[mia.pk, other.pk]).update(person=person)
    said = answer(chat, "It left today.", 1, parent=ask(chat, mia, "Where is it?", 0))
    record(said)
    assert answered(said) == [("Mia Schmidt", "parent"), ("Mia at home", "parent")]


def test_two_messages_of_one_person_are_one_who_waits(chat: Conversation, mia: Member) -> None:
    other = member("Mia at home")
    person = Person.objects.create(community=make_community())
    Member.objects.filter(pk__in=[mia.pk, other.pk]).update(person=person)
    ask(chat, mia, "Where is it?", 0)
    ask(chat, other, "Where is it please?", 1)
    said = answer(chat, "It left today.", 2)
    record(said)
    assert {name for name, _ in answered(said)} == {"Mia Schmidt", "Mia at home"}


def test_a_private_conversation_of_one_member_has_nobody_else(mia: Member) -> None:
    private = begin(member=mia)
    write(private, mia, "Thank you.", 0, kind="direct")
    said = answer(private, "Hi Anna, you are welcome.", 1, kind="direct")
    record(said)
    assert answered(said) == [("Mia Schmidt", "only")]


def test_a_name_of_another_conversation_leaves_it_open(chat: Conversation, mia: Member, otto: Member) -> None:
    ask(begin(), mia, "Where is it?", 0)
    said = answer(chat, "Hi Mia Schmidt, it left today.", 2, parent=ask(chat, otto, "And mine?", 1))
    record(said)
    assert answered(said) == [("nobody", "unknown")]


def test_a_namesake_elsewhere_does_not_take_the_name(chat: Conversation, mia: Member) -> None:
    member("Mia Schmidt (2)")
    Member.objects.filter(external_id="mia.schmidt.(2)").update(name="Mia Schmidt", name_key="mia schmidt")
    ask(chat, mia, "Where is it?", 0)
    ask(chat, member("otto_k"), "And mine?", 1)
    said = answer(chat, "Hi Mia Schmidt, it left today.", 2)
    record(said)
    assert answered(said) == [("Mia Schmidt", "mention")]


def test_who_wrote_long_ago_is_known_by_the_whole_name(chat: Conversation, mia: Member, otto: Member) -> None:
    write(chat, mia, "Thank you.", 0)
    for minute in range(1, 40):
        write(chat, otto, "Nice.", minute)
    said = answer(chat, "@Mia Schmidt you are welcome.", 60)
    record(said)
    assert answered(said) == [("Mia Schmidt", "mention")]


def test_a_message_takes_its_answer_into_another_conversation(chat: Conversation, mia: Member) -> None:
    said = answer(chat, "It left today.", 1, parent=ask(chat, mia, "Where is it?", 0))
    record(said)
    other = begin()
    Message.objects.filter(pk=said.pk).update(conversation=other)
    assert record(said) == {chat.pk, other.pk}
    assert Answer.objects.get().conversation == other


def test_nobody_answered_after_we_had_the_answer(chat: Conversation, mia: Member) -> None:
    asked = ask(chat, mia, "Where is it?", 0)
    said = answer(chat, "It left today.", 9, parent=asked, received_at=at(4))
    record(said)
    assert Answer.objects.get().given_at == at(4)


def test_what_a_person_said_is_never_overwritten(chat: Conversation, mia: Member, otto: Member) -> None:
    asked = ask(chat, mia, "Where is it?", 0)
    said = answer(chat, "It left today.", 1, parent=asked)
    fields = {"conversation": chat, "posted_at": at(1), "given_at": at(1), "at": at(2), "by": make_user("ana")}
    Answer.objects.create(message=said, author=mia, way="by_hand", answered=False, **fields)
    record(said)
    record(said)
    assert answered(said) == [("Mia Schmidt", "by_hand"), ("nobody", "unknown")]
    Answer.objects.filter(author=mia).update(answered=True)
    record(said)
    assert answered(said) == [("Mia Schmidt", "by_hand")]


def test_the_number_of_queries_does_not_depend_on_the_batch(mia: Member) -> None:
    def queries(count: int) -> int:
        chat = begin(make_channel(slug=f"chat{count}"))
        asked = [ask(chat, member(f"Asker {count} {number}"), "Where?", number) for number in range(count)]
        said = [answer(chat, f"Hi Asker {count}, there.", 100 + n, parent=each) for n, each in enumerate(asked)]
        said += [answer(chat, "There.", 300 + n) for n in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            record(*said)
        return len(captured)

    few = queries(2)
    assert queries(30) == few
    assert few <= 20
