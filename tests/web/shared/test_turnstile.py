"""As many requests at once as there is room for, the others come again, and a probe always gets through."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Semaphore
from uuid import UUID

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from config import urls
from moderation.web.shared.faults import BUSY
from tests.web.shared.kept import form_on

pytestmark = pytest.mark.django_db
AT_ONCE = 3


class Hanging:
    """The desk's addresses, and one that hangs until it is told to go on."""

    handler500 = urls.handler500

    def __init__(self) -> None:
        self.goes_on, self.came_in = Event(), Semaphore(0)
        self.urlpatterns = [path("hangs", self.hangs), path("breaks", self.breaks), *urls.urlpatterns]

    @login_not_required
    def hangs(self, _request: HttpRequest) -> HttpResponse:
        self.came_in.release()
        self.goes_on.wait(30)
        return HttpResponse("done")

    @login_not_required
    def breaks(self, _request: HttpRequest) -> HttpResponse:
        raise RuntimeError("So it is.")


@pytest.fixture
def desk() -> Iterator[Hanging]:
    hanging = Hanging()
    with override_settings(ROOT_URLCONF=hanging, REQUESTS_AT_ONCE=AT_ONCE):
        yield hanging


@pytest.fixture
def server(desk: Hanging) -> Client:
    """One for all, as a client has a turnstile of its own."""
    client = Client(raise_request_exception=False)
    assert client.get("/healthz").status_code == 200
    return client


@contextmanager
def full(desk: Hanging, server: Client) -> Iterator[None]:
    """As many requests as may hang do so; at the end they are answered."""
    with ThreadPoolExecutor(AT_ONCE) as askers:
        hanging = [askers.submit(server.get, "/hangs") for _ in range(AT_ONCE)]
        assert all(desk.came_in.acquire(timeout=30) for _ in hanging)
        try:
            yield
        finally:
            desk.goes_on.set()
        assert [each.result().status_code for each in hanging] == [200] * AT_ONCE


def test_when_all_places_are_taken_the_next_is_asked_to_come_again(desk: Hanging, server: Client) -> None:
    with full(desk, server):
        response = server.get("/breaks")
        assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert server.get("/breaks").status_code == 500


def test_a_probe_gets_through(desk: Hanging, server: Client) -> None:
    with full(desk, server):
        assert server.get("/healthz").content == b"ok\n"


PROGRAMS = [("POST", "/in/1/"), ("GET", "/out/1/"), ("POST", f"/out/1/{UUID(int=1)}/")]


@pytest.mark.parametrize(("method", "address"), PROGRAMS)
def test_a_program_is_asked_in_json_to_come_again(desk: Hanging, server: Client, method: str, address: str) -> None:
    with full(desk, server):
        response = server.generic(method, address)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response.json() == {"error": BUSY}


@pytest.mark.parametrize(("method", "address"), PROGRAMS)
def test_a_program_gets_a_fault_in_json(
    server: Client, method: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.web.pushes.door.token_of", lambda *_: 1 / 0)
    response = server.generic(method, address)
    assert response.status_code == 500
    assert re.fullmatch(r"Something broke here. The log has the details beside e-\w{6}.", response.json()["error"])


def test_what_was_typed_is_kept_for_the_next_time(desk: Hanging, server: Client) -> None:
    with full(desk, server):
        form = form_on(server.post("/breaks", {"text": "We are on it."}).content.decode())
    assert form
    assert form.values("text") == ["We are on it."]


@pytest.mark.parametrize(("address", "status"), [("/breaks", 500), ("/nowhere", 404), ("/healthz", 200)])
def test_a_place_is_free_again_however_a_request_ended(server: Client, address: str, status: int) -> None:
    assert {server.get(address).status_code for _ in range(AT_ONCE + 1)} == {status}
    assert server.get("/breaks").status_code == 500
