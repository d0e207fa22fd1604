"""The question whether a staff message answered the person of a case, on its page."""

from datetime import timedelta

import pytest

from community.models import Member
from moderation.models import Answer, Case
from tests.answers.talk import answer, ask, at, begin, case_of, member, record
from tests.builders import make_clock, make_escalation
from tests.web.cases.browsing import HTMX, act, shown, text_of


@pytest.fixture
def chat(reviews):
    return begin(reviews)


@pytest.fixture
def asked(chat) -> Case:
    """Zoe waits in a chat in which Otto waits too."""
    zoe = ask(chat, member("Zoe"), "Where is it?", 0)
    ask(chat, member("Otto"), "And mine?", 1)
    return case_of(zoe)


@pytest.fixture
def said(chat, asked):
    """What Tom wrote to one of the two."""
    message = answer(chat, "It left <today>.", 2)
    record(message)
    return message


def test_the_page_asks_about_a_staff_message_of_which_nobody_can_tell(desk, asked, said):
    page = shown(desk, asked)
    assert "Staff wrote here: did it answer <bdi>Zoe</bdi>?" in page
    assert "It left &lt;today&gt;." in page
    assert f'id="answered-{said.pk}"' in page
    assert 'data-key="y"' in page
    assert 'data-key="x"' in page


def test_nothing_is_asked_where_it_is_known(desk, chat):
    zoe = ask(chat, member("Zoe"), "Where is it?", 0)
    record(answer(chat, "It left today.", 2))
    assert "did it answer" not in shown(desk, case_of(zoe))


def test_nothing_is_asked_about_what_was_written_before(desk, chat):
    record(answer(chat, "It is out.", 0))
    assert "did it answer" not in shown(desk, case_of(ask(chat, member("Zoe"), "Where is it?", 1)))


def test_nothing_is_asked_of_a_case_that_waits_for_nothing(desk, asked, said):
    asked.rows.update(waits=False)
    assert "did it answer" not in shown(desk, asked)


def test_a_yes_closes_a_case_that_waited_for_the_answer_alone(desk, asked, said, ana):
    make_clock(asked, "reply", at(60))
    response = act(desk, asked, "answered", message=said.pk, answered="yes")
    assert response.status_code == 303
    case = Case.objects.get(pk=asked.pk)
    assert (case.outcome, case.rows.get().settled_as) == ("answered", "answered")
    assert (case.clocks.get().kept_at, case.clocks.get().kept_as) == (at(2), "platform")
    page = shown(desk, asked)
    assert "Noted: it was an answer." in page
    assert "said that a staff message answered this person" in page
    assert "did it answer" not in page


def test_the_record_closes_the_case_after_what_was_said(desk, asked, said, ana):
    act(desk, asked, "answered", message=said.pk, answered="yes")
    page = shown(desk, asked)
    newest_first = [page.index(words) for words in ("Closed: answered", "said that a staff message answered")]
    assert newest_first == sorted(newest_first)
    assert 'data-key="z"' in page


def test_it_is_asked_before_the_conversation(desk, asked, said):
    page = shown(desk, asked)
    assert page.index("did it answer") < page.index('<section class="read"')


def test_it_can_be_undone(desk, asked, said, ana):
    make_clock(asked, "reply", at(60))
    act(desk, asked, "answered", message=said.pk, answered="yes")
    assert act(desk, asked, "undo").status_code == 303
    case = Case.objects.get(pk=asked.pk)
    assert (case.clocks.get().kept_at, case.clocks.get().ended_at) == (None, None)
    assert (case.closed_at, case.outcome, case.rows.get().settled_at) == (None, "", None)
    assert "did it answer" in shown(desk, asked)


def test_a_yes_leaves_a_case_open_that_has_something_else(desk, asked, said, ana):
    asked.rows.update(opened_for=["answer", "finding"])
    act(desk, asked, "answered", message=said.pk, answered="yes")
    case = Case.objects.get(pk=asked.pk)
    assert (case.closed_at, case.rows.get().settled_as, case.rows.get().answered_at) == (None, "", at(2))


def test_a_yes_leaves_a_later_question_waiting(desk, chat, asked, said, ana):
    ask(chat, Member.objects.get(name="Zoe"), "And the tent?", 9)
    act(desk, asked, "answered", message=said.pk, answered="yes")
    case = Case.objects.get(pk=asked.pk)
    assert case.closed_at is None
    assert list(case.rows.order_by("pk").values_list("settled_as", flat=True)) == ["answered", ""]


def test_a_no_asks_no_more_and_the_clock_runs_on(desk, asked, said, ana):
    make_clock(asked, "reply", at(60))
    response = act(desk, asked, "answered", HTMX, message=said.pk, answered="no")
    assert asked.clocks.running().count() == 1
    assert "Noted: it was no answer, so the clock runs on." in text_of(response)
    assert "did it answer" not in text_of(response)
    assert Case.objects.get(pk=asked.pk).closed_at is None
    other = Case.objects.exclude(pk=asked.pk).get()
    assert "did it answer <bdi>Otto</bdi>?" in shown(desk, other)


def test_somebody_else_was_faster(desk, asked, said, ana, ben):
    fields = {"conversation": said.conversation, "posted_at": at(2), "given_at": at(2), "at": at(3), "by": ben}
    Answer.objects.create(message=said, author=asked.author, way="by_hand", answered=False, **fields)
    response = act(desk, asked, "answered", message=said.pk, answered="yes")
    assert response.status_code == 409
    assert "Ben said already that it did not answer this person. Undo that first." in text_of(response)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"answered": "yes"}, "Say which message is meant."),
        ({"message": 1}, "Choose yes or no."),
        ({"message": 1, "answered": "perhaps"}, "not one of the available choices"),
        ({"message": "first", "answered": "no"}, "Enter a whole number."),
        ({"message": 10**30, "answered": "no"}, "less than or equal to"),
    ],
)
def test_what_is_left_out_is_asked_for(desk, asked, said, typed, why):
    response = act(desk, asked, "answered", **typed)
    assert response.status_code == 422
    assert why in text_of(response)


def test_who_has_the_case_is_named_on_the_buttons(desk, asked, said, ben):
    Case.objects.filter(pk=asked.pk).update(assignee=ben, claimed_at=at(0) + timedelta(days=1))
    assert "Ben has this case; nobody else can say so until it is released." in shown(desk, asked)


def test_a_lead_sees_no_question(client, asked, said, lee):
    make_escalation(asked, "pr")
    client.force_login(lee)
    assert "did it answer" not in shown(client, asked)
