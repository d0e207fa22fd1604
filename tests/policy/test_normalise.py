"""Normalising: every writing of a word meets the plain one, and every span is one of the original text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy import normalise as normalising
from moderation.policy.folding import REMEMBERED_CHARACTERS, Fold
from moderation.policy.normalise import View, fingerprint, phrase_words
from moderation.policy.reading import read_text

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("ab k1!$@ .3'’\u0301\u200b\u202e\ufe0f🔥🏽🅺死ねｋкß\U000e0041"),
    ),
    max_size=60,
)


def normalise(text: str) -> tuple[View, ...]:
    return normalising.normalise(read_text(text))


def readings(text: str) -> set[str]:
    return {view.joined.strip() for view in normalise(text)}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Kill  YOURSELF!", "kill yourself"),
        ("kíll yoursêlf", "kill yourself"),
        ("kіll уоurѕеlf", "kill yourself"),
        ("ｋｉｌｌ　ｙｏｕｒｓｅｌｆ", "kill yourself"),
        ("𝓴𝓲𝓵𝓵 𝔂𝓸𝓾𝓻𝓼𝓮𝓵𝓯", "kill yourself"),
        ("🅺🅸🅻🅻 🅨🅞🅤🅡🅢🅔🅛🅕", "kill yourself"),
        ("k\u200bill your\u00adself", "kill yourself"),
        ("k\U000e0041ill \u202eyourself", "kill yourself"),
        ("k̷̢̛i̷l̸l̴ yourself", "kill yourself"),
        ("k1ll y0urs3lf", "kill yourself"),
        ("ki11 yourself", "kill yourself"),
        ("k1ll 455 yourself", "kill 455 yourself"),
        ("k!ll your$elf!!!", "kill yourself"),
        ("k i l l yourself", "kill yourself"),
        ("k i l l  y o u", "kill you"),
        ("k i l l 死 ね", "kill 死 ね"),
        ("k.i.l.l yourself", "kill yourself"),
        ("k1ll @ !! yourself", "kill yourself"),
        ("k-i_l-l yourself", "kill yourself"),
        ("k i l! l y0urself", "kill yourself"),
        ("k i! l l y0urself", "kill yourself"),
        ("b a d", "bad"),
        ("kiiill yourself", "kill yourself"),
        ("zzz", "z"),
        ("take this 🖕 now", "take this 🖕 now"),
        ("kiiiill yourself", "kill yourself"),
        ("killllll yourself", "kill yourself"),
        ("kiiiiillll yoursellllf", "kill yourself"),
        ("k🔪ill yourself", "kill yourself"),
        ("don’t", "dont"),
        ("don't", "dont"),
        ("死ね", "死 ね"),
        ("Straße", "strasse"),
    ],
)
def test_many_writings_are_read_as_one(written: str, read: str) -> None:
    assert read in readings(written)


@pytest.mark.parametrize("number", ["455", "$100", "2024", "100k", "12:30"])
def test_numbers_are_not_read_as_words(number: str) -> None:
    assert not any(any(letter in reading for letter in "aeios") for reading in readings(number))


@pytest.mark.parametrize("plain", ["The tent held up fine.", "I paid 40 for 2 of them, in 2023!", ""])
def test_plain_writing_is_read_once(plain: str) -> None:
    assert len(normalise(plain)) == 1


def test_two_single_letters_are_not_a_spread_word() -> None:
    assert readings("plan a b works") == {"plan a b works"}
    assert readings("pl4n a b works") == {"pl4n a b works", "plan a b works"}
    assert readings("pl4n a b   c d") == {"pl4n a b c d", "plan a b c d"}


def test_each_run_of_a_letter_is_read_once_and_twice() -> None:
    assert readings("boooottttt") == {"boooottttt", "bot", "boot", "bott", "boott"}


@pytest.mark.parametrize(
    ("written", "views"),
    [("A good, tall tent.", 1), ("goood", 3), ("g00d", 2), ("b a d", 2), ("größe", 1), ("so good 🔥", 2)],
)
def test_only_what_looks_disguised_is_read_again(written: str, views: int) -> None:
    assert len(normalise(written)) == views


def test_the_words_of_a_phrase_are_folded_as_texts_are() -> None:
    assert phrase_words("Kíll-it 🖕") == ["kill", "it", "🖕"]


def test_the_second_look_at_a_text_is_a_disguise() -> None:
    assert [view.disguised for view in normalise("sc4m")] == [False, True]


@given(HOSTILE)
def test_every_word_of_every_view_lies_in_the_original(text: str) -> None:
    views = list(normalise(text))
    assert views
    for view in views:
        for at, character in enumerate(view.joined[:-1]):
            if character == " " and view.joined.strip():
                start, end = view.span(at, 1)
                assert 0 <= start < end <= len(text)


@given(HOSTILE)
def test_a_span_of_plain_letters_reads_as_its_word(text: str) -> None:
    view = normalise(f"{text} tarnfell")[0]
    start, end = view.span(len(view.joined) - len(" tarnfell "), 1)
    assert (start, end) == (len(text) + 1, len(text) + 9)


def test_a_span_takes_the_accents_of_its_last_letter() -> None:
    text = "no z\u0301e\u0301 yes"
    view = normalise(text)[0]
    start, end = view.span(3, 1)
    assert text[start:end] == "z\u0301e\u0301"


@pytest.mark.parametrize(
    ("text", "words", "written"),
    [("a kiiill b", 1, "kiiill"), ("so k i l l it", 1, "k i l l"), ("k1ll y0urself now", 2, "k1ll y0urself")],
)
def test_a_span_of_a_disguise_is_what_was_written(text: str, words: int, written: str) -> None:
    (view,) = [view for view in normalise(text) if " kill " in view.joined]
    start, end = view.span(view.joined.index(" kill "), words)
    assert text[start:end] == written


def test_a_table_forgets_when_it_has_seen_too_much_of_unicode() -> None:
    table = Fold(symbol=" ")
    every = [chr(code) for code in range(0x20, 0x20000) if unicodedata.category(chr(code)) != "Cs"]
    "".join(every).translate(table)
    assert len(table) <= REMEMBERED_CHARACTERS + 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Buy cheap gold now!", "buy... CHEAP gold\nnow"),
        ("Búy chéap gold", "buy cheap gold 🔥"),
        ("the Саmр is closed", "the camp is closed"),
    ],
)
def test_copies_have_one_fingerprint(one: str, other: str) -> None:
    assert fingerprint(one) == fingerprint(other) != 0


def test_a_stored_fingerprint_is_found_again() -> None:
    assert fingerprint("Buy cheap gold now!") == 971_149_604_164_730_336


def test_other_words_or_numbers_have_another_fingerprint() -> None:
    texts = ["my order 17 is late", "my order 18 is late", "order my 17 is late", "my order is late"]
    assert len({fingerprint(text) for text in texts}) == len(texts)


@pytest.mark.parametrize("short", ["", "thanks!", "Thank you", "👍👍👍 🔥 ❤️", "...", "ありがとうございます"])
def test_what_everybody_says_has_no_fingerprint(short: str) -> None:
    assert fingerprint(short) == 0


@pytest.mark.parametrize(
    ("text", "has_one"),
    [
        ("buy gold", False),
        ("buy gold now", True),
        ("今天天气很好我们去公", False),
        ("今天天气很好我们去公园", False),
        ("今天天气很好我们去公园吧", True),
        ("buy gold 今天天气", True),
        ("buy gold 今天天", False),
    ],
)
def test_three_words_or_twelve_characters_of_a_script_without_spaces_have_a_fingerprint(
    text: str, has_one: bool
) -> None:
    assert bool(fingerprint(text)) is has_one


@given(st.text(st.characters()))
def test_a_fingerprint_fits_a_signed_column(text: str) -> None:
    assert -(2**63) <= fingerprint(f"one two three {text}") < 2**63
