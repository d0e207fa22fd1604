"""One moderator at the desk, as a browser's requests.

The queue, a case of it, a decision, again and again.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from random import Random
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from config.preflight import HOST
from moderation.models import User

CASE = re.compile(r"/cases/(\d+)/")
# Django takes the same word from the cookie and from the header.
CSRF = "b" * 32
SECONDS_BETWEEN_ACTIONS = 3.0


class NoPage(Exception):
    """A page did not come, so there is nothing to measure."""


@dataclass
class Moderator:
    user: User
    port: int
    community: str
    taken: dict[str, list[float]] = field(default_factory=dict)
    turned_away: int = 0

    def __post_init__(self) -> None:
        browser = Client()
        browser.force_login(self.user, "allauth.account.auth_backends.AuthenticationBackend")
        session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        self.headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={CSRF}"}
        self.chance = Random(self.user.pk)
        self.seen: list[str] = []
        self.line = HTTPConnection(HOST, self.port, timeout=60)

    def work(self, seconds: float) -> None:
        """Act every three seconds or so, and first at any moment within them."""
        end = time.monotonic() + seconds
        self.think(0, SECONDS_BETWEEN_ACTIONS)
        while True:
            for act in (self.look_at_queue, self.open_case, self.decide):
                if time.monotonic() > end:
                    return
                act()
                self.think(SECONDS_BETWEEN_ACTIONS / 2, SECONDS_BETWEEN_ACTIONS * 1.5)

    def think(self, least: float, most: float) -> None:
        time.sleep(self.chance.uniform(least, most))

    def look_at_queue(self) -> None:
        self.seen = CASE.findall(self.timed("queue", lambda: self.ask("GET", self.at("queue/"))))

    def open_case(self) -> None:
        self.case = self.chance.choice(self.seen)
        self.timed("case", lambda: self.ask("GET", self.at(f"cases/{self.case}/")))

    def decide(self) -> None:
        said = urlencode({"revision": 1, "action": "hide", "reason": "Rude."})
        self.timed("decision", lambda: self.ask("POST", self.at(f"cases/{self.case}/decide/"), said))

    def at(self, path: str) -> str:
        return f"/c/{self.community}/{path}"

    def timed(self, name: str, ask: Callable[[], str]) -> str:
        began = time.perf_counter()
        page = ask()
        self.taken.setdefault(name, []).append(time.perf_counter() - began)
        return page

    def ask(self, method: str, address: str, said: str = "") -> str:
        """Request a page.

        Where another moderator was faster, the page is the refusal.
        """
        form = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": CSRF} if said else {}
        self.line.request(method, address, said or None, self.headers | form)
        answer: HTTPResponse = self.line.getresponse()
        page = answer.read().decode()
        if answer.status == 303:
            return self.ask("GET", answer.headers["Location"])
        if answer.status == 503 and (seconds := answer.headers.get("Retry-After")):
            # As the page says; its reader's wait goes on.
            self.turned_away += 1
            time.sleep(int(seconds))
            return self.ask(method, address, said)
        if answer.status not in {200, 409}:
            raise NoPage(f"{method} {address} answered {answer.status}.")
        return page
