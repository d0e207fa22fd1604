"""Pushes that are repeated, cut off and come in any order, to a web server that is killed: none lost, none doubled."""

import json
import os
import queue
import signal
import socket
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from random import Random, SystemRandom
from typing import Any

from config.processes import send_signal
from config.serving import web_command
from tests.faults import chaos
from tests.faults.audit import audit
from tests.faults.lines import Line, lines
from tests.faults.scratch import Scratch
from tests.faults.test_web import locked
from tests.faults.world import ALIVE, Actor, World, os_session, world
from tests.patience import PATIENCE, free_port
from tests.silence import HOST

A_PUSH, KILLS, SENDERS = 10, 6, 3
STORED = "SELECT count(*) FROM community_message"
TEXTS = "SELECT external_id, text FROM community_message"
RUNS = "SELECT count(*) FROM community_importrun"
MAKE_TOKEN = """
from community.models import Channel
from tests.builders import make_token
source = Channel.objects.get(slug="reviews").source
print(source.pk, make_token(source, "bot"))
"""


@dataclass
class Server:
    """The web server as a program with a token reaches it."""

    port: int
    source: str
    token: str
    actor: Actor
    created: list[int] = field(default_factory=list)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "Content-Type": "application/x-ndjson"}

    def push(self, body: bytes) -> dict[str, Any] | None:
        """The answer to a push, or None where none came."""
        line = HTTPConnection(HOST, self.port, timeout=30)
        try:
            line.request("POST", f"/in/{self.source}/", body, self.headers)
            answer = line.getresponse()
            said = answer.read()
        except (OSError, HTTPException):
            return None
        finally:
            line.close()
        # Behind a lock somebody else may be too long.
        assert answer.status in (200, 503), said
        return json.loads(said) if answer.status == 200 else None

    def push_until_answered(self, body: bytes) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while (answer := self.push(body)) is None:
            assert time.monotonic() < until, "no push was ever answered"
            time.sleep(0.05)
        return answer

    def cut_off(self, body: bytes, at: int, content_type: str = "application/x-ndjson") -> None:
        """Send the beginning of a push, and hang up."""
        head = f"POST /in/{self.source}/?posted_at=now HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: {content_type}\r\n"
        head += f"Authorization: Bearer {self.token}\r\nContent-Length: {len(body)}\r\n\r\n"
        with suppress(OSError), socket.create_connection((HOST, self.port), timeout=10) as line:
            line.sendall(head.encode() + body[:at])
            # So that the server has begun to read.
            time.sleep(0.05)

    def kill(self, here: World) -> None:
        """Kill the web server with its children, in the middle of whatever they do."""
        leader = self.actor.pid
        # A leader that is not yet hit may still start a child, which would keep the port and answer nobody.
        while left := {pid for pid in here.running() if os_session(pid) == leader}:
            send_signal(left, signal.SIGKILL)
            time.sleep(0.01)


def open_server(here: World) -> Server:
    source, token = here.python(MAKE_TOKEN).split()
    port = free_port()
    server = Server(port, source, token, Actor("web", web_command(HOST, port)))
    here.start(server.actor)
    here.wait(lambda: is_up(server), "Starting the web server")
    return server


def is_up(server: Server) -> bool:
    with suppress(OSError), socket.create_connection((HOST, server.port), timeout=2):
        return True
    return False


def bodies(wanted: Sequence[Line], rng: Random) -> list[bytes]:
    """The lines in pushes, in no order, and half of the pushes once more."""
    shuffled = rng.sample(wanted, len(wanted))
    once = [shuffled[start : start + A_PUSH] for start in range(0, len(shuffled), A_PUSH)]
    made = ["".join(f"{line.json()}\n" for line in some).encode() for some in once]
    again = rng.sample(made, len(made) // 2)
    return rng.sample(made + again, len(made + again))


def send_all(server: Server, waiting: "queue.Queue[bytes]", rng: Random) -> None:
    with suppress(queue.Empty):
        while True:
            body = waiting.get_nowait()
            if rng.random() < 0.3:
                server.cut_off(body, rng.randrange(len(body)))
            server.created.append(server.push_until_answered(body)["created"])
            # A program that lost the answer says the same again.
            again = server.push_until_answered(body)
            assert (again["unchanged"], again["created"], again["rejected"]) == (again["read"], 0, 0)


def kill_now_and_then(here: World, server: Server, senders: Sequence[threading.Thread], rng: Random) -> int:
    """Kill the server whenever it has stored something more. Returns how often."""
    met, kills = 0, 0

    def are_through() -> bool:
        nonlocal met, kills
        stored = here.database.count(STORED)
        if stored > met and kills < KILLS and server.actor.pid:
            time.sleep(rng.uniform(0, 0.1))
            server.kill(here)
            met, kills = stored, kills + 1
        return not any(sender.is_alive() for sender in senders)

    here.wait(are_through, "Pushing under fire", PATIENCE * 2)
    return kills


def test_nothing_is_lost_or_doubled_under_kills(original: Scratch) -> None:
    seed = int(os.environ.get("FAULTS_SEED") or SystemRandom().randrange(1_000_000))
    rng, wanted = Random(seed), lines(400, poison=0)
    chaos.say(f"seed {seed}")
    with world(original) as here:
        server = open_server(here)
        here.worker()
        here.sweep()
        waiting: queue.Queue[bytes] = queue.Queue()
        for body in bodies(wanted, rng):
            waiting.put(body)
        errors: list[BaseException] = []

        def send(own: Random) -> None:
            try:
                send_all(server, waiting, own)
            except BaseException as error:
                errors.append(error)

        senders = [threading.Thread(target=send, args=(Random(seed + number),)) for number in range(SENDERS)]
        for sender in senders:
            sender.start()
        kills = kill_now_and_then(here, server, senders, rng)
        assert errors == []
        here.wait(here.is_idle, "Checking what was pushed")
        said, texts = audit(here.database, wanted), dict(here.database.rows(TEXTS))
        assert here.database.count(RUNS) == 0
    assert kills == KILLS
    assert (said.lost, said.doubled) == ([], [])
    assert texts == {line.external_id: json.loads(line.json())["text"] for line in wanted}
    # Some answers were lost with the server, and no other.
    assert sum(server.created) <= len(wanted)


def test_killed_in_the_middle_of_a_push_nothing_of_it_is_there(original: Scratch) -> None:
    (body,) = bodies(lines(A_PUSH, poison=0), Random(1))
    with world(original) as here:
        server = open_server(here)
        with locked(here.database):
            sender = threading.Thread(target=server.push, args=(body,))
            sender.start()
            time.sleep(1)
            server.kill(here)
            sender.join(PATIENCE)
        here.wait(lambda: is_up(server), "Starting the web server again")
        assert (here.database.count(STORED), here.database.count(ALIVE)) == (0, 0)
        assert server.push_until_answered(body)["created"] == A_PUSH
        assert (here.database.count(STORED), here.database.count(ALIVE)) == (A_PUSH, A_PUSH)


def test_a_push_that_is_cut_off_stores_nothing_even_where_it_reads_like_a_whole(original: Scratch) -> None:
    body = b"id,text\n1,One\n2,Two and more\n"
    with world(original) as here:
        server = open_server(here)
        for at in (14, 20, len(body) - 1):
            server.cut_off(body, at, "text/csv")
        # Whoever comes later is answered after them.
        (whole,) = bodies(lines(A_PUSH, poison=0), Random(1))
        assert server.push_until_answered(whole)["created"] == A_PUSH
        time.sleep(1)
        assert here.database.count(STORED) == A_PUSH
