"""Which addresses may be called: those of the public internet, however they are written."""

import pytest

from moderation.policy.webhooks import check_public, host_of, is_public, read_target


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.127.127.127", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1"),
        *("2002:7f00:1::", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
        *("", "localhost", "0177.0.0.1", "2130706433"),
    ],
)  # fmt: skip
def test_nothing_of_a_private_network_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "64:ff9b::808:808"])
def test_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    assert check_public("hooks.example.com", ["8.8.8.8"]) == ["8.8.8.8"]
    for found in (["8.8.8.8", "10.0.0.1"], []):
        with pytest.raises(ValueError, match=r"hooks\.example\.com leads into a private network"):
            check_public("hooks.example.com", found)


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://hooks.example.com/a/b?c=d", ("https", "hooks.example.com", 443, "/a/b?c=d")),
        ("http://hooks.example.com:8080", ("http", "hooks.example.com", 8080, "/")),
        ("https://münchen.example/x", ("https", "xn--mnchen-3ya.example", 443, "/x")),
        ("https://[2606:4700::1]/x", ("https", "2606:4700::1", 443, "/x")),
    ],
)
def test_an_address_is_taken_apart(address: str, target: tuple[object, ...]) -> None:
    assert read_target(address) == target


@pytest.mark.parametrize(
    "address",
    [
        *("", "hooks.example.com", "file:///etc/passwd", "gopher://x/", "ftp://x/", "javascript:alert(1)"),
        *("https://", "https:///x", "https://me:secret@example.com/", "https://me@example.com/"),
        *("https://exa mple.com/", "https://example.com/\r\nHost: x", "https://example.com\\@127.0.0.1/"),
        *("https://example.com:99999/", "https://[::1", "https://a..b/"),
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"address|names no host"):
        read_target(address)


def test_an_address_is_told_by_its_host_alone_also_where_it_is_none() -> None:
    assert host_of("https://hooks.example.com/t/secret") == "hooks.example.com"
    assert host_of("<script>") == "an address that cannot be read"
    assert host_of("") == ""
