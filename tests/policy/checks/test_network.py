"""IP addresses among versions and the addresses of a house's own network."""

import pytest

from tests.policy.looking import complaints, excerpts


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("his ip is 81.2.69.142", "81.2.69.142"),
        ("81.2.69.142", "81.2.69.142"),
        ("logged in from [81.2.69.142]:8080 at five", "81.2.69.142"),
        ("IP=81.2.69.142", "81.2.69.142"),
        ("client|16.244.11.141|%20", "16.244.11.141"),
        ("ban 81.2.69.142/32", "81.2.69.142"),
        # Small numbers need a word that says so.
        ("ping 1.2.3.4", "1.2.3.4"),
        ("the server at 41.73.96.26", "41.73.96.26"),
        ("99.99.99.100", "99.99.99.100"),
        ("150.32.1.1", "150.32.1.1"),
        ("2001:4860::1", "2001:4860::1"),
        # Those for documents stand for somebody's.
        ("from 203.0.113.7", "203.0.113.7"),
        ("2001:db8:85a3::8a2e:370:7334", "2001:db8:85a3::8a2e:370:7334"),
        ("2a02:8109:9a80:0:0:0:0:1", "2a02:8109:9a80:0:0:0:0:1"),
        ("ip ٨١.٢.٦٩.١٤٢", "٨١.٢.٦٩.١٤٢"),
        ("ip ８１.２.６９.１４２", "８１.２.６９.１４２"),
    ],
)
def test_addresses_of_people(text: str, seen: str) -> None:
    assert excerpts("ip", "", text) == [seen]


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1, ::1 and 0.0.0.0",
        "10.0.0.1, 172.16.5.4, 192.168.1.1 and fe80::1",
        "mask 255.255.255.0, group 224.0.0.251",
        "set it to 8.8.8.8 or 1.1.1.1",
        "1.2.3.4",
        "99.99.99.99",
        "150.31.31.31",
        "-81.2.69.142",
        "81.2.69.142-7",
        "81.2.69.142rc",
        "version 141.173.96.126",
        "v141.173.96.126",
        "the firmware is 141.173.96.126",
        "updated to 120.20.30.104",
        "part 141.173.96.126",
        "Falcon 115.0.2.1",
        "Chrome/91.0.44.124",
        "lib-1.2.3.104.tar.gz",
        "141.173.96.126.zip",
        "1.3.6.1.4.1.311.104",
        "81.2.69.0/24",
        "81.2.69.999",
        "at 12:30:45 on 2024:11:12",
        "2001:4860",
        "https://81.2.69.142/page",
    ],
)
def test_other_numbers_with_dots_and_colons(text: str) -> None:
    assert excerpts("ip", "", text) == []


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("81.2.69.142", ["81.2.69.107"]),
        ("81.2.69.0/24", []),
        ("81.2.69.107, 81.2.69.142", []),
        ("2001:db8::/32", ["81.2.69.142", "81.2.69.107"]),
    ],
)
def test_the_desks_own_networks_may_stand(own: str, expected: list[str]) -> None:
    assert excerpts("ip", own, "81.2.69.142 and 81.2.69.107") == expected


def test_what_is_no_address_is_refused() -> None:
    (problem,) = complaints("ip", "tarnfell.example")
    assert "write addresses such as" in problem
    assert complaints("ip", "") == []


@pytest.mark.parametrize(("before", "expected"), [(49, ["81.2.69.142"]), (50, [])])
def test_fifty_addresses_of_a_text_are_read(before: int, expected: list[str]) -> None:
    assert excerpts("ip", "", "10.0.0.1 " * before + "81.2.69.142") == expected
