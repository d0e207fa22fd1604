"""The check for IP addresses of people."""

import re
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from moderation.policy.checks.numbered import is_file, is_of_goods
from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.matching import BadPattern, Patterns

MOST_CANDIDATES = 50
LARGE, SMALL = 100, 32
CANDIDATES = (
    r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b",
    # Only these are given to anybody's line.
    r"\b[23][0-9a-f]{3}:(?:[0-9a-f]{0,4}:){1,6}(?:[0-9a-f]{1,4}\b|:)",
)
BEFORE = 40
INTRODUCED = re.compile(
    r"\b(?:ip|ips|ipv[46]|address|addresse?|host|server|ping(?:ed|ing)?|traceroute|ssh|telnet|rdp|vpn|proxy|login|logged"
    r"|connect\w*|ban(?:ned)?|block(?:ed)?|dox\w*|ddos\w*|from|whois|adresse|dirección|indirizzo)\b[^.!?\n]{0,30}$",
    re.IGNORECASE,
)
RELEASED = re.compile(
    r"(?:\b(?:version\w*|ver|v|firmware|release\w*|build|driver|kernel|update\w*|upgrade\w*|downgrade\w*|patch\w*|revision|rev|beta"
    r"|alpha|oid|section|chapter|clause|netmask|mask|subnet|versión|versione)\b[\s:#.(]{0,3}(?:(?:is|to|of|from|number|no"
    r"|ist|auf|a)\b[\s:]{0,2}){0,2}|\bv\.?)$",
    re.IGNORECASE,
)
GLUED_BEFORE, GLUED_AFTER = re.compile(r"[\w.\-/]"), re.compile(r"\.\d|[-_]?[a-z]\w|-\d|/(?!32\b|128\b)\d{1,3}\b")
# Resolvers that everybody names.
PUBLIC = frozenset(
    map(ip_address, ("1.1.1.1", "1.0.0.1", "8.8.8.8", "8.8.4.4", "9.9.9.9", "208.67.222.222", "208.67.220.220"))
)
DOCUMENTED = tuple(map(ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")))
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


def ip(patterns: Sequence[str]) -> Look:
    """Prepare the check for addresses.

    A pattern may list addresses and networks (203.0.113.0/24) that are the brand's own.
    """
    own = [networks_of(pattern) for pattern in patterns]
    found = Patterns(CANDIDATES, MOST_CANDIDATES)

    def look(passage: Passage) -> Iterator[Hit]:
        words = passage.words
        for _, start, end in found.hits(words.text):
            address = address_at(words.text, start, end)
            for index, allowed in enumerate(own):
                if address and not any(address in network for network in allowed):
                    yield Hit(index, *words.written(start, end), "An IP address.")

    return Look(look, found.programs)


def networks_of(pattern: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(word, strict=False) for word in pattern.replace(",", " ").split())
    except ValueError as wrong:
        raise BadPattern(f"{wrong}; write addresses such as 203.0.113.7 or networks such as 203.0.113.0/24.") from None


def address_at(text: str, start: int, end: int) -> Address | None:
    """Return the address that somebody's line could have, or None."""
    if GLUED_BEFORE.match(text[start - 1 : start]) or GLUED_AFTER.match(text, end):
        return None
    try:
        address = ip_address(text[start:end])
    except ValueError:
        return None
    before = text[max(0, start - BEFORE) : start]
    if not is_of_a_line(address) or RELEASED.search(before) or is_of_goods(text, start, end) or is_file(text, end):
        return None
    return address if is_clear(address) or INTRODUCED.search(before) else None


def is_of_a_line(address: Address) -> bool:
    """Tell whether an address can be somebody's, and not one of a house's own network."""
    # Those for documents stand for somebody's, and nobody else writes them.
    is_public = address.is_global or any(address in network for network in DOCUMENTED)
    return is_public and not address.is_multicast and address not in PUBLIC


def is_clear(address: Address) -> bool:
    # Releases of programs are counted in small numbers.
    return address.version == 6 or (max(address.packed) >= LARGE and max(address.packed[1:]) >= SMALL)
