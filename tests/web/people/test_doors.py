"""Every door at which a secret can be guessed or a mail be sent shuts after so many tries, for the right secret too."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Community
from config.embedded import Valkey
from moderation.administration import invitations
from moderation.models import User
from moderation.web.people import signin
from moderation.work import broker
from tests.arrived import mails_arrived
from tests.test_access import OPEN, TABLE
from tests.web.shared.markup import page_of

PASSWORD, TOKEN = "a long enough password", "the token of the figures"
RESET_KEY = "accounts/password/reset/key"
OPERATING = Path(__file__).resolve().parents[3] / "docs/operating.md"
HERE = "203.0.113.7"


class World(NamedTuple):
    """Who knocks, and the secrets that would open."""

    client: Client
    reset_link: str
    invitation: str


class Door(NamedTuple):
    """So many tries are answered; each is given its number, and the last one has the right secret."""

    address: str
    tries: int
    knock: Callable[[World, int], Any]
    come_right: Callable[[World], Any]


@pytest.fixture(autouse=True)
def mails_take_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """How long each takes is tests/web/people/test_signin.py's matter."""
    monkeypatch.setattr(signin, "UNHURRIED", 0)


@pytest.fixture
def world(tarnfell: Community, ada: User, ana: User, settings: Any, valkey: Valkey) -> World:
    settings.EMAIL_HOST = "mail.example.org"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.METRICS_TOKEN = TOKEN
    for user in (ada, ana, User.objects.create(email="root@example.org", is_superuser=True)):
        user.set_password(PASSWORD)
        user.save()
    Client().post("/accounts/password/reset/", {"email": ada.email})
    link = re.search(rf"http://testserver(/{RESET_KEY}/\S+)", str(mails_arrived()[0].body))
    assert link
    token = invitations.invite(tarnfell, ada, timezone.now(), email="noor@example.org", role="viewer", team="")
    return World(Client(), link[1], f"/invitation/{token}/")


def sign_in(world: World, who: str = "ana", password: str = PASSWORD, address: str = HERE) -> Any:
    written = {"login": f"{who}@example.org", "password": password}
    return world.client.post("/accounts/login/", written, REMOTE_ADDR=address)


def ask_for_mail(world: World, who: str = "ana", address: str = HERE) -> Any:
    written = {"email": f"{who}@example.org"}
    return world.client.post("/accounts/password/reset/", written, REMOTE_ADDR=address)


def look(world: World, path: str, token: str = "") -> Any:
    return world.client.get(path, REMOTE_ADDR=HERE, headers={"Authorization": f"Bearer {token}"})


def choose_password(world: World, form: str) -> Any:
    return world.client.post(form, {"password1": PASSWORD, "password2": PASSWORD}, REMOTE_ADDR=HERE)


def choose_password_by_link(world: World) -> Any:
    return choose_password(world, world.client.get(world.reset_link, REMOTE_ADDR=elsewhere(0))["Location"])


def change_password(world: World, old: str) -> Any:
    world.client.force_login(User.objects.get(email="root@example.org"))
    written = {"old_password": old, "new_password1": "three quiet otters", "new_password2": "three quiet otters"}
    return world.client.post("/admin/password_change/", written, REMOTE_ADDR=HERE)


def invite(world: World, who: object) -> Any:
    world.client.force_login(User.objects.get(email="ada@example.org"))
    written = {"email": f"{who}@example.org", "role": "viewer", "team": ""}
    return world.client.post("/c/tarnfell/settings/people/invite/", written, REMOTE_ADDR=HERE)


def elsewhere(n: int) -> str:
    return f"198.51.{n // 200}.{n % 200}"


DOORS = {
    "the sign-in, one account from one address": Door(
        "account_login", 5, lambda world, n: sign_in(world, password=f"wrong {n}"), sign_in
    ),
    "the sign-in, many accounts from one address": Door(
        "account_login", 30, lambda world, n: sign_in(world, who=f"n{n}"), sign_in
    ),
    "the sign-in, one account from many addresses": Door(
        "account_login", 100, lambda world, n: sign_in(world, password="wrong", address=elsewhere(n)), sign_in
    ),
    "a mail for a new password, to one account": Door(
        "account_reset_password", 5, lambda world, n: ask_for_mail(world, address=elsewhere(n)), ask_for_mail
    ),
    "a mail for a new password, from one address": Door(
        "account_reset_password", 20, lambda world, n: ask_for_mail(world, who=f"n{n}"), ask_for_mail
    ),
    "the link of that mail": Door(
        "account_reset_password_from_key",
        30,
        lambda world, n: look(world, f"/{RESET_KEY}/1-c8{n}/"),
        lambda world: look(world, world.reset_link),
    ),
    "the form behind it": Door(
        "account_reset_password_from_key",
        30,
        lambda world, n: choose_password(world, f"/{RESET_KEY}/1-c8{n}/"),
        choose_password_by_link,
    ),
    "an invitation": Door(
        "invitation",
        30,
        lambda world, n: look(world, f"/invitation/wrong{n}/"),
        lambda world: look(world, world.invitation),
    ),
    "the figures": Door(
        "metrics",
        120,
        lambda world, n: look(world, "/metrics", f"wrong {n}"),
        lambda world: look(world, "/metrics", TOKEN),
    ),
    "the old password in Django's admin": Door(
        "admin:password_change",
        5,
        lambda world, n: change_password(world, f"wrong {n}"),
        partial(change_password, old=PASSWORD),
    ),
    "a mail with an invitation": Door("settings-invite", 30, invite, partial(invite, who="last")),
}
# Open to everybody, and nothing can be learned or set off there.
HARMLESS = {"healthz", "readyz", "account_logout", "account_inactive"}
HARMLESS |= {"account_reset_password_done", "account_reset_password_from_key_done"}


def is_refused(response: Any) -> bool:
    return response.status_code == 429 or "Too many wrong passwords" in page_of(response)


@pytest.mark.parametrize("name", DOORS)
def test_the_last_try_that_is_answered_and_the_first_that_is_not(name: str, world: World) -> None:
    door = DOORS[name]
    assert not any(is_refused(door.knock(world, n)) for n in range(door.tries))
    assert is_refused(door.come_right(world))
    ends = [broker.redis_client().ttl(key) for key in broker.redis_client().scan_iter("parley:*")]
    assert ends
    assert min(ends) > 0


@pytest.mark.parametrize("name", DOORS)
def test_the_right_secret_opens_at_the_last_try(name: str, world: World) -> None:
    door = DOORS[name]
    for n in range(door.tries - 1):
        door.knock(world, n)
    assert not is_refused(door.come_right(world))


def test_no_open_door_is_missing_from_the_table() -> None:
    are_open = {address for address, methods in TABLE.items() if OPEN in methods.values()}
    assert are_open - {door.address for door in DOORS.values()} == HARMLESS


def test_the_operators_table_says_the_same() -> None:
    assert [name for name, door in DOORS.items() if f"| {name} | {door.tries} in " not in OPERATING.read_text()] == []


@pytest.mark.parametrize("wanted", ["", "?next=/admin/moderation/user/"])
def test_djangos_admin_has_no_sign_in_of_its_own(world: World, wanted: str) -> None:
    written = {"username": "ana@example.org", "password": PASSWORD}
    answer = world.client.post(f"/admin/login/{wanted}", written)
    assert answer["Location"] == f"/accounts/login/{wanted or '?next=/admin/'}"
    assert "sessionid" not in world.client.cookies
