"""A cache in Redis for all processes, and in memory while Redis is away."""

import json
import logging
import time
from collections.abc import Callable
from threading import Thread
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

from moderation.work import broker

log = logging.getLogger(__name__)

SECONDS_OF_SILENCE = 5
# Redis evicts nothing, so even entries without an end must expire.
LONGEST = 30 * 86_400
# Enough that nobody can push a count out by adding others.
MOST_IN_MEMORY = 100_000
# A plain INCR would create a key that never expires where the old one has just expired.
COUNT_ON = "return redis.call('EXISTS', KEYS[1]) == 1 and redis.call('INCRBY', KEYS[1], ARGV[1])"


class Silence:
    """The time for which this process leaves a failed Redis alone."""

    until = 0.0

    def is_on(self) -> bool:
        if self.until and time.monotonic() >= self.until:
            # In a thread, because a Redis that never answers would hold up a request each time.
            self.begin()
            Thread(target=self.ask, daemon=True).start()
        return bool(self.until)

    def ask(self) -> None:
        if broker.takes_more():
            self.end()

    def begin(self) -> None:
        self.until = time.monotonic() + SECONDS_OF_SILENCE

    def end(self) -> None:
        self.until = 0.0


silence = Silence()


class Keys(RedisCacheClient):
    """Django's client over Parley's one connection to Redis."""

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:  # noqa: ARG002
        return broker.redis_client()

    def incr(self, key: Any, delta: int) -> int:
        count: int | None = self.get_client().eval(COUNT_ON, 1, key, delta)
        if count is None:
            raise ValueError(f"Key '{key}' not found.")
        return count


class KeysThatEnd(RedisCache):
    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__([], params)
        # Django's own way is pickle, which runs whatever somebody wrote into Redis.
        self._class, self._options = Keys, {"serializer": json}

    def get_backend_timeout(self, timeout: float | None = DEFAULT_TIMEOUT) -> float:
        seconds = super().get_backend_timeout(timeout)
        return LONGEST if seconds is None else seconds

    def clear(self) -> None:
        """Delete the keys of this cache only."""
        client = broker.redis_client()
        # Django's own way would empty Redis, and the queue with it.
        for key in client.scan_iter(match=self.make_key("*")):
            client.delete(key)


def either(operation: str) -> Callable[..., Any]:
    """Return a cache operation that falls back from Redis to this process."""

    def ask(self: "SharedCache", *args: Any, **kwargs: Any) -> Any:
        if silence.is_on():
            return getattr(self.alone, operation)(*args, **kwargs)
        try:
            return getattr(self.together, operation)(*args, **kwargs)
        except broker.RedisError as error:
            silence.begin()
            log.warning("Redis is away (%s); limits are counted by each process alone.", error)
            return getattr(self.alone, operation)(*args, **kwargs)

    return ask


class SharedCache(BaseCache):
    def __init__(self, name: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.together = KeysThatEnd(params)
        self.alone = LocMemCache(name, params | {"OPTIONS": {"MAX_ENTRIES": MOST_IN_MEMORY}})

    add, get, set, touch = either("add"), either("get"), either("set"), either("touch")
    delete, incr = either("delete"), either("incr")

    def clear(self) -> None:
        silence.end()
        self.alone.clear()
        either("clear")(self)
