"""A ring never holds anybody up for long, whatever has become of Redis."""

import json
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.embedded import Valkey, prepare_folders, server_command
from config.processes import spawn_process
from moderation.work import bell, broker
from tests.conftest import SHARED
from tests.patience import busy, eventually, free_port

# One connection and one retry, a second each, and a little for the machine; one retry more would take three.
SECONDS = 2.9
# The proxy looks for another mode twenty times in it.
UNTIL_TOLD = 1.0


def answers(port: int) -> bool:
    with socket.socket() as line:
        line.settimeout(1)
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No connection and no silence is carried from one test to the next."""
    broker.redis_client.cache_clear()
    monkeypatch.setattr(bell, "_silent_until", 0.0)
    yield
    broker.redis_client.cache_clear()


@pytest.fixture
def fault(tmp_path: Path, settings: object, forgetful: None) -> Iterator[Callable[[str], None]]:
    """Redis behind a proxy that can be told to fail in one way or another."""
    real, proxy, control = free_port(), free_port(), tmp_path / "control.json"
    prepare_folders(tmp_path)
    server = spawn_process([*server_command(tmp_path), "--port", str(real), "--bind", "127.0.0.1"])
    middle = spawn_process(
        [sys.executable, str(SHARED / "tools" / "faultproxy.py"), str(proxy), str(real), str(control)]
    )
    settings.REDIS_URL = f"redis://127.0.0.1:{proxy}/0"  # type: ignore[attr-defined]

    def tell(mode: str) -> None:
        control.write_text(json.dumps({"mode": mode}))
        time.sleep(UNTIL_TOLD)

    try:
        assert eventually(lambda: answers(real) and answers(proxy))
        yield tell
    finally:
        for process in (middle, server):
            process.kill()
            process.wait()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("mode", "is_connected"),
    [("blackhole", True), ("blackhole", False), ("reset", True), ("reset", False), ("refuse", False)],
)
def test_a_ring_gives_up_on_a_redis_that_is_not_there(
    mode: str, is_connected: bool, fault: Callable[[str], None]
) -> None:
    if is_connected:
        assert bell.ring()
    fault(mode)
    started = time.monotonic()
    assert not bell.ring()
    assert time.monotonic() - started < SECONDS * busy()


@pytest.mark.shared
def test_after_a_failure_the_next_rings_cost_nothing(fault: Callable[[str], None]) -> None:
    fault("blackhole")
    bell.ring()
    started = time.monotonic()
    assert not any(bell.ring() for _ in range(1_000))
    # A single one that tried would take longer than all may.
    assert time.monotonic() - started < 1


def test_the_bell_is_rung_a_few_times_at_most_while_nobody_comes(valkey: Valkey, forgetful: None) -> None:
    broker.redis_client().flushall()
    assert all(bell.ring() for _ in range(20))
    assert broker.redis_client().llen("rq:queue:default") == bell.RINGS_WAITING
