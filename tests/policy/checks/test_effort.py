"""How much work a pattern may be, told from how it is written."""

import pytest

from moderation.policy.checks.effort import count_states
from moderation.policy.matching import compiled


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("small claims", 0),
        (r"\bsue\b", 0),
        ("^a$", 0),
        ("a.b", 1),
        (r"\w\d\S", 3),
        ("[a-z][]x][^]]", 3),
        (r"[[:alpha:]\]]", 1),
        (r"\pL\p{Greek}\PN", 3),
        ("a*", 1),
        ("a+?b*", 2),
        ("colou?r", 0),
        ("a{3}", 3),
        ("a{0,40}", 40),
        ("a{2,}", 2),
        (".{0,40}", 40),
        ("(?:abc){10}", 10),
        ("(abc)", 0),
        ("(?:a|bc)", 1),
        ("((?:a|b)c){5}", 5),
        ("(?:a|b)" * 5, 5),
        ("(?:a|b){5}", 5),
        (r"(?:\w{1,20}\s){1,10}", 210),
        (r"(?P<seen>\d{2}) (\d)", 3),
        ("(?i)a(?s:.)", 1),
        (r"\x{1F600}{3}\x41{2}", 5),
        (r"\Q.*[(\E", 0),
        (r"\.\*\[\(\|", 0),
        (r"a\{3}", 0),
    ],
)
def test_the_places_of_a_pattern(pattern: str, expected: int) -> None:
    assert compiled(pattern)
    assert count_states(pattern) == expected
