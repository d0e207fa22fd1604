"""The address that counts: behind a proxy the one that the proxy writes, and never one that a client may choose."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, RequestFactory

from moderation.models import User
from moderation.web.shared.address import counted_address, is_from_here
from tests.web.shared.markup import page_of

LOGIN = "/accounts/login/"
BLOCK = re.compile(r"^```nginx\n(.*?)^```", re.MULTILINE | re.DOTALL)
DOCUMENT = Path(__file__).resolve().parents[3] / "docs/operating.md"
CLIENT, PROXY = "203.0.113.7", "127.0.0.1"


@pytest.fixture
def behind_proxy(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def documented_headers() -> dict[str, str]:
    (block,) = BLOCK.findall(DOCUMENT.read_text())
    return dict(re.findall(r"^ {4}proxy_set_header (\S+) (.+);$", block, re.MULTILINE))


def through_nginx(sent: dict[str, str], address: str) -> dict[str, str]:
    """A request's headers behind the documented block: those that it names are its own, the others pass through."""
    known = {"$remote_addr": address, "$host": "testserver"}
    return sent | {name: known.get(value, value) for name, value in documented_headers().items()}


def guess(address: str, n: int) -> Any:
    headers = through_nginx({"X-Forwarded-For": f"198.51.100.{n}"}, address)
    written = {"login": "ana@example.org", "password": f"wrong {n}"}
    return Client().post(LOGIN, written, headers=headers, REMOTE_ADDR=PROXY, secure=True)


def counted(remote: str, forwarded: str = "") -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return counted_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))


def test_behind_the_documented_proxy_a_client_does_not_choose_where_it_is_counted(
    behind_proxy: None, ana: User
) -> None:
    assert not any("Too many" in page_of(guess(CLIENT, n)) for n in range(5))
    assert "Too many" in page_of(guess(CLIENT, 5))
    assert "Too many" not in page_of(guess("203.0.113.8", 6))


def test_the_documented_proxy_says_the_same_of_every_address() -> None:
    (block,) = BLOCK.findall(DOCUMENT.read_text())
    # A place with a header of its own would take none of the ones around it.
    assert len(re.findall("proxy_set_header", block)) == len(documented_headers())
    assert documented_headers()["X-Forwarded-Proto"] == "https"


@pytest.mark.parametrize(
    ("remote", "forwarded", "counts"),
    [
        (PROXY, "198.51.100.1, 203.0.113.7", CLIENT),
        (PROXY, "203.0.113.7", CLIENT),
        (PROXY, "203.0.113.7:41522", CLIENT),
        (PROXY, "198.51.100.1,203.0.113.7 ", CLIENT),
        (PROXY, "", PROXY),
        (PROXY, "unknown", PROXY),
        (PROXY, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    ],
)
def test_behind_a_proxy_its_own_word_counts(behind_proxy: None, remote: str, forwarded: str, counts: str) -> None:
    assert counted(remote, forwarded) == counts


@pytest.mark.parametrize(
    ("remote", "counts"),
    [
        (CLIENT, CLIENT),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:203.0.113.7", CLIENT),
        ("fe80::1%eth0", "fe80::"),
        ("", "127.0.0.1"),
    ],
)
def test_without_a_proxy_the_other_end_counts(remote: str, counts: str) -> None:
    assert counted(remote) == counts
    assert counted(remote, "198.51.100.1") == counts


@pytest.mark.parametrize(("said", "proxies"), [("", 0), ("1", 1)])
def test_only_the_environment_says_that_there_is_a_proxy(said: str, proxies: int, tmp_path: Path) -> None:
    script = "from config import settings; print(getattr(settings, 'ALLAUTH_TRUSTED_PROXY_COUNT', 0))"
    surroundings = {"PARLEY_BEHIND_PROXY": said, "PARLEY_VAR": str(tmp_path)}
    assert int(subprocess.check_output([sys.executable, "-c", script], env=surroundings)) == proxies


@pytest.mark.parametrize(
    ("remote", "headers", "is_here"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("", {}, True),
        (CLIENT, {}, False),
        ("127.0.0.1", {"X-Forwarded-For": CLIENT}, False),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, False),
        ("127.0.0.1", {"X-Forwarded-Proto": "https"}, False),
        ("127.0.0.1", {"Forwarded": f"for={CLIENT}"}, False),
        ("127.0.0.1", {"X-Real-IP": CLIENT}, False),
        ("127.0.0.1", {"Via": "1.1 proxy"}, False),
    ],
)
def test_what_a_proxy_on_this_machine_hands_on_is_not_from_here(
    remote: str, headers: dict[str, str], is_here: bool
) -> None:
    assert is_from_here(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)) == is_here
