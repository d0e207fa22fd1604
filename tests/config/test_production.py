"""Production's settings as a process of its own reads them, and its answers over TLS and without."""

import json
import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import get_finders
from django.db import connection

CHECKOUT = Path(__file__).parents[2]
PRODUCTION = {"PARLEY_PRODUCTION": "1", "SECRET_KEY": secrets.token_urlsafe(64), "ALLOWED_HOSTS": "desk.example"}
STARTS: dict[str, dict[str, str]] = {
    "production": PRODUCTION,
    "production behind a proxy": PRODUCTION | {"PARLEY_BEHIND_PROXY": "1"},
    "at home": {"ALLOWED_HOSTS": "desk.example"},
}
A_YEAR = 31536000
HSTS = f"max-age={A_YEAR}"

READ = """
import json, sys
from django.conf import settings
print(json.dumps([getattr(settings, name, None) for name in json.loads(sys.argv[1])]))
"""
# Ada signs in, looks at the queue, invites somebody and opens the link that she gave them.
VISIT = """
import json, django
django.setup()
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from community.models import Community
from moderation.administration import invitations
from moderation.models import Membership, User
ada = User.objects.create_user("ada@example.org", "a long enough password", name="Ada")
here = Community.objects.create(slug="tarnfell", name="Tarnfell")
Membership.objects.create(user=ada, community=here, role="admin")
link = invitations.invite(here, ada, timezone.now(), email="new@example.org", role="viewer", team="")
client = Client(headers={"host": "desk.example"})
sent = [
    client.post("/accounts/login/", {"login": ada.email, "password": "a long enough password"}, secure=True),
    client.get("/c/tarnfell/queue/", secure=True),
    client.post("/c/tarnfell/settings/people/invite/", {"email": "b@example.org", "role": "viewer"}, secure=True),
    client.get(reverse("invitation", args=[link]), secure=True),
]
given = [cookie for each in sent for cookie in each.cookies.values() if cookie.value]
cookies = [(cookie.key, cookie["secure"], cookie["httponly"]) for cookie in given]
print(json.dumps({"statuses": [each.status_code for each in sent], "cookies": cookies}))
"""
ASK = """
import json, sys, django
django.setup()
from django.test import Client
answers = []
for path, secure, headers in json.loads(sys.argv[1]):
    answer = Client(headers={"host": "desk.example", **headers}).get(path, secure=secure)
    answers.append([answer.status_code, answer.get("Location"), answer.get("Strict-Transport-Security")])
print(json.dumps(answers))
"""
# The last is what the browser that opened an invitation holds, by the number of that.
COOKIES = ("csrftoken", "sessionid", "place", "messages", "invitation", "invitation-")
Child = Callable[..., Any]


@pytest.fixture
def child(tmp_path: Path) -> Child:
    """Runs a script under these variables alone; returns the JSON that it prints."""

    def run(script: str, said: dict[str, str], *words: object) -> Any:
        ours = {"PATH": os.environ["PATH"], "PARLEY_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "-c", script, *map(json.dumps, words)]
        ran = subprocess.run(command, env=ours | said, cwd=CHECKOUT, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return json.loads(ran.stdout.splitlines()[-1])

    return run


SET = {
    "SESSION_COOKIE_SECURE": (True, True, False),
    "CSRF_COOKIE_SECURE": (True, True, False),
    "SESSION_COOKIE_HTTPONLY": (True, True, True),
    "SECURE_SSL_REDIRECT": (True, True, False),
    "SECURE_HSTS_SECONDS": (A_YEAR, A_YEAR, 0),
    "SECURE_PROXY_SSL_HEADER": (None, ["HTTP_X_FORWARDED_PROTO", "https"], None),
    "ALLAUTH_TRUSTED_PROXY_COUNT": (None, 1, None),
    "DEBUG": (False, False, False),
}


@pytest.mark.parametrize("start", STARTS)
def test_what_each_start_sets(child: Child, start: str) -> None:
    read = dict(zip(SET, child(READ, STARTS[start], list(SET)), strict=True))
    assert read == {name: values[list(STARTS).index(start)] for name, values in SET.items()}


LOGIN, FORWARDED = "/accounts/login/", {"X-Forwarded-Proto": "https"}
SENT_ON, SHOWN, SHOWN_BY_TLS = [301, f"https://desk.example{LOGIN}", None], [200, None, None], [200, None, HSTS]
# A path, whether it is asked for over TLS, what a proxy says, and the answer in each kind of start.
ASKED: list[tuple[str, bool, dict[str, str], tuple[Any, Any, Any]]] = [
    (LOGIN, False, {}, (SENT_ON, SENT_ON, SHOWN)),
    (LOGIN, False, FORWARDED, (SENT_ON, SHOWN_BY_TLS, SHOWN)),
    (LOGIN, True, {}, (SHOWN_BY_TLS, SHOWN_BY_TLS, SHOWN)),
    (LOGIN, True, {"X-Forwarded-Proto": "http"}, (SHOWN_BY_TLS, SENT_ON, SHOWN)),
    # What asks from inside has neither TLS nor the proxy's header.
    ("/healthz", False, {}, (SHOWN, SHOWN, SHOWN)),
    ("/readyz", False, {}, ([503, None, None],) * 3),
    ("/metrics", False, {}, ([403, None, None], [403, None, None], [503, None, None])),
]


@pytest.mark.parametrize("start", STARTS)
def test_who_comes_without_tls_is_sent_to_it_but_for_probes(child: Child, static: None, start: str) -> None:
    answers = child(ASK, STARTS[start], [sent for *sent, _ in ASKED])
    assert answers == [answer[list(STARTS).index(start)] for *_, answer in ASKED]


@pytest.fixture
def static(tmp_path: Path) -> None:
    """As `collectstatic` leaves it, with the files' own names: what they hold is not asked for here."""
    paths = {name: name for finder in get_finders() for name, _ in finder.list([])}
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text(json.dumps({"version": "1.1", "hash": "", "paths": paths}))


@pytest.fixture
def migrated(db: None, tmp_path: Path) -> str:
    """The URL of a copy of this test's empty database."""
    if connection.vendor != "sqlite":
        pytest.skip("cookies are the same on every database, and SQLite's is copied in a moment")
    name = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as here, closing(sqlite3.connect(name)) as there:
        here.backup(there)
    return f"sqlite:///{name}"


@pytest.mark.parametrize(("start", "secure"), [("production", True), ("at home", "")])
def test_in_production_every_cookie_goes_over_tls_alone(
    child: Child, static: None, migrated: str, start: str, secure: object
) -> None:
    visit = child(VISIT, STARTS[start] | {"DATABASE_URL": migrated})
    assert visit["statuses"] == [302, 200, 303, 200]
    given = {(name.rstrip("0123456789"), flag) for name, flag, _ in visit["cookies"]}
    assert given == {(name, secure) for name in COOKIES}
    # The token of forms is the one that scripts may read.
    assert {name for name, _, is_hidden in visit["cookies"] if not is_hidden} == {"csrftoken"}


def test_the_check_of_a_deployment_behind_a_proxy_has_nothing_to_say(child: Child) -> None:
    check = """
from django.core.management import execute_from_command_line as run
run(["manage.py", "check", "--deploy", "--fail-level", "WARNING"])
print("[]")
"""
    assert child(check, STARTS["production behind a proxy"]) == []
