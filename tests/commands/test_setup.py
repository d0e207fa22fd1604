"""Setting up an empty installation: one admin, one community, no credentials of ours."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.models import Community
from moderation.models import Desk, Guideline, Membership, User
from moderation.policy.starter import STARTER
from tests.builders import make_user

SAID = {"email": "Ada@Example.org", "name": "Ada Rowe", "community": "Tarnfell Outdoor", "time_zone": "Europe/London"}
PASSWORD = "three quiet otters"


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_ADMIN_PASSWORD", PASSWORD)


def refusal(**changes: Any) -> CommandError:
    with pytest.raises(CommandError) as refused:
        call_command("setup", **(SAID | changes))
    return refused.value


def test_the_first_admin_can_sign_in_everywhere(db: None) -> None:
    call_command("setup", **SAID)
    ada = User.objects.get()
    assert (ada.email, ada.name, ada.is_superuser, ada.is_staff) == ("ada@example.org", "Ada Rowe", True, True)
    assert ada.check_password(PASSWORD)
    assert Membership.objects.get(user=ada).role == "admin"


def test_the_first_community_has_a_desk_with_the_starter_guidelines(db: None) -> None:
    call_command("setup", **SAID)
    community = Community.objects.get()
    assert (community.slug, community.name, community.time_zone) == (
        "tarnfell-outdoor",
        "Tarnfell Outdoor",
        "Europe/London",
    )
    rule_set = Desk.objects.get(community=community).rule_set
    assert rule_set
    assert rule_set.versions.count() == len(STARTER)


def test_a_name_without_latin_letters_still_makes_an_address(db: None) -> None:
    call_command("setup", **(SAID | {"community": "焚き火"}))
    assert Community.objects.get().slug == "community"


def test_a_community_that_an_import_made_is_taken_over(db: None) -> None:
    Community.objects.create(slug="tarnfell-outdoor", name="tarnfell-outdoor")
    call_command("setup", **SAID)
    assert Community.objects.get().name == "Tarnfell Outdoor"


def test_an_installation_with_a_user_is_not_set_up_again(db: None) -> None:
    make_user("ana")
    refused = refusal()
    assert (refused.returncode, User.objects.count()) == (2, 1)
    assert "set up already" in str(refused)
    assert "manage.py add_community" in str(refused)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"email": "ada"}, "valid email"),
        ({"email": ""}, "blank"),
        ({"name": " "}, "blank"),
        ({"community": "x" * 121}, "at most 120"),
        ({"time_zone": "Mars/Olympus"}, "Mars/Olympus is not a time zone"),
    ],
)
def test_a_wrong_answer_is_one_sentence(db: None, wrong: dict[str, str], reason: str) -> None:
    refused = refusal(**wrong)
    assert (refused.returncode, reason in str(refused)) == (2, True)


@pytest.mark.parametrize("password", ["short", "password1234", "ada@example.org"])
def test_a_weak_password_makes_nobody(db: None, monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setenv("PARLEY_ADMIN_PASSWORD", password)
    assert refusal().returncode == 2
    assert not User.objects.exists()
    assert not Community.objects.exists()


def test_a_password_keeps_its_spaces(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_ADMIN_PASSWORD", f" {PASSWORD} ")
    call_command("setup", **SAID)
    assert User.objects.get().check_password(f" {PASSWORD} ")


def test_without_a_terminal_what_is_missing_is_named(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--time-zone" in str(refusal(time_zone=None))
    monkeypatch.delenv("PARLEY_ADMIN_PASSWORD")
    assert "PARLEY_ADMIN_PASSWORD" in str(refusal())


class Terminal(StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


def test_at_a_terminal_a_wrong_answer_is_asked_again(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("ada\nada@example.org\nEurope/Nowhere\nEurope/London\nbank\nregulated\n"))
    call_command("setup", name="Ada Rowe", community="Tarnfell Outdoor")
    assert User.objects.get().email == "ada@example.org"
    said = capsys.readouterr().err
    assert "valid email" in said
    assert "Say one of brand, game, regulated, forum." in said
    assert Desk.objects.get().kind == "regulated"
    assert Guideline.objects.filter(slug="formal-complaint").exists()


@pytest.mark.parametrize(("said", "kind"), [({}, "brand"), ({"kind": "game"}, "game")])
def test_what_the_community_is_chooses_its_starter_guidelines(db: None, said: dict[str, str], kind: str) -> None:
    call_command("setup", **SAID, **said)
    assert Desk.objects.get().kind == kind
    assert Guideline.objects.filter(slug="heated-tone").exists() == (kind == "brand")


def test_no_argument_takes_a_password(db: None) -> None:
    with pytest.raises(CommandError, match="unrecognized"):
        call_command("setup", "--password", PASSWORD)


def test_it_reminds_of_itself_until_it_is_done(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("setup", remind=True)
    assert capsys.readouterr().out == "Nobody can sign in yet. In a second terminal: .venv/bin/python manage.py setup\n"
    assert not User.objects.exists()
    call_command("setup", **SAID)
    capsys.readouterr()
    call_command("setup", remind=True)
    assert capsys.readouterr().out == ""
