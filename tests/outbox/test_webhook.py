"""The one address of a team: what it is told, that it is told nothing of anybody's words, and what is never called."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from moderation.escalations import actions
from moderation.models import Case, Outbox, Team, User
from moderation.outbox import delivery, webhook
from moderation.policy import webhooks as policy
from tests.builders import NOON, make_case, make_message, make_team, make_user
from tests.patience import PATIENCE

DUE = NOON + timedelta(seconds=10)
SECRET = "My lawyer will hear of the broken tent."


class Hook(BaseHTTPRequestHandler):
    """A program that keeps what it is told, and answers as a test wants."""

    told: ClassVar[list[dict[str, Any]]] = []
    status: ClassVar[int] = 200
    wait: ClassVar[float] = 0.0
    over: ClassVar[threading.Event] = threading.Event()

    def do_POST(self) -> None:
        self.over.wait(self.wait)
        self.told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.status)
        self.send_header("Location", "http://169.254.169.254/latest/")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        return


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch, tarnfell: object) -> Iterator[type[Hook]]:
    """A program of PR's, on an address that is let through as if it were public."""
    Hook.told, Hook.status, Hook.wait, Hook.over = [], 200, 0.0, threading.Event()
    monkeypatch.setattr(policy, "is_public", lambda address: address == "127.0.0.1")
    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        make_team("pr")
        Team.objects.update(webhook=f"http://127.0.0.1:{listening.server_port}/hook?token=abc")
        yield Hook
        Hook.over.set()
        listening.shutdown()
        thread.join()


@pytest.fixture
def threat(reviews: object) -> Case:
    return make_case(make_message(SECRET, title="An angry title"))


def asked(case: Case, by: User) -> None:
    actions.escalate(case, by, NOON, team="pr", asks="May we answer this threat?")


def call() -> Outbox:
    return Outbox.objects.get(kind="webhook")


def test_it_is_told_what_the_leads_are_mailed(hook: type[Hook], threat: Case, ana: User) -> None:
    asked(threat, ana)
    delivery.deliver_due(DUE)
    (said,) = hook.told
    assert (said["community"], said["team"], said["id"]) == ("tarnfell", "pr", str(call().stable_id))
    (notice,) = said["notices"]
    assert notice == {
        "what": "asked",
        "severity": "high",
        "category": "no finding",
        "channel": "Store reviews",
        "cases": 1,
        "due_by": None,
    }
    assert said["url"] == "http://127.0.0.1:8000/c/tarnfell/escalations/?team=pr"
    for word in ("lawyer", "angry", "threat", "Moira"):
        assert word not in json.dumps(said)
    assert call().state == "done"


def test_a_storm_is_one_call(hook: type[Hook], reviews: object, ana: User) -> None:
    for _ in range(12):
        asked(make_case(), ana)
    delivery.deliver_due(DUE)
    (said,) = hook.told
    assert [notice["cases"] for notice in said["notices"]] == [12]
    asked(make_case(), ana)
    delivery.deliver_due(DUE + timedelta(minutes=1))
    assert len(hook.told) == 1
    delivery.deliver_due(DUE + timedelta(minutes=11))
    assert len(hook.told) == 2


def test_each_team_is_told_of_its_own(hook: type[Hook], threat: Case, ana: User) -> None:
    Team.objects.create(
        community=threat.community, slug="brand", name="Brand", webhook=Team.objects.get(slug="pr").webhook
    )
    asked(threat, ana)
    actions.escalate(threat, ana, NOON, team="brand", asks="And you?")
    delivery.deliver_due(DUE)
    assert sorted(said["team"] for said in hook.told) == ["brand", "pr"]


@pytest.mark.parametrize(
    ("status", "became"),
    [
        (302, ("failed", "sends elsewhere (302)")),
        (307, ("failed", "sends elsewhere (307)")),
        (500, ("waiting", "answered 500")),
        (404, ("waiting", "answered 404")),
    ],
)
def test_it_follows_nobody_and_tries_again_what_may_pass(
    hook: type[Hook], threat: Case, ana: User, status: int, became: tuple[str, str]
) -> None:
    hook.status = status
    asked(threat, ana)
    delivery.deliver_due(DUE)
    assert (call().state, len(hook.told)) == (became[0], 1)
    assert became[1] in call().error


def test_one_that_takes_too_long_is_left_to_itself(
    hook: type[Hook], threat: Case, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook.wait = PATIENCE
    monkeypatch.setattr(webhook, "SECONDS_A_CALL", 0.3)
    asked(threat, ana)
    began = time.monotonic()
    delivery.deliver_due(DUE)
    assert time.monotonic() - began < PATIENCE
    # Whichever gives up first, the socket or whoever waits for it.
    assert call().error in {"TimeoutError: The address took longer than 0.3 s.", "TimeoutError: timed out"}


@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/", "http://0.0.0.0:1/", "http://2130706433:1/"),
        *("http://0x7f.1:1/", "http://[::ffff:127.0.0.1]:1/", "http://169.254.169.254/latest/meta-data/"),
    ],
)
def test_a_private_network_is_never_called(threat: Case, ana: User, address: str) -> None:
    make_team("pr")
    Team.objects.update(webhook=address)
    asked(threat, ana)
    delivery.deliver_due(DUE)
    assert call().state == "failed"
    assert "private network" in call().error


def test_it_connects_to_the_address_that_was_checked(
    hook: type[Hook], threat: Case, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere when it is looked up a second time gains nothing."""
    looked_up: list[str] = []
    port = policy.read_target(Team.objects.get(slug="pr").webhook).port

    def look_up(host: str, *_said: object, **_more: object) -> list[tuple[Any, ...]]:
        looked_up.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if host == "127.0.0.1" or len(looked_up) == 1 else "10.0.0.1", port))]

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    Team.objects.update(webhook=f"http://hooks.example.com:{port}/")
    asked(threat, ana)
    delivery.deliver_due(DUE)
    assert looked_up.count("hooks.example.com") == 1
    assert len(hook.told) == 1


def test_a_team_without_an_address_has_no_call(threat: Case, ana: User, lee: User) -> None:
    asked(threat, ana)
    assert [row.kind for row in Outbox.objects.all()] == ["mail"]


def test_an_address_that_was_taken_out_since_is_not_called(hook: type[Hook], threat: Case, ana: User) -> None:
    asked(threat, ana)
    Team.objects.update(webhook="")
    delivery.deliver_due(DUE)
    assert (call().state, call().error, hook.told) == ("failed", "The team has no address any more.", [])


def test_a_call_is_nothing_for_the_platform(hook: type[Hook], threat: Case, ana: User) -> None:
    make_user("lee", "lead", team="pr")
    asked(threat, ana)
    assert not Outbox.objects.for_platform().exists()
