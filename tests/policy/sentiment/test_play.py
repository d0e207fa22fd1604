"""Words of games, work and idioms make no negative tone by themselves."""

import pytest

from moderation.policy.reading import read_text
from moderation.policy.sentiment import PARLEY, make_engine
from moderation.policy.sentiment.play import is_negative
from moderation.policy.values import Sentiment, Word

ENGINE = make_engine(PARLEY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This boss killed me again", False),
        ("I hate this, it is awful and it killed me again", True),
        ("Terrible, horrible, the worst", True),
        ("How do I kill a dead process?", False),
        ("What a lovely day", False),
    ],
)
def test_a_tone_is_negative_by_more_than_words_of_play(text: str, expected: bool) -> None:
    assert is_negative(ENGINE.score(read_text(text)), -0.6) is expected


@pytest.mark.parametrize(
    ("others", "expected"),
    [(-1.9, False), (-2.0, True)],
)
def test_the_other_words_must_say_most_of_it(others: float, expected: bool) -> None:
    said = Sentiment(0.5, 0.5, 0.0, -0.8, (Word("Killed", -3.5), Word("sad", others)))
    assert is_negative(said, -0.6) is expected


def test_without_such_words_the_score_stands_alone() -> None:
    assert is_negative(Sentiment(1.0, 0.0, 0.0, -0.6, (Word("sad", -0.1),)), -0.6)
    assert not is_negative(Sentiment(1.0, 0.0, 0.0, -0.59, (Word("sad", -9.0),)), -0.6)
