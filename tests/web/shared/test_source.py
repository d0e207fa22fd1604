"""What stands beside a link out is what a browser opens, whatever the source sent."""

from pathlib import Path

import pytest
from django.conf import settings

from moderation.web.shared.source import Source, source_of
from tests.conftest import SHARED

CORPUS = ("open-redirect.txt", "ssrf.md")


LINKS = [
    ("https://example.org/1?a=b#c", "https://example.org/1?a=b#c", "example.org"),
    ("HTTP://Example.ORG", "http://example.org", "example.org"),
    ("https://my_shop.example./", "https://my_shop.example./", "my_shop.example."),
    # A port, when it is not the usual one.
    ("https://example.org:443/1", "https://example.org/1", "example.org"),
    ("http://example.org:443/1", "http://example.org:443/1", "example.org:443"),
    ("https://example.org:8443/", "https://example.org:8443/", "example.org:8443"),
    # Whatever stands before the last @ is a user and no host.
    ("https://good.example@evil.example/", "https://evil.example/", "evil.example"),
    ("https://good.example:pass@evil.example:81/", "https://evil.example:81/", "evil.example:81"),
    ("https://good.example%2F@evil.example/", "https://evil.example/", "evil.example"),
    ("https://a@good.example@evil.example/", "https://evil.example/", "evil.example"),
    ("https://evil.example?@good.example/", "https://evil.example?@good.example/", "evil.example"),
    ("https://evil.example#@good.example/", "https://evil.example#@good.example/", "evil.example"),
    # Letters that look alike, invisible ones, and other dots.
    ("https://аpple.com/", "https://xn--pple-43d.com/", "xn--pple-43d.com"),
    ("https://xn--pple-43d.com/", "https://xn--pple-43d.com/", "xn--pple-43d.com"),
    ("https://weiß.example/", "https://xn--wei-7ka.example/", "xn--wei-7ka.example"),
    ("https://пример.рф/ы", "https://xn--e1afmkfd.xn--p1ai/ы", "xn--e1afmkfd.xn--p1ai"),
    ("https://☃.example/", "https://xn--n3h.example/", "xn--n3h.example"),
    ("https://ⓖoogle。com/", "https://google.com/", "google.com"),
    ("https://goo\u200bgle.com/", "https://google.com/", "google.com"),
    # Numbers as browsers show them.
    ("http://192.0.2.7/", "http://192.0.2.7/", "192.0.2.7"),
    ("http://good.example@[2001:DB8::1]:81/", "http://[2001:db8::1]:81/", "[2001:db8::1]:81"),
]


@pytest.mark.parametrize(("url", "address", "host"), LINKS)
def test_a_link_names_the_host_that_it_opens(url: str, address: str, host: str) -> None:
    assert source_of(url) == Source(address, host)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "//example.org",
        "https:",
        "https:///example.org",
        "https:example.org",
        "javascript:alert(1)",
        " javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        # Read as one host by browsers and as another by others.
        "https://good.example\\@evil.example/",
        "https://evil.example\\.good.example/",
        "https://ex%61mple.org/",
        "https://exa mple.org/",
        "https://exa<b>mple.org/",
        "https://good.example\u2044evil.example\u202e/",
        "https://good.example℀evil.example/",
        "https://a..example/",
        # Numbers in disguise.
        "http://3627734734/",
        "http://0xd8.072.54990/",
        "http://127.1/",
        "http://0330.072.0326.0316/",
        "http://472.314.470.462/",
        "http://[::1",
        "http://[fe80::1%25eth0]/",
        "http://[v1.x]/",
        "https://example.org:99999/",
        "https://example.org:x/",
        f"https://{'ж' * 64}.example/",
    ],
)
def test_what_is_no_web_address_or_made_to_be_misread_is_no_link(url: str) -> None:
    assert source_of(url) is None


def test_every_link_out_is_drawn_by_the_one_template_that_says_its_host() -> None:
    templates = Path(settings.BASE_DIR, "moderation", "templates")
    out = [path.name for path in templates.rglob("*.html") if "_blank" in path.read_text() or "://" in path.read_text()]
    assert out == ["source.html"]


def hostile() -> list[str]:
    texts = ((SHARED / "badinput" / name).read_text(encoding="utf-8") for name in CORPUS)
    return [word for text in texts for line in text.splitlines() for word in {line, *line.split()}]


@pytest.mark.shared
def test_no_known_trick_shows_anything_but_plain_letters_of_a_host() -> None:
    found = {source.host for url in hostile() if (source := source_of(url))}
    assert len(found) > 20
    plain = set("abcdefghijklmnopqrstuvwxyz0123456789-_.:[]")
    assert {host for host in found if not set(host) <= plain} == set()
