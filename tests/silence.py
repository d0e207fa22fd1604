"""Servers that do not answer: they drop packets, take a call and say nothing, or fall silent in the middle."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

HOST = "127.0.0.1"


@contextmanager
def black_hole() -> Iterator[int]:
    """A port that takes every connection and never says a word."""
    with socket.create_server((HOST, 0), backlog=100) as server:
        yield server.getsockname()[1]


@contextmanager
def dropped() -> Iterator[int]:
    """A port to which no connection is made: its queue is full, so that the system drops what comes."""
    with socket.create_server((HOST, 0), backlog=0) as server, ExitStack() as waiting:
        for _ in range(3):
            first = waiting.enter_context(socket.socket())
            first.setblocking(False)
            first.connect_ex(server.getsockname())
        yield server.getsockname()[1]


class Line:
    """A port behind which a server on a Unix socket is, as long as `speaks` is set."""

    def __init__(self, target: Path) -> None:
        self.target, self.speaks = target, Event()
        self.speaks.set()
        self.server = socket.create_server((HOST, 0))
        self.port = self.server.getsockname()[1]
        Thread(target=self.take_calls, daemon=True).start()

    def take_calls(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.server.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(str(self.target))
                for here, there in ((near, far), (far, near)):
                    Thread(target=self.pass_on, args=(here, there), daemon=True).start()

    def pass_on(self, here: socket.socket, there: socket.socket) -> None:
        with suppress(OSError), here, there:
            while words := here.recv(65_536):
                self.speaks.wait()
                there.sendall(words)

    def close(self) -> None:
        self.speaks.set()
        self.server.close()
