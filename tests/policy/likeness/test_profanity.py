"""The model of alt-profanity-check, read as numbers, says what the package says."""

import io
import pickle
import sys
from importlib.metadata import version
from subprocess import run

import profanity_check
import pytest

from moderation.policy.likeness import ABUSE, load_model
from moderation.policy.likeness.profanity import KNOWN, Reader

MODEL = load_model(ABUSE)
TEXTS = [
    "You are an idiot and nobody likes you",
    "What a lovely tent, it kept us dry",
    "shut up shut up SHUT UP",
    "I can't open the box of pegs",
    "Go back to your cave, you pathetic worm",
    "ein schöner Platz am See",
    "the killer feature of this stove",
    "a" * 3_000,
]


def test_every_text_gets_the_packages_probability() -> None:
    theirs = profanity_check.predict_prob(TEXTS)
    ours = [MODEL.likeness(text) for text in TEXTS]
    assert [each.probability for each in ours if each.probability] == pytest.approx(
        [each for each, own in zip(theirs, ours, strict=True) if own.probability]
    )
    assert sum(each.probability > 0 for each in ours) == 3


@pytest.mark.parametrize("text", ["", "?!", "xqzzy", "🏕️"])
def test_a_text_without_a_known_word_reads_like_nothing(text: str) -> None:
    assert MODEL.likeness(text) == (0.0, ())


def test_the_words_that_speak_for_it_are_told() -> None:
    assert MODEL.likeness("You are an idiot, said the tent maker").words[0] == "idiot"


def test_the_version_is_the_packages() -> None:
    assert MODEL.version == f"alt-profanity-check {version('alt-profanity-check')}"


def test_nothing_but_what_is_expected_comes_out_of_a_file() -> None:
    with pytest.raises(pickle.UnpicklingError, match="print is not expected"):
        Reader(io.BytesIO(pickle.dumps(print))).load()
    assert ("builtins", "print") not in KNOWN


def test_what_the_model_was_made_with_is_never_loaded() -> None:
    code = "from moderation.policy.likeness import *; load_model('abuse'); import sys; print('sklearn' in sys.modules)"
    assert run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
