"""The screens of people: who is here, who was, who is invited, and the link that is shown once."""

import re
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from community.models import Community
from moderation.cases import actions
from moderation.models import Invitation, Membership, User
from moderation.web.administration import link
from tests.builders import NOON, make_case, make_user
from tests.web.administration.browsing import at, fill, text
from tests.web.people.test_invitations import press

LINK = re.compile(r'value="(http://testserver/invitation/[\w-]{43}/)"')


def member(user: User) -> Membership:
    return Membership.objects.get(user=user)


def invited(desk: Client, **typed: str) -> str:
    """The page after inviting."""
    return text(desk.post(at("settings-invite"), {"email": "noor@example.org", "role": "viewer"} | typed, follow=True))


def test_the_list_says_who_is_what_since_when_and_with_how_many_claims(desk: Client, ana: User, lee: User) -> None:
    actions.claim(make_case(), ana, NOON)
    Membership.objects.filter(user=lee).update(joined_at=None, ended_at=NOON)
    page = text(desk.get(at("settings-people")))
    rows = {row.split("<")[0]: row for row in page.split("<strong>")}
    assert ">Moderator<" in rows["Ana"]
    assert 'class="num">1<' in rows["Ana"]
    assert ">active<" in rows["Ana"]
    assert ">PR<" in rows["Lee"]
    assert ">unknown<" in rows["Lee"]
    assert ">deactivated<" in rows["Lee"]


def test_the_list_costs_the_same_for_any_number_of_people(
    desk: Client, tarnfell: Community, django_assert_max_num_queries: Any
) -> None:
    for number in range(15):
        actions.claim(make_case(), make_user(f"m{number}", "moderator"), NOON)
    with django_assert_max_num_queries(10):
        desk.get(at("settings-people"))


