"""What is seen through disguises, and whether rules that see less would miss the figure."""

import json
from pathlib import Path

import pytest

from moderation.bench import unmasking
from moderation.bench.disguises import RULES, TRICKS, found
from moderation.bench.figures import Figure
from moderation.bench.sizes import Sizes
from moderation.policy.guidelines import compile_rules
from moderation.policy.values import Rule
from tests.policy.looking import guideline

FEW = Sizes(corpus=50, disguised=12)


def test_the_figure_is_the_mean_and_the_worst_tricks_stand_beside_it() -> None:
    report = unmasking.measure(FEW)
    (figure,) = report.figures
    assert figure.verdict == "aim reached"
    assert figure.what.endswith(f"mean of {len(TRICKS)} tricks")
    worst = list(report.numbers["worst"].values())
    assert worst == sorted(worst)
    assert len(worst) == unmasking.WORST
    assert worst[0] < figure.reached


def test_rules_that_see_through_little_miss_it() -> None:
    # A disguised address leads elsewhere.
    links = compile_rules([guideline(Rule("link", "example.org"))])
    (figure,) = unmasking.report_of(["look at example.org for more"], links).figures
    assert 0 < figure.reached < unmasking.MUST_BE
    assert figure.is_missed


@pytest.mark.parametrize(("reached", "verdict"), [(0.649, "MISSED"), (0.65, "reached"), (0.75, "aim reached")])
def test_it_must_reach_65_of_a_hundred(reached: float, verdict: str) -> None:
    limits = {"must": unmasking.MUST_BE, "aim": unmasking.AIM}
    assert Figure("found", reached, **limits).verdict == verdict


def test_something_is_found_in_each_text_and_none_is_disguised() -> None:
    texts = list(unmasking.texts_with_findings(FEW))
    assert set(unmasking.SENTENCES) < set(texts)
    assert all(found(RULES, text) and text.isascii() for text in texts)


def test_texts_of_a_file_are_measured_instead(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    said = ["see you in court", "a fine tent", "sée you in court", "see you in court &amp; soon"]
    said.append(f"see you in court {'soon ' * 40}")
    file.write_text("\n".join(json.dumps({"text": text}) for text in said))
    assert list(unmasking.texts_with_findings(Sizes(corpus_file=str(file)))) == ["see you in court"]


def test_a_file_in_which_nothing_is_found_is_no_figure(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text('{"text": "a fine tent"}')
    with pytest.raises(unmasking.NothingFound):
        unmasking.measure(Sizes(corpus_file=str(file)))
