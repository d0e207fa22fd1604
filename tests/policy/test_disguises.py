"""Disguises are seen through, and plain texts say no more than before."""

from itertools import islice
from pathlib import Path

import pytest

from moderation.bench.disguises import RULES, TRICKS, found, recalls
from moderation.bench.sizes import Sizes
from moderation.bench.unmasking import AIM, SENTENCES, texts_with_findings

LABELLED = Path(__file__).parents[3] / "shared" / "data" / "labelled"
SETS = ("davidson_hate_offensive_traindev", "convabuse_train", "stormfront_train")


def samples(number: int) -> list[str]:
    """Texts of the public sets in which something is found, so many of each and the same ones each time."""
    files = (Sizes(corpus_file=str(LABELLED / f"{name}.jsonl")) for name in SETS)
    return [text for sizes in files for text in islice(texts_with_findings(sizes), number)]


def test_most_disguises_of_our_own_sentences_are_seen_through() -> None:
    measured = dict(recalls(SENTENCES))
    assert sum(measured.values()) / len(TRICKS) >= AIM


@pytest.mark.shared
def test_most_disguises_of_what_people_write_are_seen_through() -> None:
    measured = dict(recalls(samples(15)))
    assert sum(measured.values()) / len(TRICKS) >= AIM


@pytest.mark.parametrize(
    "text",
    [
        "the batch of carbon tents on the slope",
        "I am a b c learner",
        "the pen is mightier than the sword",
        "where's the despicable villain",
        "H = 0.3 and $p_c$ and $P(1)$ and $1/T$",
        "a bit...chunkier than (until now)",
        "we put the therapist in the assassin class",
        "my analyst at the penistone office",
        "it was the 2nd of 5 days, 10am to 3pm",
        "vitamin c, plan b, grade a and point d",
    ],
)
def test_plain_words_are_no_disguise(text: str) -> None:
    assert found(RULES, text) == set()
