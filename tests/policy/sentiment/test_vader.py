"""Our scoring against the package itself, oddity by oddity and on thousands of texts; its speed bound; its words."""

import json
from collections.abc import Iterator
from importlib.metadata import version
from math import sqrt
from pathlib import Path
from statistics import correlation
from time import perf_counter

import pytest

from moderation.bench.texts import generated_texts
from moderation.policy.sentiment import VADER
from moderation.policy.sentiment import vader as sentiment
from moderation.policy.values import Sentiment

SHARED = Path(__file__).parents[4] / "shared" / "data"

ODDITIES = [
    "",
    " \n\t ",
    "!!!",
    "a",
    "good",
    "The tent is good, the poles are GREAT!",
    # Two characters or fewer between the marks stay an emoticon.
    "it was ok, (ok) and :) or :-) not ':)'",
    "GOOD TENT",
    "GOOD tent",
    "I like it",
    "good? bad??",
    "good? good? good?",
    "good ?? ??",
    "bad!!!!!!!!!",
    "good and bad!!! ??",
    # "no" before a term, after it, two and three before it, and before a term that is itself negated.
    "no good",
    "good no",
    "no",
    "no no good",
    "no big help",
    "no big or good",
    "no big nor good",
    "no big and good",
    "NO good tent",
    "no very good",
    # Boosters lose force with distance, and turn with the sign.
    "very good",
    "very big good",
    "very big red good",
    "very bad",
    "VERY bad tent",
    "barely bad",
    "BARELY good tent",
    "very very very good",
    "kinda good",
    "very",
    # The word between is itself in the lexicon, so the rules do not look past it one by one.
    "not great good",
    "very nice good",
    # Negations by list and by ending.
    "not good",
    "not that good",
    "not all that good",
    "not at all that good",
    "isn't good",
    "ISN'T good tent",
    "shouldn't've good",
    "isn’t good",
    "without doubt good",
    "without a doubt good",
    "without any real doubt good",
    "never so good",
    "never this good",
    "never so very good",
    "never this much good",
    "not a so good",
    "we were so good",
    "is all this good",
    "don't you so good",
    # Idioms need three words before the term, and the first of them outside the lexicon.
    "the shit",
    "this tent is the shit",
    "it is really the bomb",
    "what a bad ass tent",
    "what a fine bad ass tent",
    "he is so badass",
    "here at the bus stop",
    "well that is yeah right sure",
    "it is a kiss of death",
    "that is to die for good",
    "with my own beating heart",
    "the boots are not the shit",
    "this is the very bomb",
    "it is kind of good",
    "it is sort of bad",
    "just enough to be good",
    "there is just enough good",
    "kind of kind",
    "kind of",
    "be kind",
    "be KIND of good",
    # "least"
    "least good",
    "the least good",
    "at least good",
    "very least good",
    "not least good",
    "LEAST good tent",
    # "but" changes the first of equal valences, and looks again at what it has changed.
    "good but bad",
    "good good but good good",
    "bad but",
    "but good",
    "good but bad but good",
    "great good but GREAT good nice love best",
    "good, but bad",
    "love 1.6 good agree but good love nice agree",
    # Emoji stand for words, glued or not; other characters do not.
    "😀",
    "good😀bad",
    "😀😀 😀",
    "💘 love💋",
    "👍🏽 nice",
    "❤️ © ®",
    "😀good",
    "😀!",
    "NICE 😀",
    # Other writing and other spaces.
    "good\u00a0bad",
    "good\u2003very\u3000good",
    "good\x1cbad\x85good",
    "İyi good",
    "İ. .İa good",
    "ΣΑΣ GOOD",
    "好 good",
    "\ud83d good \x00",
    "don’t like “great”",
]

WORST = {
    "glued emoji": "😀" * 20_000,
    "emoji of many words": "🤭" * 20_000,
    "punctuation": "!?.,;:'\"" * 2_500,
    "a word between punctuation": "." * 2_499 + "good" + "." * 2_497,
    "one word": "a" * 20_000,
    "one-letter words": "a " * 10_000,
    "spaces": " " * 20_000,
    "buts": "but " * 5_000,
    "terms around but": "but " + ":) <3 xD gg :( =) " * 1_000,
    "distinct terms before but": " ".join(sorted(sentiment.load_lexicon().valences, key=len)[:1_400])[:4_990] + " but",
    "least": "least good " * 1_800,
    "never so": "never so good " * 1_400,
    "no": "no " * 6_600,
    "negations": "isn't good " * 1_800,
    "upper case": "GOOD " * 3_999 + "bad",
    "idioms": "the shit bad ass " * 1_100,
    "boosters": "VERY so kinda good " * 1_000,
    "Chinese": "好" * 20_000,
    "curly quotes": "’" * 20_000,
    "half a surrogate pair": "\ud83d" * 20_000,
}


def numbers(found: Sentiment) -> str:
    return repr({"neg": found.neg, "neu": found.neu, "pos": found.pos, "compound": found.compound})


def different(texts: Iterator[str]) -> list[str]:
    package = sentiment.reference_scorer()
    return [
        text for text in texts if numbers(sentiment.score_text(text)) != repr(package(sentiment.scored_prefix(text)[0]))
    ]


