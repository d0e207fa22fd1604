"""A fifth team, from the first question to its lead's answer: all that the first four can, under its own name."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from community.models import Community
from moderation.escalations import actions, rules
from moderation.models import Change, Escalation, Team, User
from moderation.outbox import delivery
from tests.builders import NOON, make_case, make_message, make_team, make_user
from tests.web.administration.browsing import at, fill, text
from tests.web.shared.browsing import as_
from tests.web.shared.markup import page_of

ASKED = "May we sponsor the fair?"


@pytest.fixture(autouse=True)
def events(tarnfell: Community) -> Team:
    return make_team("events", tarnfell, name="Events & fairs")


@pytest.fixture
def eve(events: Team) -> User:
    """Eve leads Tarnfell's fifth team."""
    return make_user("eve", "lead", team="events")


@pytest.fixture
def desk(client: Client, ana: User) -> Client:
    client.force_login(ana)
    return client


def ask_in_the_browser(desk: Client) -> Escalation:
    case = make_case()
    assert desk.post(f"/c/tarnfell/cases/{case.pk}/escalate/", {"team": "events", "asks": ASKED}).status_code == 303
    return Escalation.objects.get(case=case)


def page_at(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return page_of(response, unescape)


def test_its_lead_gets_what_it_is_asked_and_sees_only_that(desk: Client, eve: User, ana: User) -> None:
    asked = ask_in_the_browser(desk)
    other = actions.escalate(make_case(make_message("My lawyer.")), ana, NOON, team="pr", asks="And this?")
    hers = as_(eve)
    page = page_at(hers, "/c/tarnfell/escalations/")
    assert "With Events & fairs: 1 open" in page
    assert ASKED in page
    assert "And this?" not in page
    assert hers.get(f"/c/tarnfell/cases/{asked.case_id}/").status_code == 200
    assert hers.get(f"/c/tarnfell/cases/{other.case_id}/").status_code == 404
    answer = f"/c/tarnfell/escalations/{asked.pk}/answer/"
    assert hers.post(answer, {"text": "Yes."}).status_code == 303
    assert hers.post(answer.replace(str(asked.pk), str(other.pk)), {"text": "Yes."}).status_code == 404
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("Yes.", eve)


def test_the_case_and_the_queue_say_its_name(desk: Client, eve: User) -> None:
    asked = ask_in_the_browser(desk)
    page = page_at(desk, f"/c/tarnfell/cases/{asked.case_id}/")
    assert f"Case {asked.case_id} is with Events & fairs." in page
    assert "<strong>Ana</strong> asked Events & fairs" in page
    assert asked.case.events.last().facts["team"] == "events"
    assert "with Events & fairs" in page_at(desk, "/c/tarnfell/queue/")


def test_a_team_without_a_picture_of_its_own_has_that_of_people(desk: Client, eve: User) -> None:
    page = page_at(desk, f"/c/tarnfell/cases/{make_case().pk}/")
    icons = dict(re.findall(r'name="team" value="(\w+)".*?icons[.\w]*svg#([\w-]+)"', page))
    assert icons == {"support": "support", "pr": "pr", "product": "product", "legal": "legal", "events": "user"}


def test_a_mail_says_its_name(desk: Client, eve: User, settings: object) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    asked = ask_in_the_browser(desk)
    delivery.deliver_due(timezone.now() + timedelta(minutes=1))
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([eve.email], f"Tarnfell Outdoor: case {asked.case_id} is with Events & fairs")
    assert "for Events & fairs." in sent.body
    assert "because you lead Events & fairs in" in sent.body


def test_a_rule_asks_it(eve: User, ada: User) -> None:
    admin = as_(ada)
    typed = {"name": "Fairs", "severity_from": "3", "team": "events", "reason": "Is this a fair?"}
    assert fill(admin, at("settings-escalation-new"), **typed).status_code == 303
    case = make_case(rules_due_at=timezone.now(), found_at=timezone.now())
    rules.ask_rules(timezone.now())
    asked = Escalation.objects.get()
    assert (asked.case, asked.team.slug, asked.mails.get().recipient) == (case, "events", eve)
    assert "ask Events & fairs: Is this a fair?" in text(admin.get(at("settings-escalation")))
    assert "The rule “Fairs” asked Events & fairs" in page_at(admin, f"/c/tarnfell/cases/{case.pk}/")


def test_a_question_is_handed_on_to_it(lee: User, eve: User, ana: User) -> None:
    asked = actions.escalate(make_case(), ana, NOON, team="pr", asks="May we?")
    client = as_(lee)
    assert '<option value="events">Events & fairs</option>' in page_at(client, "/c/tarnfell/escalations/")
    typed = {"team": "events", "why": "It is a fair."}
    assert client.post(f"/c/tarnfell/escalations/{asked.pk}/hand-on/", typed).status_code == 303
    assert Escalation.objects.open().get().team.slug == "events"
    page = page_at(as_(ana), f"/c/tarnfell/cases/{asked.case_id}/")
    assert "handed it on from PR to Events & fairs" in page


def test_the_list_is_filtered_by_its_slug(desk: Client, ana: User, eve: User) -> None:
    asked = ask_in_the_browser(desk)
    actions.escalate(make_case(make_message("My lawyer.")), ana, NOON, team="pr", asks="And this?")
    page = page_at(desk, "/c/tarnfell/escalations/?team=events")
    assert f'id="escalation-{asked.pk}"' in page
    assert "And this?" not in page
    assert '<option value="events" selected>Events & fairs</option>' in page


def test_somebody_is_made_its_lead_and_the_record_says_so(ada: User, ana: User) -> None:
    admin, place = as_(ada), ana.memberships.get()
    assert fill(admin, at("settings-person", pk=place.pk), role="lead", team="events").status_code == 303
    place.refresh_from_db()
    assert place.team.slug == "events"
    assert Change.objects.get().after == {"role": "lead", "team": "events"}
    assert "Events & fairs" in text(admin.get(at("settings-record")))
    assert "Events & fairs" in text(admin.get(at("settings-people")))
    assert "Lead, Events & fairs" in page_at(as_(ana), "/c/tarnfell/escalations/")


def test_somebody_is_invited_to_lead_it(ada: User) -> None:
    admin = as_(ada)
    typed = {"email": "noor@example.org", "role": "lead", "team": "events"}
    assert fill(admin, at("settings-invite"), **typed).status_code == 303
    assert "Lead, Events & fairs" in text(admin.get(at("settings-people")))


# ── what is kept from earlier, and what belongs elsewhere ───────────────


def test_the_record_tells_teams_as_they_are_called_now_and_forgotten_ones_by_their_slug(
    desk: Client, tarnfell: Community, ana: User, ada: User
) -> None:
    made = actions.escalate(make_case(), ana, NOON, team="pr", asks="May we?")
    Team.objects.filter(slug="pr").update(name="Press")
    said = {"subject": "person", "name": "Lee", "before": {"team": "sales"}, "after": {"team": "pr"}}
    Change.objects.create(community=tarnfell, actor=ada, **said)
    made.case.events.create(kind="handed_on", actor=ana, at=timezone.now(), facts={"team": "sales", "to": "pr"})
    page = page_at(desk, f"/c/tarnfell/cases/{made.case_id}/")
    assert "<strong>Ana</strong> asked Press" in page
    assert "handed it on from sales to Press" in page
    assert re.search(r"<del[^>]*>sales</del>.*?<ins[^>]*>Press</ins>", text(as_(ada).get(at("settings-record"))), re.S)


@pytest.mark.parametrize("form", ["case", "hand-on", "settings-person", "settings-invite", "settings-escalation-new"])
def test_no_form_offers_another_communitys_team(
    desk: Client, emberloom: Community, ada: User, ana: User, form: str
) -> None:
    make_team("guild", emberloom, name="Guild")
    asked, row = actions.escalate(make_case(), ana, NOON, team="pr", asks="May we?"), {}
    if form == "settings-person":
        row = {"pk": ana.memberships.get().pk}
    kinds = {"case": f"/c/tarnfell/cases/{asked.case_id}/", "hand-on": "/c/tarnfell/escalations/"}
    page = page_at(as_(ada), kinds.get(form) or at(form, **row))
    assert "Events & fairs" in page
    assert "Guild" not in page


@pytest.mark.parametrize("form", ["settings-person", "settings-invite", "settings-escalation-new"])
def test_no_form_takes_another_communitys_team(emberloom: Community, ada: User, ana: User, form: str) -> None:
    make_team("guild", emberloom, name="Guild")
    typed = {"email": "noor@example.org", "role": "lead", "name": "Fairs", "reason": "Look.", "severity_from": "3"}
    row = {"pk": ana.memberships.get().pk} if form == "settings-person" else {}
    assert fill(as_(ada), at(form, **row), **typed, team="guild").status_code == 422


def test_asking_another_communitys_team_is_told_to_choose_one_of_the_teams(desk: Client, emberloom: Community) -> None:
    make_team("guild", emberloom, name="Guild")
    answer = desk.post(f"/c/tarnfell/cases/{make_case().pk}/escalate/", {"team": "guild", "asks": ASKED})
    assert answer.status_code == 422
    assert "Choose one of the teams." in text(answer)
    assert not Escalation.objects.exists()
