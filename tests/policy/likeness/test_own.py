"""The project's own models: their features, their tables, and what they say of sentences of our own."""

import pytest

from moderation.policy.likeness import SPAM, load_model
from moderation.policy.likeness.features import features_of
from moderation.policy.likeness.linear import Model, Vote
from moderation.policy.likeness.own import load_own, table_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Tents!", ["tents", "!", "tents !"]),
        ("It’s 20% off", ["it's", "<number>", "%", "off", "it's <number>", "<number> %", "% off"]),
        ("Win £1,000 now", ["win", "<money>", "now", "win <money>", "<money> now"]),
        ("Call 0800123456", ["call", "<long>", "call <long>"]),
        ("See https://x.example/a?b=1", ["see", "<address>", "see <address>"]),
    ],
)
def test_the_features_of_a_text(text: str, expected: list[str]) -> None:
    assert features_of(text) == expected


def test_a_table_is_read_as_it_was_written() -> None:
    model = load_own(SPAM)
    written = table_of(model.version, model.votes[0].bias, {name: weight for name, (weight,) in model.weights.items()})
    assert written.splitlines()[0] == f"{model.version}\t{model.votes[0].bias:.3f}"
    assert len(written.splitlines()) == len(model.weights) + 1


def test_a_probability_is_the_logistic_function_of_the_sum() -> None:
    model = Model(
        "spam", "spam-0", str.split, (Vote(-1.0, -1.0, 0.0),), {"buy": (1.0,), "now": (0.5,), "tent": (-3.0,)}
    )
    assert model.likeness("buy now").probability == pytest.approx(0.6225, abs=1e-4)
    assert model.likeness("buy buy now").probability == model.likeness("now buy").probability
    assert model.likeness("buy now").words == ("buy", "now")
    # Further down nothing is told.
    assert model.likeness("buy now tent") == (0.0, ())


def test_votes_are_averaged() -> None:
    votes = (Vote(0.0, -1.0, 0.0), Vote(0.0, -1.0, 4.0))
    model = Model("abuse", "0", str.split, votes, {"buy": (0.0, 4.0)})
    assert model.likeness("buy").probability == 0.5


def test_a_text_is_brought_to_one_length_where_the_model_wants_it() -> None:
    model = Model("abuse", "0", str.split, (Vote(0, -1, 0),), {"buy": (1.0,), "now": (1.0,)}, {"buy": 1.0, "now": 2.0})
    assert model.likeness("buy").probability == model.likeness("buy buy").probability
    assert model.likeness("buy now").probability == pytest.approx(0.7928, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "is_spam"),
    [
        ("Subscribe to my channel please, I make covers of every song", True),
        ("FREE entry! Text WIN to 80123 now to claim your £500 prize", True),
        ("Where did you get this tent? It looks great", False),
        ("I waited two weeks for a reply and nobody called me back", False),
    ],
)
def test_what_reads_like_spam(text: str, is_spam: bool) -> None:
    assert (load_model(SPAM).likeness(text).probability >= 0.5) is is_spam
