"""A real web server whose database is locked or falls silent: it goes on answering, and loses no word."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlencode, urlsplit

import pytest
from django.conf import settings

from config.serving import THREADS, web_command
from config.waits import WEB
from moderation.web.shared import asking
from tests.faults.scratch import Scratch
from tests.faults.world import Actor, World, world
from tests.patience import busy, free_port
from tests.silence import HOST, Line
from tests.web.shared.kept import form_on

# Many more than there is room for.
CROWD = 60
PROBES = ("/healthz", "/readyz", "/metrics")
# Two are promised, and one is for a machine that does much else; behind those who wait for a lock it would be four.
PROBE_SECONDS = 3.0
# A place is waited for no longer than a lock, with the time that it takes to make all of the pages.
PAGE_SECONDS = 5.0
NOTES = "SELECT count(*) FROM moderation_caseevent WHERE kind = 'noted'"
TOKEN = "t" * 32
SIGN_IN = """
from django.test import Client
from tests.builders import make_case, make_user
case, client = make_case(), Client()
client.force_login(make_user("ana", "moderator"))
print(client.cookies["sessionid"].value, case.pk)
"""


class Answer(NamedTuple):
    status: int
    page: str
    seconds: float


@dataclass
class Desk:
    """The web server as somebody who has signed in reaches it."""

    port: int
    session: str
    case: str

    def ask(self, path: str, **fields: str) -> Answer:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}"}
        body = None
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode({"csrfmiddlewaretoken": TOKEN} | fields)
        began = time.monotonic()
        with closing(HTTPConnection(HOST, self.port, timeout=60)) as line:
            line.request("POST" if fields else "GET", path, body, headers)
            response = line.getresponse()
            return Answer(response.status, response.read().decode(), time.monotonic() - began)

    def note(self, number: int) -> Answer:
        return self.ask(f"/c/tarnfell/cases/{self.case}/note/", text=f"Note number {number}")

    def probe(self, path: str) -> int:
        """The status of an answer that came in time."""
        answer = self.ask(path)
        assert answer.seconds < PROBE_SECONDS, path
        return answer.status


def open_desk(here: World, **environment: str) -> Desk:
    """Start the web server as `make run` does, with a case and somebody who may note."""
    session, case = here.python(SIGN_IN).split()
    desk = Desk(free_port(), session, case)
    here.environment |= environment
    here.start(Actor("web", web_command(HOST, desk.port)))
    here.wait(lambda: is_up(desk), "Starting the web server")
    return desk


def is_up(desk: Desk) -> bool:
    try:
        return desk.ask("/healthz").status == 200
    except OSError:
        return False


@contextmanager
def locked(database: Scratch) -> Iterator[None]:
    with database.connected() as connection:
        if database.is_sqlite:
            connection.execute("BEGIN EXCLUSIVE")
        else:
            tables = "moderation_caseevent, moderation_pendingassessment"
            connection.execute(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")
        yield


def test_a_crowd_that_waits_for_a_lock_keeps_its_words_and_no_probe_waiting(original: Scratch) -> None:
    with world(original) as here:
        desk = open_desk(here)
        with ThreadPoolExecutor(CROWD) as crowd, locked(here.database):
            asked = [crowd.submit(desk.note, number) for number in range(CROWD)]
            time.sleep(1)
            alive, ready, figures = [desk.probe(path) for path in PROBES]
            answers = [each.result() for each in asked]
        assert (alive, ready) == (200, 503)
        # SQLite still lets read.
        assert figures == (200 if here.database.is_sqlite else 503)
        assert {answer.status for answer in answers} == {503}
        wait = WEB.sqlite if here.database.is_sqlite else WEB.lock or 0
        assert max(answer.seconds for answer in answers) < (wait + PAGE_SECONDS) * busy()
        assert here.database.count(NOTES) == 0
        forms = [form_on(answer.page) for answer in answers]
        assert [form.values("text") for form in forms if form] == [[f"Note number {each}"] for each in range(CROWD)]
        again = desk.ask(forms[0].action, **dict(forms[0].fields))
        assert (again.status, here.database.count(NOTES)) == (303, 1)
        assert [desk.probe(path) for path in PROBES] == [200, 200, 200]


def test_a_database_that_falls_silent_in_the_middle_is_given_up_and_taken_up_again(original: Scratch) -> None:
    if original.is_sqlite:
        pytest.skip("SQLite has no server")
    with world(original) as here:
        url = urlsplit(here.database.url)
        line = Line(Path(unquote(url.netloc.partition("@")[2])) / ".s.PGSQL.5432")
        desk = open_desk(here, DATABASE_URL=url._replace(netloc=f"parley@{HOST}:{line.port}").geturl())
        assert desk.note(0).status == 303
        line.speaks.clear()
        with ThreadPoolExecutor(CROWD) as crowd:
            asked = [crowd.submit(desk.note, number) for number in range(CROWD)]
            assert [desk.probe(path) for path in PROBES] == [200, 503, 503]
            answers = [each.result() for each in asked]
        assert {answer.status for answer in answers} == {503}
        # Whether the connection still answers, a new one, and then the page.
        assert max(answer.seconds for answer in answers) < (1 + WEB.connect + PAGE_SECONDS) * busy()
        assert desk.ask("/c/tarnfell/queue/").status == 503
        line.speaks.set()
        assert (desk.note(1).status, here.database.count(NOTES)) == (303, 2)
        line.close()


def test_the_web_server_has_threads_to_spare_wherever_it_is_started() -> None:
    documented = Path(__file__).resolve().parents[2].joinpath("docs/operating.md").read_text()
    threads = {int(word) for word in re.findall(r"--blocking-threads (\d+)", documented)}
    assert threads == {THREADS}
    assert settings.REQUESTS_AT_ONCE + asking.AT_ONCE * 2 <= THREADS
