"""Whether a difference from the package would be seen."""

import pytest

from moderation.bench.scoring import differences
from moderation.policy.sentiment.vader import score_text

TEXTS = ["Great tent!", "The zip broke.", "It is a bag."]


def test_our_scorer_does_not_differ() -> None:
    assert differences(TEXTS) == 0


@pytest.mark.parametrize("name", ["neg", "neu", "pos", "compound"])
def test_each_of_the_four_numbers_is_compared(name: str) -> None:
    assert differences(TEXTS, lambda text: score_text(text)._replace(**{name: 0.123})) == 3
