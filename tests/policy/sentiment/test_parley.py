"""The engine parley-1: what is no mood, what is trouble, and the bands."""

import pytest

from moderation.policy.reading import read_text
from moderation.policy.sentiment import ENGINES, PARLEY, VADER, Band, Own, make_engine
from moderation.policy.sentiment.parley import NEGATIVE_TO, POSITIVE_FROM
from moderation.policy.sentiment.words import EMOJI, TROUBLE

OWN = Own(names=("Lovely Pines", "Trust"), trouble=(*TROUBLE, "mudslide"), emoji=(*EMOJI, "🐌"))
ENGINE = make_engine(PARLEY)


def band(text: str, own: Own | None = None) -> Band:
    engine = make_engine(PARLEY, own) if own else ENGINE
    return engine.band(engine.score(read_text(text)).compound)


def words(text: str, own: Own | None = None) -> list[str]:
    engine = make_engine(PARLEY, own) if own else ENGINE
    return [word.term for word in engine.score(read_text(text)).words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Handles are no words, wherever they stand and whatever stands beside them.
        ("@united where is my bag", "unclear"),
        (".@best: where is my bag", "unclear"),
        ("so here I sit, @lovelyHotel", "unclear"),
        # Politeness is no praise.
        ("Please help, I would like some support", "unclear"),
        ("Could you check my order please? Thanks", "unclear"),
        ("Thanks, that was quick", "positive"),
        ("Can't log in since Monday, thanks", "negative"),
        # Trouble, in words, phrases, and what does not go.
        ("I want a refund", "negative"),
        ("The app crashed on me", "negative"),
        ("Your site is down", "negative"),
        ("Your tent poles don’t open", "negative"),
        ("I cannot find the button to pay", "negative"),
        ("I have been on hold for an hour", "negative"),
        ("They hung up", "negative"),
        ("Still no reply", "negative"),
        ("I can't wait to go", "positive"),
        ("It never stopped working", "unclear"),
        ("You rock", "positive"),
        ("I've had nothing but good nights in it", "positive"),
        # Emoji that are negative for sure, also with what makes them pictures.
        ("My tent 😡", "negative"),
        ("My tent 💔", "negative"),
        ("My tent ☹️", "negative"),
        ("My tent 🙄🙄", "negative"),
        ("My tent 😍", "positive"),
        # The curly apostrophe turns nothing round.
        ("This isn’t good", "negative"),
        ("This isn't good", "negative"),
        ("We pitched it by the lake", "unclear"),
    ],
)
def test_the_band_of_a_text(text: str, expected: str) -> None:
    assert band(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "without"),
    [
        ("A night at Lovely Pines", "unclear", "positive"),
        ("a night at lovely pines!", "unclear", "positive"),
        ("It stood in the mudslide", "negative", "unclear"),
        ("Two days by post 🐌", "negative", "unclear"),
    ],
)
def test_a_communitys_own_words_count_there(text: str, expected: str, without: str) -> None:
    assert (band(text, OWN), band(text)) == (expected, without)


def test_a_name_is_taken_out_and_not_its_words() -> None:
    assert words("Lovely weather at Lovely Pines", OWN) == ["Lovely"]
    assert words("Lovely Pines is lovely", OWN) == ["lovely"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Your app is down and I can't log in", ["is down", "can't log"]),
        ("on hold for two hours", ["on hold", "for two hours"]),
        ("Great, late again", ["Great", "late"]),
    ],
)
def test_the_words_behind_a_score_are_told_as_they_stand(text: str, expected: list[str]) -> None:
    assert sorted(words(text)) == sorted(expected)


def test_what_stands_behind_a_but_counts_more() -> None:
    def score(text: str) -> float:
        return ENGINE.score(read_text(text)).compound

    assert score("Great tent but I can't open it") < score("Great tent and I can't open it")


@pytest.mark.parametrize(
    ("written", "alike"),
    [
        ("This is <b>great</b>, thank you", "This is great, thank you"),
        ("I can&#39;t log in", "I can't log in"),
        ("**Broken** again…", "Broken again..."),
        ("It’s good", "It's good"),
    ],
)
def test_the_same_words_in_other_markup_have_the_same_band(written: str, alike: str) -> None:
    assert ENGINE.score(read_text(written)).compound == ENGINE.score(read_text(alike)).compound != 0


@pytest.mark.parametrize(
    ("compound", "expected"),
    [
        (-1, "negative"),
        (NEGATIVE_TO, "negative"),
        (NEGATIVE_TO + 0.001, "unclear"),
        (POSITIVE_FROM - 0.001, "unclear"),
        (POSITIVE_FROM, "positive"),
        (1, "positive"),
    ],
)
def test_where_the_bands_begin(compound: float, expected: str) -> None:
    assert ENGINE.band(compound) == expected


def test_the_engine_of_the_package_reads_what_was_written_and_has_no_own_words() -> None:
    engine = make_engine(VADER, OWN)
    assert engine.score(read_text("@united where is my bag")).compound > 0
    assert engine.score(read_text("isn’t good")).compound > 0
    assert engine.band(0.05) == Band.POSITIVE
    assert engine.band(-0.05) == Band.NEGATIVE


def test_an_engine_bears_its_name() -> None:
    assert [make_engine(name).name for name in ENGINES] == list(ENGINES) == [VADER, PARLEY]
    with pytest.raises(KeyError):
        make_engine("parley-0")
