"""What the command says of the engines, and how it refuses a file."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from moderation.policy.sentiment import PARLEY, VADER

LINES = [
    {"text": "@united where is my bag", "label": "negative"},
    {"text": "Can\u2019t log in, please help", "label": "negative"},
    {"text": "This is awful", "label": "negative"},
    {"text": "We pitched it by the lake", "label": "neutral"},
    {"text": "What a great tent, I love it", "label": "positive"},
]


def evaluate(path: Path, *lines: dict[str, Any] | str) -> dict[str, dict[str, Any]]:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    out = StringIO()
    call_command("evaluate_sentiment", str(path), "--json", stdout=out)
    return {each["engine"]: each for each in map(json.loads, out.getvalue().splitlines())}


def test_each_engine_has_a_line(tmp_path: Path) -> None:
    told = evaluate(tmp_path / "moods.jsonl", *LINES)
    assert list(told) == [VADER, PARLEY]
    assert list(told[PARLEY]) == ["engine", "n", "accuracy", "macro_f1", "negatives_shown_positive", "r"]
    assert (told[VADER]["n"], told[VADER]["accuracy"], told[VADER]["negatives_shown_positive"]) == (5, 0.6, 0.6667)
    assert (told[PARLEY]["accuracy"], told[PARLEY]["negatives_shown_positive"]) == (0.8, 0.0)
    assert told[PARLEY]["r"] > told[VADER]["r"]


def test_stars_are_labels_too(tmp_path: Path) -> None:
    stars = [{"text": "awful", "rating": 1}, {"text": "a tent", "rating": 3}, {"text": "great", "rating": 5}]
    told = evaluate(tmp_path / "stars.jsonl", *stars, "")
    assert (told[PARLEY]["n"], told[PARLEY]["accuracy"], told[PARLEY]["macro_f1"]) == (3, 1.0, 1.0)
    assert told[PARLEY]["r"] > 0.9


def test_of_nothing_nothing_is_told(tmp_path: Path) -> None:
    told = evaluate(tmp_path / "none.jsonl")[PARLEY]
    assert (told["n"], told["accuracy"], told["macro_f1"], told["r"]) == (0, None, None, None)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("nonsense", "The line is not JSON"),
        ({"label": "negative"}, "There is no text"),
        ({"text": "x"}, "There is no label, and no rating from 1 to 5"),
        ({"text": "x", "label": "sad"}, "label must be one of negative, neutral, positive"),
        ({"text": "x", "rating": 6}, "no rating from 1 to 5"),
        ({"text": "x", "rating": True}, "no rating from 1 to 5"),
    ],
)
def test_a_bad_line_is_named_with_what_is_wanted(tmp_path: Path, line: dict[str, Any] | str, problem: str) -> None:
    with pytest.raises(CommandError, match=f"line 2: .*{problem}.*a line is like"):
        evaluate(tmp_path / "bad.jsonl", LINES[0], line)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.jsonl cannot be read"):
        call_command("evaluate_sentiment", str(tmp_path / "nowhere.jsonl"))


def test_without_json_it_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(json.dumps(LINES[2]))
    out = StringIO()
    call_command("evaluate_sentiment", str(tmp_path / "one.jsonl"), stdout=out)
    assert f"{PARLEY}: n 1, accuracy 1.0, macro F1 1.0, negatives shown positive 0.0, r None" in out.getvalue()
