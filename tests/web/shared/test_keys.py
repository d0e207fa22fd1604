"""The list of keys: on every page, of that page, and as far as a role has them."""

import pytest
from django.test import Client
from django.urls import reverse

from community.models import Channel
from moderation.access import RIGHTS, Right, rights_of
from moderation.models import User
from moderation.policy.decisions import DECISIONS
from moderation.web.shared.keys import Key, sheets_for
from tests.builders import make_case, make_user
from tests.web.shared.markup import page_of


def titles(role: str, url_name: str) -> list[str]:
    return [sheet.title for sheet in sheets_for(rights_of(role), url_name)]


@pytest.mark.parametrize(
    ("role", "url_name", "expected"),
    [
        ("moderator", "queue", ["In the queue"]),
        ("moderator", "case", ["On a case"]),
        ("moderator", "case-reply", ["On a case"]),
        ("lead", "escalations", ["On the page of escalations"]),
        ("lead", "escalation-answer", ["On the page of escalations"]),
        ("lead", "health", ["On a case", "On the page of escalations"]),
        ("moderator", "health", ["In the queue", "On a case", "On the page of escalations"]),
        ("viewer", "health", []),
    ],
)
def test_a_page_lists_its_own_keys_and_one_without_any_lists_all(role: str, url_name: str, expected: list[str]) -> None:
    assert titles(role, url_name) == expected


@pytest.mark.parametrize("role", RIGHTS)
def test_nobody_is_told_of_a_key_that_is_not_theirs(role: str) -> None:
    rights = rights_of(role)
    listed = [key for sheet in sheets_for(rights, "") for key in sheet.keys]
    assert all(key.right is None or key.right in rights for key in listed)
    assert any(key.right == Right.DECIDE for key in listed) == (Right.DECIDE in rights)


def test_every_decision_with_a_key_is_listed() -> None:
    (sheet,) = sheets_for(rights_of("moderator"), "case")
    listed = {(key.keys, key.does) for key in sheet.keys}
    assert {(each.key, each.words.lower()) for each in DECISIONS.values() if each.key} <= listed


@pytest.mark.parametrize(("keys", "pressed"), [("J K", ["J", "K"]), ("Ctrl ↵", ["Ctrl ↵"]), ("/", ["/"])])
def test_keys_are_drawn_one_by_one_unless_they_are_pressed_together(keys: str, pressed: list[str]) -> None:
    assert Key(keys, "").pressed == pressed


def test_every_page_with_keys_has_the_list(client: Client, ana: User, reviews: Channel) -> None:
    client.force_login(ana)
    case = reverse("case", args=["tarnfell", make_case().pk])
    for address in (case, *(reverse(name, args=["tarnfell"]) for name in ("queue", "escalations", "health", "to-do"))):
        assert page_of(client.get(address)).count('<dialog class="sheet-of-keys" id="keys"') == 1, address


def test_whoever_has_no_keys_has_no_list(client: Client, reviews: Channel) -> None:
    client.force_login(make_user("vic", "viewer"))
    page = page_of(client.get(reverse("health", args=["tarnfell"])))
    assert "sheet-of-keys" not in page
    assert "data-keys" not in page
