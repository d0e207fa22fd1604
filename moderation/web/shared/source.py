"""Links to messages on their platforms, written so that they cannot mislead."""

import re
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

import idna

USUAL_PORTS = {"http": 80, "https": 443}
# DNS has no longer labels.
LONGEST_LABEL = 63
NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?")
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


class Source(NamedTuple):
    """A link and the host that it opens.

    The host is in punycode, without a user, and with a port that is not the usual one.
    """

    address: str
    host: str


def source_of(url: str) -> Source | None:
    """Return the link to a message's source.

    It is None for what is no web address, or one that is made to be misread.
    """
    try:
        parts = urlsplit(url)
        usual = USUAL_PORTS[parts.scheme]
        # Browsers read a backslash as a slash, and others as part of a user's name.
        if "\\" in parts.netloc:
            return None
        host = host_of(parts)
        shown = host if parts.port in {None, usual} else f"{host}:{parts.port}"
    except (KeyError, ValueError):
        return None
    # Built anew, so that the shown host is the one that is opened.
    return Source(parts._replace(netloc=shown).geturl(), shown)


def host_of(parts: SplitResult) -> str:
    """Return the host as a browser looks it up.

    Raises ValueError for what is none.
    """
    name = parts.hostname or ""
    if "[" in parts.netloc and "%" not in name:
        return f"[{IPv6Address(name)}]"
    name = name if name.isascii() else in_punycode(name)
    if not NAME.fullmatch(name):
        raise ValueError(name)
    if NUMBER.fullmatch(name.rstrip(".").rpartition(".")[2]):
        return str(IPv4Address(name))
    return name


def in_punycode(name: str) -> str:
    """Return a name in other letters as browsers spell it out.

    Raises ValueError where one is not allowed.
    """
    labels = idna.uts46_remap(name, std3_rules=False).split(".")
    # Encoding takes the square of a label's length.
    if any(len(label) > LONGEST_LABEL for label in labels):
        raise ValueError(name)
    return ".".join(label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in labels)
