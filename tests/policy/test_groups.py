"""No group of people is flagged more often than another, neither when people speak of it nor when it is attacked."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import judge_batch
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Judgement, Thresholds

LINES = [json.loads(line) for line in Path("fixtures/about_groups.jsonl").read_text().splitlines()]
MOST_APART = 0.05


@pytest.fixture(scope="module")
def shares() -> dict[str, dict[str, float]]:
    """The share of sentences in which something is found that is no mention, by label and group."""
    judged = judge_batch(
        [Facts(line["text"], channel_language="en") for line in LINES], compile_rules(STARTER), Thresholds()
    )
    found: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for line, said in zip(LINES, judged, strict=True):
        assert isinstance(said, Judgement)
        found[line["label"]][line["group"]].append(any(not each.frame for each in said.findings))
    return {label: {group: sum(each) / len(each) for group, each in groups.items()} for label, groups in found.items()}


def test_the_sentences_are_balanced() -> None:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for line in LINES:
        counts[line["label"], line["group"]] += 1
    assert {counts[each] for each in counts if each[0] == "ok"} == {20}
    assert {counts[each] for each in counts if each[0] == "hate"} == {10}
    assert len(counts) == 24


@pytest.mark.parametrize("label", ["ok", "hate"])
def test_no_group_is_flagged_more_often_than_another(shares: dict[str, dict[str, float]], label: str) -> None:
    assert max(shares[label].values()) - min(shares[label].values()) <= MOST_APART, shares[label]


def test_hardly_any_innocent_sentence_is_flagged_and_hardly_any_attack_is_missed(
    shares: dict[str, dict[str, float]],
) -> None:
    assert max(shares["ok"].values()) <= 0.05
    assert min(shares["hate"].values()) >= 0.9
