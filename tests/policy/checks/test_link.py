"""Links and domains, also written so that they do not look like links."""

import pytest

from moderation.policy.checks.link import weight_of_link
from tests.policy.looking import complaints, excerpts, findings


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("see https://tarnfell.example/a?b=c, thanks", ["https://tarnfell.example/a?b=c"]),
        ("see www.tarnfell.example.", ["www.tarnfell.example"]),
        ("buy at cheap-gold.shop now", ["cheap-gold.shop"]),
        ("buy at cheap-gold[.]shop now", ["cheap-gold[.]shop"]),
        ("hxxps://gold(dot)top/x", ["hxxps://gold(dot)top/x"]),
        ("größe.com/é", ["größe.com/é"]),
        ("Great.Thanks so much", []),
        ("node.js and README.md and v2.0.1 and 3.50", []),
        ("write to ana@tarnfell.com", []),
        ("ana.lee@tarnfell.com", []),
        ("ana.com@tarnfell.com", []),
    ],
)
def test_what_is_a_link(text: str, seen: list[str]) -> None:
    assert excerpts("link", "any", text) == seen


@pytest.mark.parametrize(
    ("pattern", "host", "expected"),
    [
        ("evil.com, bad.shop", "www.evil.com/x", True),
        ("evil.com, bad.shop", "sub.bad.shop", True),
        ("evil.com", "notevil.com", False),
        ("evil.com", "evil.com.br", False),
        ("evil.com", "a.co/http://evil.com", False),
        ("evil.com", "hxxps[:]//www.evil.com:80/x", True),
        (".xyz", "anything.xyz", True),
        ("except tarnfell.com", "shop.tarnfell.com", False),
        ("except tarnfell.com", "tarnfell.com.evil.shop", True),
        ("shortener", "bit.ly/abc", True),
        ("shortener", "rabbit.ly/abc", False),
        ("lookalike tarnfell.com", "tarnfell.com", False),
        ("lookalike tarnfell.com", "tarnfe11-outlet[.]shop", True),
        ("lookalike tarnfell.com", "tarnfel.com", True),
        ("lookalike tarnfell.com", "tarnfall.net", True),
        ("lookalike tarnfell.com", "parnfell.net", True),
        ("lookalike tarnfell.com", "arnfell.net", True),
        ("lookalike tarnfell.com", "tarrnfell.net", True),
        ("lookalike tarnfell.com", "parnfall.net", False),
        ("lookalike tarnfell.com", "tarn.com", False),
        ("lookalike tarnfell.com", "tаrnfеll.com", True),
        ("lookalike river.com", "rivor.com", True),
        ("lookalike river.com", "rive.com", True),
        ("lookalike tarn.com", "tarm.com", False),
        ("lookalike", "раypal.com", True),
        ("lookalike", "xn--pypal-4ve.com", True),
        ("lookalike", "xn--zzzzzzzzzz--.com", False),
        ("lookalike", "xn--größe.com", False),
        ("lookalike", "münchen.de", False),
    ],
)
def test_which_links_a_rule_means(pattern: str, host: str, expected: bool) -> None:
    assert bool(findings("link", pattern, f"look at {host} please")) is expected


@pytest.mark.parametrize(("links_before", "expected"), [(99, ["evil.com"]), (100, [])])
def test_a_hundred_links_of_a_text_are_read(links_before: int, expected: list[str]) -> None:
    assert excerpts("link", "evil.com", "fine.com " * links_before + "evil.com") == expected


def test_the_reason_names_the_domain() -> None:
    (found,) = findings("link", "lookalike tarnfell.com", "http://tarnfe11.com/sale")
    assert found.reason == "tarnfe11.com looks like tarnfell but is not."


@pytest.mark.parametrize("pattern", ["", "evil", "any evil", "except", "http://evil.com/x"])
def test_a_rule_without_a_domain_is_refused(pattern: str) -> None:
    (problem,) = complaints("link", pattern)
    assert "is not a domain" in problem


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("", 1), ("any", 1), ("a.com b.com", 1), ("lookalike", 1), ("lookalike a.com", 6), ("lookalike a.com, b.com", 11)],
)
def test_only_domains_to_compare_with_weigh_more_than_a_point(pattern: str, expected: int) -> None:
    assert weight_of_link(pattern) == expected