def shared_texts() -> Iterator[str]:
    for path in sorted(SHARED.glob("*/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines()[::10]:
            yield json.loads(line)["text"]


@pytest.mark.parametrize("text", ODDITIES)
def test_a_score_is_the_packages_to_the_last_digit(text):
    assert numbers(sentiment.score_text(text)) == repr(sentiment.reference_scorer()(text))


@pytest.mark.slow
def test_ten_thousand_generated_texts_score_as_in_the_package():
    assert different(generated_texts(10_000, seed=7)) == []


@pytest.mark.slow
@pytest.mark.shared
def test_a_tenth_of_the_public_texts_scores_as_in_the_package():
    assert different(shared_texts()) == []


@pytest.mark.shared
def test_the_correlation_with_human_ratings_is_the_packages():
    path = SHARED / "labelled" / "sentiment_vader_gt_amazonReviewSnippets.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    human, package = [row["mean_rating"] for row in rows], sentiment.reference_scorer()
    ours = correlation(human, [sentiment.score_text(row["text"]).compound for row in rows])
    assert ours == correlation(human, [package(row["text"])["compound"] for row in rows]) > 0.5


def test_the_engine_is_the_installed_one():
    assert f"vader-{version('vaderSentiment')}" == VADER


@pytest.mark.parametrize("text", WORST.values(), ids=WORST.keys())
def test_no_text_takes_over_50_ms(text):
    took = []
    for _ in range(3):
        began = perf_counter()
        sentiment.score_text(text)
        took.append(perf_counter() - began)
    assert min(took) < 0.050


@pytest.mark.parametrize(
    ("text", "scored", "is_cut"),
    [
        ("", "", False),
        ("a" * 5_000, "a" * 5_000, False),
        ("a" * 5_001, "a" * 5_000, True),
        ("😀" * 200, "😀" * 200, False),
        ("😀" * 201, "😀" * 200, True),
        ("a😀 " * 201 + "b", "a😀 " * 200 + "a", True),
        ("😀" * 200 + " and so on", "😀" * 200 + " and so on", False),
        ("好" * 300, "好" * 300, False),
        ("©" * 201, "©" * 200, True),
        # The skin tone is a character, and an emoji, of its own.
        ("a" + "👍🏽" * 101, "a" + "👍🏽" * 100, True),
    ],
)
def test_the_scored_prefix_ends_at_5000_characters_or_before_the_201st_emoji(text, scored, is_cut):
    assert sentiment.scored_prefix(text) == (scored, is_cut)
    assert sentiment.score_text(text).cut is is_cut


def test_what_is_cut_off_does_not_count():
    assert sentiment.score_text("x " * 2_500 + "good").compound == 0
    assert sentiment.score_text("😀" * 201 + " hate hate") == sentiment.score_text("😀" * 201)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The tent is a tent", []),
        ("A 'GREAT' tent!", [("GREAT", 3.833)]),
        ("good", [("good", 1.9)]),
        ("not good.", [("good", -1.406)]),
        ("very good", [("good", 2.193)]),
        ("very, bad", [("bad", -2.793)]),
        # Stripped of its comma "no," would be too short, so it stays as it is and no rule knows it.
        ("no, good", [("good", 1.9)]),
        ("good tent but bad pegs", [("good", 0.95), ("bad", -3.75)]),
        ("no good", [("good", -1.406)]),
        ("wet 😍", [("smiling", 2.0)]),
    ],
)
def test_the_words_are_those_that_moved_the_score_with_their_final_valence(text, words):
    found = [(word.term, round(word.contribution, 9)) for word in sentiment.score_text(text).words]
    assert found == words


def test_contributions_add_up_to_what_compound_is_normalised_from():
    found = sentiment.score_text("I LOVE this tent but the awful pegs are not great, never so good :)")
    total = sum(word.contribution for word in found.words)
    assert found.compound == round(total / sqrt(total**2 + 15), 4)


def test_only_the_strongest_40_words_are_kept_in_the_order_of_the_text():
    found = sentiment.score_text("best " + "good " * 50 + "worst")
    assert [word.term for word in found.words] == ["best", *["good"] * 38, "worst"]


def test_every_phrase_holds_a_sign_so_that_no_plain_text_has_one():
    phrases = [*sentiment.IDIOMS, *sentiment._BOOSTER_PAIRS]
    assert [phrase for phrase in phrases if sentiment._SIGNS.isdisjoint(phrase)] == []


def test_no_mover_has_a_valence_of_its_own():
    assert sentiment._MOVERS & sentiment.load_lexicon().valences.keys() == set()


def test_every_emoji_of_the_package_is_looked_for():
    assert [emoji for emoji in sentiment.load_lexicon().emoji if not sentiment._PERHAPS_EMOJI.fullmatch(emoji)] == []


def test_every_term_in_the_lexicon_scores_as_in_the_package():
    assert different(iter(sentiment.load_lexicon().valences)) == []


def test_every_emoji_scores_as_in_the_package():
    assert different(f"so {emoji}{emoji}!" for emoji in sentiment.load_lexicon().emoji) == []
