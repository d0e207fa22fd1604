"""The escalations on a case: asking by hand, the answer as a reply, and what a lead sees of a case."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from moderation.cases import actions as case_actions
from moderation.cases.undo import undo_last
from moderation.escalations import actions as escalation_actions
from moderation.models import Case, Escalation, User
from moderation.outbox import delivery
from tests.builders import make_case, make_message, make_user
from tests.web.cases.browsing import HTMX, act, address, shown, text_of

NOW = timezone.now()


@pytest.fixture
def lead(client: Client, lee: User) -> Client:
    """A browser in which Lee, who leads PR, is signed in."""
    client.force_login(lee)
    return client


def ask(case: Case, by: User, team: str = "pr") -> Escalation:
    return escalation_actions.escalate(case, by, timezone.now(), team=team, asks="May we answer this?")


# ── asking ──────────────────────────────────────────────────────────────


def test_a_case_is_escalated_on_its_page(desk, case, ana, lee):
    answer = act(desk, case, "escalate", team="pr", asks="May we answer this?", note="He wrote before.")
    assert (answer.status_code, answer.url) == (303, address(case))
    made = Escalation.objects.get()
    assert (made.case, made.team.slug, made.made_by, made.asks) == (case, "pr", ana, "May we answer this?")
    page = shown(desk, case)
    assert f"Case {case.pk} is with PR." in page
    assert "<strong>Ana</strong> asked PR" in page
    assert "He wrote before." in page
    assert "has it already" in page


def test_what_was_withdrawn_is_no_card_any_more(desk, case, ana):
    ask(case, ana)
    assert len(desk.get(address(case)).context["escalated"].cards) == 1
    undo_last(case, ana, timezone.now())
    assert desk.get(address(case)).context["escalated"].cards == []


def test_a_clock_that_was_set_back_before_an_undo_leaves_the_page_as_it_is(desk, case, ana):
    ask(case, ana)
    undo_last(case, ana, timezone.now() - timedelta(hours=1))
    page = desk.get(address(case))
    assert (page.status_code, page.context["undo"]) == (200, None)


def test_the_form_names_who_leads_each_team(desk, case, lee):
    page = shown(desk, case)
    assert "<small>Lee</small>" in page
    assert page.count("<small>nobody leads it yet</small>") == 3


@pytest.mark.parametrize("headers", [None, HTMX])
@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"asks": "May we answer?"}, "Choose a team."),
        ({"team": "sales", "asks": "May we answer?"}, "Choose one of the teams."),
        ({"team": "pr"}, "Say what the team is to do or to answer."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(desk, case, headers, typed, error):
    answer = act(desk, case, "escalate", headers=headers, **typed)
    assert answer.status_code == 422
    assert error in text_of(answer)
    assert typed.get("asks", "") in text_of(answer)
    assert not Escalation.objects.exists()


def test_a_team_that_has_it_is_not_asked_twice(desk, case, ben):
    ask(case, ben)
    answer = act(desk, case, "escalate", team="pr", asks="And this?")
    assert answer.status_code == 409
    assert "PR has this case already" in text_of(answer)
    assert "And this?" in text_of(answer)


def test_a_closed_case_offers_no_escalation(desk, case, ben):
    case_actions.close(case, ben, NOW, why="Nothing to do.")
    assert 'id="escalate"' not in shown(desk, case)
    assert act(desk, case, "escalate", team="pr", asks="And this?").status_code == 409


# ── taking back ─────────────────────────────────────────────────────────


def test_the_message_after_it_carries_an_undo(desk, case, lee):
    act(desk, case, "escalate", team="pr", asks="May we answer this?")
    page = shown(desk, case)
    assert "Undo withdraws it before the team gets a mail." in page
    assert "Undone: the escalation. The mail to Lee was not sent." in text_of(
        desk.post(address(case, "undo"), follow=True)
    )
    assert not Escalation.objects.open().exists()
    assert "undid the escalation" in shown(desk, case)


def test_once_the_mail_has_left_the_page_says_so(desk, case, lee, settings):
    settings.EMAIL_HOST = "mail.example.org"
    act(desk, case, "escalate", team="pr", asks="May we answer this?")
    delivery.deliver_due(timezone.now() + timedelta(seconds=11))
    assert "The mail has left and cannot be called back" in shown(desk, case)


def test_what_the_team_took_up_is_not_offered_to_be_undone(desk, case, ana, lee):
    made = ask(case, ana)
    assert 'id="undo"' in shown(desk, case)
    escalation_actions.acknowledge(made, lee, NOW)
    page = shown(desk, case)
    assert "The team has taken it up" in page
    assert 'id="undo"' not in page


def test_without_a_lead_undo_says_that_nobody_got_a_mail(desk, case, ana):
    ask(case, ana)
    assert "Nobody has got a mail of it; undo withdraws the question." in shown(desk, case)


def test_a_mail_is_nothing_that_happens_on_the_platform(desk, case, ana, lee):
    ask(case, ana)
    delivery.deliver_due(timezone.now() + timedelta(seconds=11))
    page = shown(desk, case)
    assert "On the platform" not in page
    assert "The mail to Lee was not delivered" in page


# ── the answer ──────────────────────────────────────────────────────────


def test_an_answer_is_used_as_the_reply(desk, case, ana, lee):
    made = ask(case, ana)
    escalation_actions.answer(made, lee, NOW, text="We are sorry, a new one is on its way.")
    assert f'href="?answer={made.pk}#reply-text"' in shown(desk, case)
    used = shown(desk, case, f"?answer={made.pk}")
    assert used.count("We are sorry, a new one is on its way.</textarea>") == 1
    act(desk, case, "reply", text="We are sorry, a new one is on its way.", close="on")
    assert case.outbox.get(kind="reply").text == "We are sorry, a new one is on its way."


@pytest.mark.parametrize("number", ["", "x", "%00", "99999999999999999999999"])
def test_an_answer_that_is_not_there_leaves_the_reply_empty(desk, case, number):
    assert desk.get(address(case) + f"?answer={number}").status_code == 200


def test_the_answer_to_another_case_is_not_used(desk, case, ana, lee):
    other = ask(make_case(make_message("Another.")), ana)
    escalation_actions.answer(other, lee, NOW, text="Not for you.")
    assert "Not for you." not in shown(desk, case, f"?answer={other.pk}")


def test_everything_that_happened_is_told(desk, case, ana, lee):
    made = ask(case, ana)
    escalation_actions.acknowledge(made, lee, NOW)
    escalation_actions.answer(made, lee, NOW, text="Yes.")
    escalation_actions.hand_on(made, lee, NOW, team="legal", why="The law.")
    theirs = Escalation.objects.open().get()
    escalation_actions.close(theirs, make_user("jonas", "lead", team="legal"), NOW, why="Done.")
    page = shown(desk, case)
    for sentence in (
        "acknowledged it for PR",
        "answered for PR",
        "handed it on from PR to Legal",
        "closed the escalation to Legal",
    ):
        assert sentence in page


# ── a lead ──────────────────────────────────────────────────────────────


def test_a_lead_sees_the_case_with_the_teams_forms_and_no_others(lead, threat, ana):
    ask(threat, ana)
    page = shown(lead, threat)
    for word in ("Acknowledge <kbd>", "Answer back", "Hand on", "Close the escalation", "Add note"):
        assert word in page
    for word in ('id="decide"', "/claim/", "/reply/", "/close/", "/undo/", "/queue/", "/guidelines/", "/to-do/"):
        assert word not in page.replace(f"/escalations/{Escalation.objects.get().pk}/close/", "")
    assert 'id="escalate"' not in page


def test_a_lead_of_two_asked_teams_acts_for_the_own_one_only(lead, threat, ana):
    ours, theirs = ask(threat, ana), ask(threat, ana, team="legal")
    page = shown(lead, threat)
    assert f"/escalations/{ours.pk}/acknowledge/" in page
    assert f'id="escalation-{theirs.pk}"' in page
    assert f"/escalations/{theirs.pk}/acknowledge/" not in page


def test_cases_that_a_lead_may_not_open_are_no_links(lead, threat, ana):
    earlier = make_case(make_message("Earlier."))
    Case.objects.filter(pk=threat.pk).update(follows=earlier)
    ask(threat, ana)
    page = shown(lead, threat)
    assert f"Case {earlier.pk}" in page
    assert f"case {earlier.pk}" in page
    assert address(earlier) not in page


def test_a_lead_is_led_back_to_the_escalations(lead, threat, ana):
    ask(threat, ana)
    case_actions.close(threat, ana, NOW, why="Nothing to do.")
    page = shown(lead, threat)
    assert page.count('/c/tarnfell/escalations/"') >= 3
    assert "Back to the escalations" in page


def test_a_moderator_sees_all_teams_and_acts_for_none(desk, threat, ana):
    made = ask(threat, ana)
    page = shown(desk, threat)
    assert f'id="escalation-{made.pk}"' in page
    assert "Acknowledge <kbd>" not in page


def test_a_case_that_is_with_another_team_is_absent_for_a_lead(lead, threat, ana):
    ask(threat, ana, team="legal")
    assert lead.get(address(threat)).status_code == 404


def test_a_reply_does_not_close_by_the_way_what_a_team_has_still_to_answer(desk, case, ana, lee):
    closing = 'name="close" id="reply-close" checked'
    assert closing in shown(desk, case)
    made = ask(case, ana)
    assert closing not in shown(desk, case)
    escalation_actions.answer(made, lee, NOW, text="You may.")
    assert closing in shown(desk, case)


def test_the_head_of_a_case_says_which_team_it_waits_for(desk, case, ana, lee):
    made = ask(case, ana)
    assert "with PR" in shown(desk, case)
    escalation_actions.answer(made, lee, NOW, text="You may.")
    assert "PR answered" in shown(desk, case)
