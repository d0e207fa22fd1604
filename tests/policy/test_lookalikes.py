"""Innocent sentences with words of attack, trouble or despair in them are hardly ever taken for any."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import judge
from moderation.policy.starter import KINDS, starter_for
from moderation.policy.values import Facts, Judgement, Thresholds

FIXTURE = Path(__file__).parents[2] / "fixtures" / "innocent_lookalikes.jsonl"
ROWS: list[dict[str, Any]] = list(map(json.loads, FIXTURE.read_text(encoding="utf-8").splitlines()))
# The mechanisms were mended on the first half; the second was written afterwards.
HALVES = ("first", "second")
MOST_FOUND, MOST_OPENED = 0.05, 0.03


def judged(kind: str, half: str) -> Iterator[tuple[str, Judgement]]:
    rules = compile_rules(starter_for(kind))
    for row in ROWS:
        if row["half"] == half:
            yield row["text"], judge(Facts(row["text"], channel_language="en"), rules, Thresholds())


def test_the_fixture_has_many_kinds_of_sentences() -> None:
    assert len({row["text"] for row in ROWS}) == len(ROWS) > 350
    groups = Counter(row["group"] for row in ROWS)
    assert len(groups) == 15
    assert groups["who people are"] >= 20


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("kind", KINDS)
def test_look_alikes_are_hardly_ever_found_and_open_hardly_any_case(kind: str, half: str) -> None:
    each = list(judged(kind, half))
    found = [f"{text}: {', '.join(f.rule for f in said.findings)}" for text, said in each if said.findings]
    opened = [f"{text}: {', '.join(said.openings)}" for text, said in each if said.openings]
    assert len(found) <= MOST_FOUND * len(each), "\n".join(found)
    assert len(opened) <= MOST_OPENED * len(each), "\n".join(opened)
