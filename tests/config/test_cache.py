"""The cache: one for all processes, in each of them alone while Redis is away, and nothing in it for ever."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from config import cache as backend
from config.embedded import Valkey
from moderation.work import broker
from tests.patience import PATIENCE, busy, eventually

# Ten tries on one account from one address, of which a process prints how many were allowed.
TRIES = """
import django
django.setup()
from moderation.web.people import tries
print(sum(tries.begin("ana@example.org", "203.0.113.7") is None for _ in range(10)))
"""


@pytest.fixture
def use_redis(settings: Any) -> Iterator[Callable[[str], None]]:
    def use(url: str) -> None:
        settings.REDIS_URL = url
        broker.redis_client.cache_clear()
        backend.silence.end()

    yield use
    broker.redis_client.cache_clear()


@pytest.fixture
def own(tmp_path: Path, use_redis: Callable[[str], None]) -> Iterator[Valkey]:
    """A Valkey that a test may kill."""
    server = Valkey(tmp_path)
    server.start()
    use_redis(server.url)
    yield server
    server.kill()


def count() -> int:
    cache.add("tries", 0, 60)
    return cache.incr("tries")


def ends_of_keys() -> dict[bytes, int]:
    return {key: broker.redis_client().ttl(key) for key in broker.redis_client().scan_iter("parley:*")}


def allowed_in_three_processes(url: str) -> int:
    surroundings = {**os.environ, "REDIS_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-c", TRIES]
    three = [subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    return sum(int(each.communicate(timeout=PATIENCE)[0]) for each in three)


def test_three_processes_together_allow_what_one_would(own: Valkey) -> None:
    assert allowed_in_three_processes(own.url) == 5


def test_without_redis_each_process_goes_on_counting_alone(own: Valkey) -> None:
    own.kill()
    assert allowed_in_three_processes(own.url) == 15


def test_counting_goes_on_here_when_redis_is_killed_and_there_when_it_is_back(
    own: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "SECONDS_OF_SILENCE", 0.05)
    assert [count(), count(), count()] == [1, 2, 3]
    own.kill()
    assert [count(), count()] == [1, 2]
    own.start()
    assert eventually(lambda: not backend.silence.is_on())
    assert count() == 4


def test_a_full_redis_is_as_good_as_none_until_there_is_room(own: Valkey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "SECONDS_OF_SILENCE", 0.05)
    broker.redis_client().config_set("maxmemory", 1)
    assert [count(), count()] == [1, 2]
    assert not eventually(lambda: not backend.silence.is_on(), within=0.5)
    assert ends_of_keys() == {}
    broker.redis_client().config_set("maxmemory", 0)
    assert eventually(lambda: not backend.silence.is_on())
    assert count() == 1


def test_a_redis_that_swallows_everything_holds_up_one_request_and_none_after_it(
    use_redis: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "SECONDS_OF_SILENCE", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as hole:
        use_redis(f"redis://127.0.0.1:{hole.getsockname()[1]}")
        began = time.monotonic()
        assert count() == 1
        assert time.monotonic() - began < 3 * busy()
        for n in range(2, 7):
            time.sleep(0.1)
            began = time.monotonic()
            assert count() == n
            assert time.monotonic() - began < 0.5 * busy()


@pytest.mark.parametrize("keep", [cache.set, cache.add, cache.get_or_set], ids=["set", "add", "get_or_set"])
@pytest.mark.parametrize("seconds", [(60,), (None,), ()], ids=["for a minute", "for ever", "for nobody said how long"])
def test_every_key_ends(own: Valkey, keep: Callable[..., Any], seconds: tuple[int | None, ...]) -> None:
    keep("kept", "here", *seconds)
    assert [0 < end <= backend.LONGEST for end in ends_of_keys().values()] == [True]


def test_many_keys_at_once_and_touched_ones_end_too(own: Valkey) -> None:
    cache.set_many({"one": 1, "two": 2}, timeout=None)
    cache.touch("one", None)
    assert [0 < end <= backend.LONGEST for end in ends_of_keys().values()] == [True, True]


def test_counting_on_what_has_ended_makes_no_key_without_an_end(own: Valkey) -> None:
    with pytest.raises(ValueError, match="not found"):
        cache.incr("tries")
    with pytest.raises(ValueError, match="not found"):
        cache.decr("tries")
    assert ends_of_keys() == {}


def test_what_is_kept_is_data_and_no_code(own: Valkey) -> None:
    cache.set("kept", [1.5, "two", True])
    assert cache.get("kept") == [1.5, "two", True]
    assert broker.redis_client().get("parley:1:kept") == b'[1.5, "two", true]'


def test_emptying_the_cache_leaves_the_queue_alone(own: Valkey) -> None:
    broker.redis_client().set("rq:job:1", "to do")
    cache.set("kept", "here")
    cache.clear()
    assert broker.redis_client().keys() == [b"rq:job:1"]
