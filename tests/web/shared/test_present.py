"""What screens share: evidence is marked and never cut, bars keep their proportions, ages read like words."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.sentiment import Band as MoodBand
from moderation.web.shared import present
from moderation.web.shared.present import (
    Bar,
    Piece,
    age_in_words,
    marked_evidence,
    marked_excerpt,
    sentiment_needle,
    terms_strip,
    text_pieces,
)

LONDON = ZoneInfo("Europe/London")
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Seen:
    number: int
    start: int
    end: int
    severity: int = 3


def found(text: str, *excerpts: str, severity: int = 3) -> list[Seen]:
    starts = [(text.index(part), part) for part in excerpts]
    return [Seen(number, start, start + len(part), severity) for number, (start, part) in enumerate(starts, 1)]


def test_evidence_is_marked_and_numbered() -> None:
    text = "My solicitor will write."
    assert (
        marked_evidence(text, found(text, "solicitor"))
        == 'My <mark class="ev is-bad">solicitor<sup>1</sup></mark> will write.'
    )


@pytest.mark.parametrize(("severity", "look"), [(4, "is-bad"), (3, "is-bad"), (2, "is-warn"), (1, "is-warn")])
def test_harm_and_caution_look_different(severity: int, look: str) -> None:
    assert f'class="ev {look}"' in marked_evidence("spam", [Seen(1, 0, 4, severity)])


def test_nothing_of_a_text_is_trusted() -> None:
    text = "<script>alert(1)</script> & <b>"
    shown = marked_evidence(text, found(text, "<script>", "<b>"))
    assert "<script" not in shown
    assert "<b>" not in shown
    assert "&lt;script&gt;<sup>1</sup></mark>alert(1)" in shown


def test_overlapping_findings_share_a_piece_and_keep_their_numbers() -> None:
    assert list(text_pieces("abcdef", [Seen(1, 0, 4, 2), Seen(2, 2, 6, 3)])) == [
        Piece("ab", 2),
        Piece("cd", 3, (1,)),
        Piece("ef", 3, (2,)),
    ]


@pytest.mark.parametrize("span", [(4, 9), (9, 12), (2, 2), (3, 1)])
def test_a_span_that_does_not_fit_the_text_changes_no_character(span: tuple[int, int]) -> None:
    assert "".join(piece.text for piece in text_pieces("abcdef", [Seen(1, *span)])) == "abcdef"


def test_a_short_text_is_shown_whole() -> None:
    assert marked_excerpt("Nice tent.", []) == "Nice tent."


def test_a_long_text_without_evidence_shows_its_beginning() -> None:
    shown = marked_excerpt("The tent stood well. " * 40, [], limit=50)
    assert shown == "The tent stood well. The tent stood well. The tent …"


def test_an_excerpt_is_cut_around_the_evidence() -> None:
    text = "It rained. " * 50 + "My solicitor will write to you. " + "It rained. " * 50
    shown = marked_excerpt(text, found(text, "My solicitor will write to you"), limit=60)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert ">My solicitor will write to you<sup>1</sup></mark>" in shown


def test_evidence_far_apart_stands_in_one_excerpt() -> None:
    text = "Third failure. " + "It rained. " * 50 + "See you in court. " + "It rained. " * 50
    shown = marked_excerpt(text, found(text, "Third failure", "in court"), limit=80)
    assert "Third failure<sup>1</sup>" in shown
    assert "in court<sup>2</sup>" in shown
    assert shown.count(" … ") == 1


def test_the_gravest_evidence_is_kept_when_not_all_fits() -> None:
    text = "a" * 40 + " " * 200 + "b" * 40
    shown = marked_excerpt(text, [Seen(1, 0, 40, 1), Seen(2, 240, 280, 4)], limit=60)
    assert "b" * 40 in shown
    assert "a" not in shown.replace("mark", "").replace("class", "").replace("bad", "")


def test_evidence_longer_than_the_excerpt_is_left_to_the_chips() -> None:
    text = "The same words again. " * 30
    assert "<mark" not in marked_excerpt(text, [Seen(1, 0, len(text))], limit=60)


@pytest.mark.parametrize("character", ["👩‍🚒", "e\u0301", "👍🏽"])
def test_a_cut_does_not_tear_a_character(character: str) -> None:
    shown = marked_excerpt(character * 200, [], limit=100).removesuffix(" …")
    assert shown == character * (len(shown) // len(character))


@given(
    st.text(alphabet="ab 一\u0301\n<", max_size=300),
    st.lists(st.tuples(st.integers(0, 280), st.integers(1, 60), st.integers(1, 4)), max_size=8),
)
def test_an_excerpt_never_cuts_through_evidence(text: str, spans: list[tuple[int, int, int]]) -> None:
    findings = [Seen(n, a, min(a + b, len(text)), s) for n, (a, b, s) in enumerate(spans, 1) if a < len(text)]
    shown, windows = present.framed_findings(text, findings, 80)
    for finding in shown:
        assert all(finding.end <= a or finding.start >= b or a <= finding.start <= finding.end <= b for a, b in windows)
    assert sum(b - a for a, b in windows) <= 80 or len(text) <= 80


@pytest.mark.parametrize(
    ("priority", "bars", "word"),
    [
        (100, 4, "critical"),
        (80, 4, "critical"),
        (79, 3, "high"),
        (60, 3, "high"),
        (59, 2, "normal"),
        (30, 2, "normal"),
        (29, 1, "low"),
        (0, 1, "low"),
    ],
)
def test_the_bands_of_a_priority(priority: int, bars: int, word: str) -> None:
    assert present.priority_band(priority) == present.Band(bars, word)


@pytest.mark.parametrize(
    ("compound", "band", "bar"),
    [
        (-0.71, "negative", Bar(8.1, 19.9, "neg")),
        (0.86, "positive", Bar(28.0, 24.1, "pos")),
        (0.0, "unclear", Bar(28.0, 0.0, "neu")),
        (0.25, "unclear", Bar(28.0, 7.0, "neu")),
        (-1.0, "negative", Bar(0.0, 28.0, "neg")),
    ],
)
def test_the_needle_starts_at_the_centre_line(compound: float, band: str, bar: Bar) -> None:
    assert sentiment_needle(compound, MoodBand(band)) == bar


def test_the_strip_shows_each_term_in_proportion_and_sign() -> None:
    terms = [{"value": 38}, {"value": 30}, {"value": -3}, {"value": 0}]
    assert terms_strip(terms) == [Bar(0.0, 19.9, "plus"), Bar(20.9, 15.5, "plus"), Bar(37.4, 1.5, "minus")]


def test_the_strip_stays_inside_its_box() -> None:
    last = terms_strip([{"value": 40}] * 6)[-1]
    assert last.x + last.width <= present.STRIP_WIDTH


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=4), "4 min ago"),
        (timedelta(minutes=119), "1 h ago"),
        (timedelta(hours=13), "yesterday 23:00"),
        (timedelta(days=3), "Tue 12:00"),
        (timedelta(days=8), "12 Nov"),
        (timedelta(days=400), "16 Oct 2025"),
        (timedelta(hours=-2), "20 Nov"),
    ],
)
def test_an_age_in_words(ago: timedelta, words: str) -> None:
    assert age_in_words(NOON - ago, NOON, LONDON) == words


def test_an_age_is_told_by_the_clock_of_the_community() -> None:
    assert age_in_words(NOON - timedelta(hours=22), NOON, ZoneInfo("Asia/Tokyo")) == "yesterday 23:00"
    assert present.full_moment(NOON, ZoneInfo("Asia/Tokyo")) == "20 Nov 2026, 21:00 Asia/Tokyo"


@pytest.mark.parametrize(("code", "name"), [("es", "Spanish"), ("ja", "Japanese"), ("tlh", "tlh"), ("zh-cn", "zh-cn")])
def test_a_language_is_called_by_its_name(code: str, name: str) -> None:
    assert present.language_name(code) == name
