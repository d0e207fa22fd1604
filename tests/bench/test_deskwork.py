"""A moderator's requests are those of a browser, and waits are told as they were."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import urlsplit

import pytest
from pytest_django.live_server_helper import LiveServer

from moderation.bench.deskwork import milliseconds
from moderation.bench.moderator import Moderator, NoPage
from moderation.models import Case, User


@pytest.mark.parametrize(
    ("waits", "share", "expected"),
    [([0.3], 0.95, 300), ([0.4, 0.1, 0.2, 0.3], 0.5, 200), ([n / 1000 for n in range(100, 0, -1)], 0.95, 95)],
)
def test_so_long_that_share_of_the_pages_took_at_most(waits: list[float], share: float, expected: float) -> None:
    assert milliseconds(waits, share) == pytest.approx(expected)


@pytest.fixture
def person(live_server: LiveServer, case: Case, ana: User) -> Moderator:
    return Moderator(ana, int(urlsplit(live_server.url).port or 0), "tarnfell")


def test_a_case_is_looked_for_opened_and_decided(person: Moderator, case: Case) -> None:
    person.look_at_queue()
    assert set(person.seen) == {str(case.pk)}
    person.open_case()
    person.decide()
    case.refresh_from_db()
    assert (case.decision, case.closed_at is not None) == ("hide", True)
    assert {page: len(waits) for page, waits in person.taken.items()} == {"queue": 1, "case": 1, "decision": 1}


def test_a_decision_that_another_was_faster_with_is_a_page_too(person: Moderator) -> None:
    person.look_at_queue()
    person.open_case()
    person.decide()
    person.decide()
    assert len(person.taken["decision"]) == 2


def test_a_page_that_does_not_come_ends_the_measuring(person: Moderator, ana: User) -> None:
    ana.memberships.all().delete()
    with pytest.raises(NoPage, match="answered 404"):
        person.look_at_queue()


class FullAtFirst(BaseHTTPRequestHandler):
    """A desk that has no room at first."""

    answers: ClassVar[list[int]] = []

    def do_GET(self) -> None:
        self.send_response(self.answers.pop(0))
        self.send_header("Retry-After", "0")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


def test_who_is_turned_away_asks_again_and_is_counted(ana: User) -> None:
    FullAtFirst.answers = [503, 503, 200]
    with HTTPServer(("127.0.0.1", 0), FullAtFirst) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        person = Moderator(ana, server.server_port, "tarnfell")
        person.look_at_queue()
        server.shutdown()
    assert (person.turned_away, len(person.taken["queue"])) == (2, 1)