def test_an_account_that_was_switched_off_is_said_to_be(desk: Client, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert "account switched off" in text(desk.get(at("settings-people")))


def test_a_role_is_changed(desk: Client, ana: User) -> None:
    assert fill(desk, at("settings-person", pk=member(ana).pk), role="lead", team="legal").status_code == 303
    assert (member(ana).role, member(ana).team.slug) == ("lead", "legal")


def test_a_team_is_for_leads_alone(desk: Client, ana: User) -> None:
    assert fill(desk, at("settings-person", pk=member(ana).pk), role="manager", team="legal").status_code == 303
    assert (member(ana).role, member(ana).team) == ("manager", None)


def test_the_last_admin_is_told_why_the_role_stays(desk: Client, ada: User) -> None:
    answer = fill(desk, at("settings-person", pk=member(ada).pk), role="viewer")
    assert answer.status_code == 409
    assert "There would be no admin left." in text(answer)
    gone = desk.post(at("settings-person-end", pk=member(ada).pk), follow=True)
    assert "There would be no admin left." in text(gone)


@pytest.mark.parametrize("how", ["role", "leaving"])
def test_an_admin_who_gives_up_the_own_right_goes_home(desk: Client, ada: User, how: str) -> None:
    make_user("amy", "admin")
    if how == "role":
        answer = fill(desk, at("settings-person", pk=member(ada).pk), role="moderator")
    else:
        answer = desk.post(at("settings-person-end", pk=member(ada).pk))
    assert (answer.status_code, answer["Location"]) == (303, "/")


def test_somebody_leaves_and_comes_back(desk: Client, ana: User) -> None:
    actions.claim(make_case(), ana, NOON)
    page = text(desk.get(at("settings-person", pk=member(ana).pk)))
    assert "1 open case goes back to the queue" in page
    gone = desk.post(at("settings-person-end", pk=member(ana).pk), follow=True)
    assert "Ana is deactivated and sees nothing here any more. 1 case went back to the queue." in text(gone)
    back = desk.post(at("settings-person-return", pk=member(ana).pk), follow=True)
    assert "Ana is back as moderator." in text(back)
    assert member(ana).ended_at is None


@pytest.mark.parametrize("verb", ["settings-person-end", "settings-person-return"])
def test_looking_changes_nobody(desk: Client, ana: User, verb: str) -> None:
    assert desk.get(at(verb, pk=member(ana).pk)).status_code == 405


def test_the_link_is_shown_once_and_kept_nowhere(desk: Client, tarnfell: Community) -> None:
    page = invited(desk)
    link = LINK.search(page)
    assert link
    assert "The link for noor@example.org" in page
    assert "No mail server is set up, so give them the link yourself." in page
    assert not LINK.search(text(desk.get(at("settings-people"))))
    assert "noor@example.org" in text(desk.get(at("settings-people")))
    token = link[1].split("/")[-2]
    assert token not in str(list(Invitation.objects.values()))
    assert token not in str(dict(desk.session))
    assert "Ada invites you to Tarnfell Outdoor" in text(Client().get(link[1]))


def test_of_two_invitations_in_a_row_both_links_are_shown(desk: Client, tarnfell: Community) -> None:
    for email in ("noor@example.org", "ned@example.org", "noor@example.org"):
        desk.post(at("settings-invite"), {"email": email, "role": "viewer"})
    page = text(desk.get(at("settings-people")))
    assert re.findall("The link for ([a-z]+)@", page) == ["noor", "ned"]
    links = LINK.findall(page)
    for name, address in zip(["noor", "ned"], links, strict=True):
        browser = Client()
        assert f"invites {name}@" in text(browser.get(press(browser, address)))
    assert not LINK.search(text(desk.get(at("settings-people"))))


def test_as_many_links_are_handed_on_as_fit_into_a_cookie(desk: Client, tarnfell: Community) -> None:
    for number in range(20):
        email = f"{'n' * 60}{number}@{'.'.join(['x' * 60] * 3)}.example"
        answer = desk.post(at("settings-invite"), {"email": email, "role": "viewer"})
    assert len(answer.cookies["invitation"].OutputString()) < 4096
    assert len(LINK.findall(text(desk.get(at("settings-people"))))) == link.MOST


def test_asking_for_the_head_of_the_page_leaves_the_link_to_whoever_looks(desk: Client, tarnfell: Community) -> None:
    desk.post(at("settings-invite"), {"email": "noor@example.org", "role": "viewer"})
    assert desk.head(at("settings-people")).status_code == 200
    assert LINK.search(text(desk.get(at("settings-people"))))


def test_the_page_with_the_link_is_kept_by_no_cache(desk: Client, tarnfell: Community) -> None:
    assert "no-store" in desk.get(at("settings-people"))["Cache-Control"]


def test_the_browser_hands_the_link_to_that_page_alone(desk: Client, tarnfell: Community) -> None:
    answer = desk.post(at("settings-invite"), {"email": "noor@example.org", "role": "viewer"})
    cookie = answer.cookies["invitation"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", at("settings-people"))
    desk.cookies["invitation"] = cookie.value.replace(cookie.value[:4], "AAAA")
    assert not LINK.search(text(desk.get(at("settings-people"))))


def test_with_a_mail_server_the_link_is_mailed_too(desk: Client, tarnfell: Community, settings: Any) -> None:
    settings.EMAIL_HOST, settings.SITE_URL = "mail.example", "https://desk.example"
    page = invited(desk, email="Noor@Example.org")
    assert "The link was mailed to noor@example.org too." in page
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["noor@example.org"], "Join Tarnfell Outdoor on Parley")
    # Nobody's request says under which name others reach this server.
    assert LINK.search(page)[1].replace("http://testserver", "https://desk.example") in sent.body
    assert "testserver" not in sent.body
    assert "Ada invites you to Tarnfell Outdoor" in sent.body


def test_a_mail_server_that_fails_is_said_to(
    desk: Client, tarnfell: Community, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> int:
        raise ConnectionRefusedError

    settings.EMAIL_HOST = "mail.example"
    monkeypatch.setattr(EmailBackend, "send_messages", failing)
    page = invited(desk)
    assert "The mail could not be sent (ConnectionRefusedError), so give them the link yourself." in page
    assert LINK.search(page)


def test_who_is_here_already_is_not_invited(desk: Client, ana: User) -> None:
    answer = desk.post(at("settings-invite"), {"email": "ana@example.org", "role": "viewer"})
    assert answer.status_code == 409
    assert "ana@example.org is in Tarnfell Outdoor already." in text(answer)
    assert not Invitation.objects.exists()


def test_an_invitation_is_withdrawn(desk: Client, tarnfell: Community) -> None:
    link = LINK.search(invited(desk))[1]
    row = Invitation.objects.get()
    page = text(desk.post(at("settings-invitation-withdraw", pk=row.pk), follow=True))
    assert "The link of noor@example.org no longer opens anything." in page
    assert Client().get(link).status_code == 404
    again = desk.post(at("settings-invitation-withdraw", pk=row.pk), follow=True)
    assert "already" in text(again)
