"""Which addresses of the internet may be called, and how they are written."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

PORTS = {"https": 443, "http": 80}
LONGEST = 500
# Networks within which another address is written.
NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
NO_ADDRESS = "Write an address that begins with https:// or http://."
WITH_NAME = "An address may not hold a user name or a password. Put a token into its path."
NO_HOST = "The address names no host."
PRIVATE = "{} leads into a private network, which is never called."


class Target(NamedTuple):
    """An address in its parts. `path` has the query with it."""

    scheme: str
    host: str
    port: int
    path: str


def read_target(address: str) -> Target:
    """Take an address apart. Raises ValueError with what is wrong with it."""
    if any(character.isspace() or not character.isprintable() or character == "\\" for character in address):
        raise ValueError(NO_ADDRESS)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError(NO_ADDRESS) from None
    if parts.scheme not in PORTS:
        raise ValueError(NO_ADDRESS)
    if parts.username is not None or parts.password is not None:
        raise ValueError(WITH_NAME)
    if not host:
        raise ValueError(NO_HOST)
    try:
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise ValueError(NO_HOST) from None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path)


def host_of(address: str) -> str:
    """Return whom an address calls, for people, or a blank where it is none."""
    try:
        return read_target(address).host if address else ""
    except ValueError:
        # Django's admin takes anything.
        return "an address that cannot be read"


def check_public(host: str, found: Iterable[str]) -> list[str]:
    """Return the addresses of a host, or raise ValueError where one of them is not of the public internet."""
    addresses = [address.partition("%")[0] for address in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise ValueError(PRIVATE.format(host))
    return addresses


def refuse_private_host(host: str) -> None:
    """Raise ValueError for a host that is plainly private as it is written.

    Names are looked up when they are called.
    """
    if host == "localhost" or host.endswith(".localhost") or is_address(host):
        check_public(host, [host])


def is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def is_public(address: str) -> bool:
    """Tell whether an address belongs to the public internet, and every address that is written within it."""
    try:
        read = ip_address(address)
    except ValueError:
        return False
    return all(each.is_global and not each.is_multicast and not each.is_reserved for each in written_within(read))


def written_within(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    if isinstance(address, IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    inner = [address.sixtofour] if address.sixtofour else [*(address.teredo or ())]
    if any(address in network for network in NAT64):
        # Its last four bytes are where a gateway sends it.
        return [IPv4Address(int(address) & 0xFFFFFFFF)]
    return [address, *inner]
