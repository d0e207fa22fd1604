"""The page of escalations: what each role sees on it, and what a lead does there."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Community
from moderation.cases import actions as case_actions
from moderation.escalations import actions as escalation_actions
from moderation.escalations import rules
from moderation.models import Case, CaseEvent, Escalation, User
from moderation.outbox import delivery
from moderation.web.escalations import listing
from tests.builders import make_assessment, make_case, make_escalation_rule, make_message, make_user
from tests.web.escalations.browsing import PAGE, shown
from tests.web.shared.markup import page_of

NOW = timezone.now()


def ask(by: User, team: str = "pr", text: str = "The zip broke again.", asks: str = "May we answer?") -> Escalation:
    return escalation_actions.escalate(make_case(make_message(text)), by, timezone.now(), team=team, asks=asks)


def act(client: Client, escalation: Escalation, verb: str, **typed: str):
    return client.post(f"{PAGE}{escalation.pk}/{verb}/", typed)


def fresh(escalation: Escalation) -> Escalation:
    return Escalation.objects.get(pk=escalation.pk)


# ── look ────────────────────────────────────────────────────────────────


def test_with_nothing_escalated_the_page_says_what_comes_here(desk, client, ana):
    assert "Nothing is with PR" in shown(desk)
    client.force_login(ana)
    assert "Nothing is escalated" in shown(client)


def test_an_escalation_says_who_asks_what_and_about_which_case(desk, ana):
    made = ask(ana)
    page = shown(desk)
    assert f'<a href="/c/tarnfell/cases/{made.case_id}/">Case {made.case_id}</a>' in page
    assert "The zip broke again." in page
    assert "<strong>Ana</strong> asks:" in page
    assert "May we answer?" in page


def test_one_by_a_rule_says_which_and_why(desk, tarnfell):
    make_escalation_rule(severity_from=3, reason="PR reads it first.", name="Grave")
    message = make_message()
    make_case(message, assessment=make_assessment(message), rules_due_at=NOW)
    rules.ask_rules(timezone.now())
    page = shown(desk)
    assert "The rule <strong>Grave</strong> asks:" in page
    assert "PR reads it first." in page
    assert "Grave: severity at least high" in page


def test_a_rule_that_was_deleted_leaves_what_it_asked(desk, ana):
    made = ask(ana)
    Escalation.objects.filter(pk=made.pk).update(made_by=None)
    assert "A rule that is no more asks:" in shown(desk)


def test_each_state_is_a_section_and_the_oldest_comes_first(desk, ana, lee):
    first, second, taken, answered, closed = (ask(ana) for _ in range(5))
    escalation_actions.acknowledge(taken, lee, NOW)
    escalation_actions.answer(answered, lee, NOW, text="Yes.")
    escalation_actions.close(closed, lee, NOW, why="Done.")
    page = shown(desk)
    order = [page.index(f'id="escalation-{each.pk}"') for each in (first, second, taken, answered, closed)]
    assert order == sorted(order)
    for title in ("Waiting for acknowledgement, 2", "Acknowledged, 1", "Answered, to close, 1", "Closed, the newest"):
        assert title in page
    assert "With PR: 4 open" in page


def test_a_lead_sees_the_own_team_only_and_whoever_works_on_cases_all_teams(client, ana, lee, ada):
    ours, theirs = ask(ana), ask(ana, team="legal")
    client.force_login(lee)
    page = shown(client, "?team=legal")
    assert f'id="escalation-{theirs.pk}"' not in page
    for who in (ana, ada):
        client.force_login(who)
        page = shown(client)
        assert f'id="escalation-{ours.pk}"' in page
        assert f'id="escalation-{theirs.pk}"' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"pr", "legal"}),
        ("?team=legal", {"legal"}),
        ("?team=explode&state=x&page=y", {"pr", "legal"}),
        ("?state=new", {"pr", "legal"}),
        ("?state=answered", set()),
        ("?team=%00&page=99999999999999999999", {"pr", "legal"}),
    ],
)
def test_the_list_is_filtered_by_team_and_state(client, ana, query, found):
    teams = {team: ask(ana, team=team).pk for team in ("pr", "legal")}
    client.force_login(ana)
    page = shown(client, query)
    assert {team for team, pk in teams.items() if f'id="escalation-{pk}"' in page} == found


def test_a_long_list_goes_on_on_further_pages(desk, ana, monkeypatch):
    monkeypatch.setattr(listing, "FEW", 2)
    monkeypatch.setattr(listing, "PAGE", 2)
    made = [ask(ana) for _ in range(5)]
    assert "?state=new" in shown(desk)
    first = shown(desk, "?state=new")
    assert "?state=new&page=2" in first
    assert [f'id="escalation-{each.pk}"' in first for each in made] == [True, True, False, False, False]
    last = shown(desk, "?state=new&page=3")
    assert last.count('<article class="esc') == 1
    assert f'id="escalation-{made[4].pk}"' in last
    assert "More of these" not in last


def test_a_full_page_takes_few_questions(desk, ana, lee, django_assert_max_num_queries):
    make_user("lena", "lead", team="pr")
    for _ in range(12):
        escalation_actions.answer(ask(ana), lee, NOW, text="Yes.")
        ask(ana)
    with django_assert_max_num_queries(24):
        shown(desk)


# ── who was told ────────────────────────────────────────────────────────


def test_a_mail_that_waits_and_one_that_was_delivered(desk, ana, settings):
    settings.EMAIL_HOST = "mail.example.org"
    ask(ana)
    assert "Mail to Lee: leaves when its undo time is over." in shown(desk)
    delivery.deliver_due(timezone.now() + timedelta(seconds=11))
    assert "Mail to Lee: delivered." in shown(desk)


def test_without_a_mail_server_the_page_says_not_delivered_and_an_admins_first_steps_say_why(desk, ana, ada):
    make_user("lena", "lead", team="pr")
    ask(ana)
    delivery.deliver_due(timezone.now() + timedelta(seconds=11))
    page = shown(desk)
    assert "Mail to Lee, Lena: not delivered." in page
    assert "EMAIL_HOST" not in page
    desk.force_login(ada)
    assert page_of(desk.get("/c/tarnfell/settings/")).count("Set up a mail server") == 1


def test_a_team_that_nobody_leads_was_not_told(client, ana, lee):
    made = ask(ana, team="legal")
    client.force_login(ana)
    assert "Nobody leads this team yet; nobody was told." in shown(client)
    make_user("jonas", "lead", team="legal")
    assert "Nobody led this team when it was asked; nobody was told." in shown(client)
    assert not made.mails.exists()


# ── act ─────────────────────────────────────────────────────────────────


def test_acknowledging_comes_back_to_where_it_stands_now(desk, ana, lee):
    made = ask(ana)
    answer = act(desk, made, "acknowledge")
    assert (answer.status_code, answer.url) == (303, f"{PAGE}#escalation-{made.pk}")
    assert fresh(made).acknowledged_by == lee
    page = shown(desk)
    assert f"Case {made.case_id}: acknowledged." in page
    assert "Lee acknowledged it" in page
    assert "data-acknowledge" not in page


def test_of_two_leads_the_second_is_told_who_was_first(desk, ana, lee):
    made = ask(ana)
    escalation_actions.acknowledge(made, make_user("lena", "lead", team="pr"), NOW)
    assert "Lena acknowledged it already." in page_of(desk.post(f"{PAGE}{made.pk}/acknowledge/", follow=True), unescape)


def test_answering_closing_and_handing_on(desk, ana, lee):
    answered, handed = ask(ana), ask(ana)
    act(desk, answered, "answer", text="Yes, and say sorry.")
    assert fresh(answered).answer == "Yes, and say sorry."
    act(desk, answered, "close", why="Settled.")
    assert fresh(answered).closed_by == lee
    act(desk, handed, "hand-on", team="legal", why="It is about the law.")
    assert Escalation.objects.open().get().team.slug == "legal"
    assert "It is about the law." not in shown(desk, "?state=new")


@pytest.mark.parametrize(
    ("verb", "typed", "error"),
    [
        ("answer", {"text": " "}, "Write an answer first."),
        ("hand-on", {"team": "legal"}, "Say why it is for another team."),
        ("hand-on", {"why": "The law."}, "Choose a team."),
        ("hand-on", {"team": "sales", "why": "The law."}, "Choose one of the teams."),
        ("close", {}, "Say what came of it."),
        ("close", {"why": "x" * 2_001}, "at most 2000 characters"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(desk, ana, verb, typed, error):
    made = ask(ana)
    answer = act(desk, made, verb, **typed)
    assert answer.status_code == 422
    page = page_of(answer, unescape)
    assert error in page
    assert f'id="escalation-{made.pk}"' in page
    assert typed.get("why", typed.get("text", "")).strip() in page
    assert fresh(made).state == "new"


def test_a_refusal_says_why_and_keeps_what_was_typed(desk, ana):
    made = ask(ana)
    escalation_actions.answer(made, make_user("lena", "lead", team="pr"), NOW, text="Yes.")
    answer = act(desk, made, "answer", text="No, never.")
    assert answer.status_code == 409
    assert "Lena answered it already" in page_of(answer, unescape)
    assert "No, never." in page_of(answer, unescape)


def test_what_was_typed_is_kept_also_when_it_was_closed_meanwhile(desk, ana):
    made = ask(ana)
    escalation_actions.close(made, make_user("lena", "lead", team="pr"), NOW, why="Done.")
    answer = act(desk, made, "answer", text="No, never.")
    assert answer.status_code == 409
    assert "Lena closed this escalation already" in page_of(answer, unescape)
    assert "No, never." in page_of(answer, unescape)


def test_a_form_on_the_case_comes_back_to_the_case(desk, ana):
    made = ask(ana)
    case_page = f"/c/tarnfell/cases/{made.case_id}/"
    there = f"#escalation-{made.pk}"
    assert act(desk, made, "acknowledge", next=case_page).url == case_page + there
    assert act(desk, made, "answer", text="Yes.", next="https://evil.example/").url == PAGE + there
    answer = act(desk, made, "close", next=case_page)
    assert f'name="next" value="{case_page}"' in page_of(answer, unescape)


def test_a_note_is_written_on_the_case_and_comes_back(desk, ana, lee):
    made = ask(ana)
    assert f'action="/c/tarnfell/cases/{made.case_id}/note/"' in shown(desk)
    answer = desk.post(f"/c/tarnfell/cases/{made.case_id}/note/", {"text": "I call him.", "next": PAGE})
    assert (answer.status_code, answer.url) == (303, PAGE)
    assert CaseEvent.objects.get(kind="noted").actor == lee


@pytest.mark.parametrize("verb", ["acknowledge", "answer", "hand-on", "close"])
def test_what_is_with_another_team_is_absent(desk, ana, verb):
    made = ask(ana, team="legal")
    assert act(desk, made, verb, text="Yes.", why="Mine.", team="pr").status_code == 404
    assert fresh(made).state == "new"


def test_an_admin_does_what_every_team_may(client, ana, ada):
    made = ask(ana, team="legal")
    client.force_login(ada)
    act(client, made, "acknowledge")
    assert fresh(made).acknowledged_by == ada


def test_a_moderator_is_offered_nothing_that_is_the_teams(client, ana):
    ask(ana)
    client.force_login(ana)
    page = shown(client)
    for word in ("data-acknowledge", "Answer back", "Hand on", "Close the escalation"):
        assert word not in page


def test_looking_does_not_acknowledge(desk, ana):
    made = ask(ana)
    assert desk.get(f"{PAGE}{made.pk}/acknowledge/").status_code == 405
    assert fresh(made).state == "new"


@pytest.mark.parametrize("verb", ["answer", "hand-on", "close"])
def test_a_refusal_that_is_loaded_again_leads_to_the_page(desk, ana, verb):
    made = ask(ana)
    assert desk.post(f"{PAGE}{made.pk}/{verb}/").status_code == 422
    assert desk.get(f"{PAGE}{made.pk}/{verb}/").url == PAGE


# ── the frame ───────────────────────────────────────────────────────────


def test_a_lead_comes_here_first_and_finds_the_door_in_the_bar(desk, tarnfell: Community):
    assert desk.get("/").url == PAGE
    page = shown(desk)
    assert f'<a href="{PAGE}" aria-current="page">' in page
    assert "/c/tarnfell/queue/" not in page


def test_an_escalation_of_a_closed_case_says_so(desk, ana):
    made = ask(ana)
    case_actions.close(Case.objects.get(pk=made.case_id), ana, NOW, why="Nothing to do.")
    assert "case closed" in shown(desk)


def test_nothing_that_somebody_wrote_becomes_markup(desk, ana, lee):
    evil = "<script>alert(1)</script>"
    made = ask(ana, text=evil, asks=evil)
    escalation_actions.answer(made, lee, NOW, text=f"</textarea>{evil}")
    page = page_of(desk.get(PAGE))
    assert "<script>alert" not in page
    assert "</textarea><script" not in page
