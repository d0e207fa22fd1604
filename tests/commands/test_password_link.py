"""A link to choose a new password, from whoever runs a server without mail."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from moderation.models import User
from tests.builders import make_user

CHOSEN = {"password1": "another long password", "password2": "another long password"}


def link_for(email: str) -> str:
    said, warned = StringIO(), StringIO()
    call_command("password_link", email, stdout=said, stderr=warned)
    assert warned.getvalue() == ""
    return said.getvalue().strip()


@pytest.mark.parametrize("typed", ["ana@example.org", " Ana@Example.org"])
def test_the_link_lets_its_person_choose_a_password_once(ana: User, typed: str) -> None:
    link = link_for(typed)
    assert link.startswith("http://127.0.0.1:8000/accounts/password/reset/key/")
    client, path = Client(), link.removeprefix("http://127.0.0.1:8000")
    form = client.get(path)
    assert form.url.endswith("-set-password/")
    assert "Your new password is saved" in client.post(form.url, CHOSEN, follow=True).content.decode()
    ana.refresh_from_db()
    assert ana.check_password("another long password")
    assert "This link can no longer be used" in Client().get(path).content.decode()


def test_the_link_begins_as_people_reach_the_server(ana: User, settings: pytest.FixtureRequest) -> None:
    settings.SITE_URL = "https://desk.example"
    assert link_for("ana@example.org").startswith("https://desk.example/accounts/")


def test_nothing_is_mailed(ana: User) -> None:
    link_for("ana@example.org")
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("email", "why"),
    [("nobody@example.org", "Nobody has an account"), ("otto@example.org", "is switched off"), ("", "Nobody")],
)
def test_who_cannot_sign_in_gets_no_link(ana: User, email: str, why: str) -> None:
    User.objects.filter(pk=make_user("otto").pk).update(is_active=False)
    with pytest.raises(CommandError, match=why) as refused:
        link_for(email)
    assert refused.value.returncode == 2
