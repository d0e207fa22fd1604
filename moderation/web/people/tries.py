"""Limits on failed sign-ins, by account and address."""

from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple

from django.core.cache import cache


class Limit(NamedTuple):
    """A number of tries.

    They are forgotten `seconds` after the first.
    """

    name: str
    tries: int
    seconds: int
    refusal: str

    def __str__(self) -> str:
        return self.refusal.format(self.seconds // 60)


# By account and address, so that nobody can lock an owner out elsewhere.
PAIR = Limit(
    "pair",
    5,
    300,
    "Too many wrong passwords for this account from your address. "
    "Wait {} minutes and try again, or ask for a new password now.",
)
ADDRESS = Limit("address", 30, 300, "Too many wrong passwords from your address. Wait {} minutes, then try again.")
# For attackers who take turns. An address that signed in lately is not counted.
ACCOUNT = Limit(
    "account",
    100,
    3_600,
    "Too many wrong passwords for this account from many addresses. "
    "Wait {} minutes and try again, or ask for a new password now.",
)
KNOWN_FOR = 30 * 86_400


def begin(email: str, address: str) -> Limit | None:
    """Count a try before its password is looked at.

    Returns the limit that forbids it.
    """
    # One after the other, so that a try refused by the first limit uses up nothing of the next.
    return next((limit for limit, key in counts(email, address) if count(limit, key) > limit.tries), None)


def succeed(email: str, address: str) -> None:
    """Take back a try whose password was right, and remember its address."""
    for _, key in counts(email, address):
        with suppress(ValueError):
            cache.decr(key)
    know(email, address)


def forgive(email: str, address: str) -> None:
    """Let somebody in at once where they have just chosen a new password."""
    cache.delete(key_of(PAIR.name, email, address))
    know(email, address)


def know(email: str, address: str) -> None:
    cache.set(key_of("known", email, address), True, KNOWN_FOR)


def counts(email: str, address: str) -> list[tuple[Limit, str]]:
    """Return the limits of this account at this address, each with the key of its count."""
    found = [(PAIR, key_of(PAIR.name, email, address)), (ADDRESS, key_of(ADDRESS.name, address))]
    if cache.get(key_of("known", email, address)):
        return found
    return [*found, (ACCOUNT, key_of(ACCOUNT.name, email))]


def count(limit: Limit, key: str) -> int:
    cache.add(key, 0, limit.seconds)
    try:
        return cache.incr(key)
    except ValueError:
        # The count expired, or Redis went away, in between.
        cache.set(key, 1, limit.seconds)
        return 1


def key_of(name: str, *whose: str) -> str:
    """Return the key of a count."""
    # Hashed, because a reader of Redis need not learn who signs in here.
    return f"{name}:{sha256(' '.join(whose).lower().encode()).hexdigest()}"
