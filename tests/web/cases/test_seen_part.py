"""A lead sees of a case of several conversations the one that was escalated, on every page and in every notice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import Channel
from moderation.cases import actions as case_actions
from moderation.escalations import actions
from moderation.models import Case, Escalation, User
from moderation.outbox import delivery
from moderation.refusal import Refused
from tests.builders import (
    NOON,
    make_assessment,
    make_case,
    make_channel,
    make_copy,
    make_finding,
    make_guideline,
    make_member,
    make_message,
    make_reply,
    make_row,
    make_user,
)
from tests.web.cases.browsing import act, address, text_of

# In every word of the other conversation.
SECRET = "hidden-mark"


@pytest.fixture
def case(reviews: Channel) -> Case:
    """Moira threatens in a public review, and asks elsewhere, in public too."""
    threat = make_guideline(slug="legal-threat", rules=(("phrase", "hidden-mark lawyer"),))
    message = make_message("My hidden-mark lawyer will write.")
    assessment = make_assessment(message)
    make_finding(assessment, threat, "hidden-mark lawyer")
    case = make_case(message, assessment=assessment)
    make_reply(message, "Mine hidden-mark too.", author=make_member(external_id="kim"))
    make_copy(
        case,
        make_message(
            "My hidden-mark lawyer will write.", author=make_member(external_id="hidden-mark", name="hidden-mark")
        ),
    )
    asked = make_message("Is the stove safe?", channel=make_channel(reviews.community, "forum"))
    make_row(
        case,
        asked,
        opened_for=["answer"],
        severity=0,
        priority=20,
        assessment=make_assessment(asked, priority=20, terms=[]),
    )
    make_copy(case, make_reply(asked, "I ask myself too.", author=make_member(external_id="lou")))
    return case


def stove(case: Case) -> int:
    return case.rows.get(message__text="Is the stove safe?").message.conversation_id


def ask(case: Case, by: User, team: str = "pr", conversation: int | None = None, **said: str) -> Escalation:
    said = {"asks": "May we answer?", **said}
    return actions.escalate(case, by, timezone.now(), team=team, conversation=conversation or stove(case), **said)


@pytest.fixture
def lead(client: Client, lee: User) -> Client:
    client.force_login(lee)
    return client


def pages(client: Client, case: Case) -> list[str]:
    where = [address(case), address(case) + "?thread=all", reverse("escalations", args=["tarnfell"])]
    return [text_of(client.get(each)) for each in where]


def test_a_lead_sees_the_conversation_that_was_escalated_alone(lead: Client, case: Case, ana: User) -> None:
    ask(case, ana)
    for page in pages(lead, case):
        assert "Is the stove safe?" in page
        assert SECRET not in page
        assert "Legal threat" not in page
    assert "I ask myself too." in pages(lead, case)[0]


def test_whoever_sees_cases_sees_all_of_it(client: Client, case: Case, ana: User, ben: User) -> None:
    ask(case, ana)
    client.force_login(ben)
    page = text_of(client.get(address(case)))
    assert "hidden-mark lawyer" in page
    assert "Is the stove safe?" in page


def test_the_leading_message_names_the_conversation_where_nobody_chose(lead: Client, case: Case, ana: User) -> None:
    made = actions.escalate(case, ana, timezone.now(), team="pr", asks="May we answer?")
    assert made.message == case.message
    for page in pages(lead, case):
        assert "Is the stove safe?" not in page
        assert "lawyer" in page


def test_what_was_done_about_another_conversation_is_in_no_history_of_a_lead(
    lead: Client, case: Case, ana: User
) -> None:
    ask(case, ana)
    ask(case, ana, "legal", case.message.conversation_id, asks="hidden-mark what about the threat?")
    case_actions.reply(case, ana, timezone.now(), text="We hidden-mark answer.", close=False)
    actions.answer(
        Escalation.objects.get(team__slug="legal"), make_user("leo", "lead", team="legal"), NOON, text="hidden-mark no"
    )
    for page in pages(lead, case):
        assert SECRET not in page
        assert "Leo" not in page


def test_an_answer_about_another_conversation_is_no_address_either(lead: Client, case: Case, ana: User) -> None:
    ask(case, ana)
    other = ask(case, ana, "legal", case.message.conversation_id)
    actions.answer(other, make_user("leo", "lead", team="legal"), NOON, text="hidden-mark no")
    assert SECRET not in text_of(lead.get(f"{address(case)}?answer={other.pk}"))
    for verb in ("acknowledge", "answer", "close", "hand-on"):
        sent = lead.post(reverse(f"escalation-{verb}", args=["tarnfell", other.pk]), {"text": "Hm.", "why": "Hm."})
        assert sent.status_code == 404


def test_a_team_that_was_asked_about_both_sees_both(lead: Client, case: Case, ana: User) -> None:
    ask(case, ana)
    ask(case, ana, conversation=case.message.conversation_id)
    page = text_of(lead.get(address(case)))
    assert "hidden-mark lawyer" in page
    assert "Is the stove safe?" in page


def test_a_team_is_asked_once_about_a_conversation(case: Case, ana: User) -> None:
    ask(case, ana)
    # On a case of several conversations a note would not be seen there.
    with pytest.raises(Refused, match=r"has this case already\.$"):
        ask(case, ana)
    with pytest.raises(Refused, match="no message of that conversation any more"):
        ask(case, ana, conversation=make_message("Elsewhere.").conversation_id)


def test_a_question_that_is_handed_on_stays_about_its_conversation(case: Case, ana: User, lee: User) -> None:
    legal = ask(case, ana, "legal", case.message.conversation_id)
    taken = actions.hand_on(ask(case, ana), lee, NOON, team="legal", why="Yours.")
    assert (taken.about.conversation_id, taken.pk != legal.pk) == (stove(case), True)


def test_a_notice_tells_of_the_conversation_that_was_escalated(case: Case, ana: User, lee: User, settings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    ask(case, ana)
    delivery.deliver_due(timezone.now() + timedelta(minutes=2))
    (sent,) = mail.outbox
    assert "No severity" in sent.body
    assert "Forum" in sent.body
    assert "legal" not in sent.body.lower()


def test_the_moderator_chooses_the_conversation_on_the_page(client: Client, case: Case, ana: User) -> None:
    client.force_login(ana)
    page = text_of(client.get(address(case)))
    assert (
        page.index("About which conversation")
        < page.index("Store reviews: My hidden-mark lawyer")
        < page.index("Forum: Is the stove")
    )
    act(client, case, "escalate", team="pr", asks="May we answer?", conversation=stove(case))
    assert Escalation.objects.get().about.text == "Is the stove safe?"
    assert act(client, case, "escalate", team="legal", asks="Hm?", conversation=987654).status_code == 422


def test_a_case_of_one_conversation_asks_for_none(client: Client, reviews: Channel, ana: User) -> None:
    client.force_login(ana)
    assert "About which conversation" not in text_of(client.get(address(make_case(make_message("Hm.")))))
