"""The generated texts: the same for the same seed, and rich in what the scorer has rules for."""

from itertools import islice

import pytest

from moderation.bench.texts import generated_texts
from moderation.policy.sentiment.vader import BOOSTERS, IDIOMS, NEGATIONS, load_lexicon


@pytest.fixture(scope="module")
def together() -> str:
    return " | ".join(generated_texts(10_000, seed=7)).lower()


def test_the_same_seed_gives_the_same_texts():
    assert list(generated_texts(50, seed=3)) == list(generated_texts(50, seed=3))
    assert list(islice(generated_texts(100, seed=3), 50)) == list(generated_texts(50, seed=3))


def test_another_seed_gives_other_texts():
    assert set(generated_texts(50, seed=3)) & set(generated_texts(50, seed=4)) <= {"", " "}


def test_texts_are_mostly_distinct():
    assert len(set(generated_texts(2_000, seed=5))) > 1_600


@pytest.mark.parametrize(
    "words",
    [BOOSTERS, NEGATIONS, [" ".join(idiom) for idiom in IDIOMS], ["but", "least", "no", "never so", "without doubt"]],
    ids=["boosters", "negations", "idioms", "words with a rule"],
)
def test_every_word_with_a_rule_comes_up(together, words):
    assert [word for word in words if word not in together] == []


def test_emoji_come_up_glued_and_alone(together):
    assert sum(emoji in together for emoji in load_lexicon().emoji) > 900
