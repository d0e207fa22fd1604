"""What is quick gives what is slow and plain: on what people write, on hostile texts, under any rules."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.bench import corpus
from moderation.policy import language
from moderation.policy.folding import COMMON, DISGUISE, PLAIN, SYMBOLS, Fold
from moderation.policy.frames import frame_findings
from moderation.policy.guidelines import RuleSet, compile_rules
from moderation.policy.judge import judge, judge_batch, scored
from moderation.policy.judge import tone as tone_of
from moderation.policy.normalise import further_views, normalise
from moderation.policy.questions import is_question
from moderation.policy.quotes import weigh_quotes
from moderation.policy.reading import read_text
from moderation.policy.sentiment import VADER, make_engine
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Rule, Thresholds
from tests.policy import plainly
from tests.policy.looking import guideline, tone

STARTING = compile_rules(STARTER)
LABELLED = Path(__file__).parents[3] / "shared" / "data" / "labelled"
PIECES = [
    *("you are ", "idiot", "k1ll ", "your", "self", "sc4m ", "s c a m ", "looooong ", "win ", "HELLO THERE ", "no "),
    *("bit.ly/x ", "a@b.com ", "ana at gmail dot com ", "4111 1111 1111 1111 ", "+44 20 7946 0958 ", "http://", "www."),
    *(
        "!!!!",
        "！",
        "?",
        "？",
        "¿",
        "か",
        "。",
        "\n> ",
        "`",
        "@",
        "&amp;",
        "RT ",
        "how do i ",
        "..",
        " ",
        "  ",
        "1",
        "$",
        "'",
    ),
    *(
        "死ね",
        "é",
        "ß",
        "ł",
        "Σ",
        "İ",
        "½",
        "⼥",
        "ﷺ",
        "\u0301",
        "\u200b",
        "\ud800",
        "😂",
        "🔥",
        "🅺",
        "к",
        "\x1c",
        "\x85",
    ),
    *("DE89 3704 0044 0532 0130 00 ", "tarnfe11.com ", "раypal.com ", "the ", "and ", "great ", "Ich ", "warte ", "’"),
]
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)
PHRASES = ("scam", "kill*", "kill yourself", "[en] no", "[de] warte", "you", "死ね", "😂", "é", "1")
PATTERNS = (r"\byou\b", "a+", "^win|か", r"[^\x00-\x7f]{2}", r"(?P<seen>n)o(?:$|\W)", r"\s$")
# The one whose tone depends on the markup.
ENGINE = make_engine(VADER)
RULES = [
    *(Rule("phrase", phrase) for phrase in PHRASES),
    *(Rule("pattern", pattern) for pattern in PATTERNS),
    *(Rule("link", domains) for domains in ("any", "shortener", "b.com", "except b.com", "lookalike tarnfell.com")),
    *(Rule("shouting", percent) for percent in ("", "20")),
    *(Rule("repetition", times) for times in ("author 2", "many 1")),
    *(Rule(kind) for kind in ("email", "phone", "card", "iban")),
    Rule("email", "b.com"),
    Rule("phone", "DE"),
    Rule("sentiment", "-0.3"),
]
GUIDELINES = st.lists(st.lists(st.sampled_from(RULES), min_size=1, max_size=8), max_size=3).map(
    lambda sets: compile_rules(guideline(*rules, key=str(number)) for number, rules in enumerate(sets))
)


def assert_judged_alike(rules: RuleSet, facts: Facts) -> None:
    said = judge(facts, rules, Thresholds(), ENGINE)
    text = facts.text if facts.text.strip() else facts.title
    reading = read_text(text)
    assert (said.sentiment, said.not_scored) == scored(ENGINE, reading, said.language)
    seen = plainly.findings(rules, facts, tone_of(ENGINE, reading, said.language, said.sentiment), said.language)
    assert list(said.findings) == frame_findings(
        weigh_quotes(seen.findings, reading, (), Thresholds().severity), reading
    )
    assert list(said.unknown[: len(seen.unknown)]) == seen.unknown
    assert language._plain_prose(text) == plainly.prose(text)
    assert is_question(text) == plainly.is_question(text)


@pytest.mark.slow
@given(GUIDELINES, HOSTILE, HOSTILE, st.integers(0, 2))
def test_any_rules_see_the_same_in_any_text(rules: RuleSet, text: str, title: str, same: int) -> None:
    assert_judged_alike(rules, Facts(text, title=title, same_text_by_author=same, same_text_by_others=same))


@given(HOSTILE)
def test_the_starter_guidelines_see_the_same_in_any_text(text: str) -> None:
    assert_judged_alike(STARTING, Facts(text, same_text_by_author=2))


def test_the_starter_guidelines_see_the_same_in_what_people_write() -> None:
    for text in corpus.texts(400):
        assert_judged_alike(STARTING, Facts(text))


@pytest.mark.shared
@pytest.mark.parametrize("path", sorted(LABELLED.glob("*.jsonl")), ids=lambda path: path.stem)
def test_the_starter_guidelines_see_the_same_in_public_data(path: Path) -> None:
    rows = path.read_text().splitlines()
    for row in rows[:: max(1, len(rows) // 150)]:
        assert_judged_alike(STARTING, Facts(json.loads(row)["text"]))


# The first draws are slow on a machine that does much else.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(HOSTILE, max_size=6))
def test_a_batch_is_judged_as_each_of_it_alone(texts: list[str]) -> None:
    batch = [Facts(text, title=text[:9], kind="direct" if len(text) % 2 else "comment") for text in texts]
    assert judge_batch(batch, STARTING, Thresholds()) == [judge(each, STARTING, Thresholds()) for each in batch]


@pytest.mark.parametrize("fold", [PLAIN, SYMBOLS, DISGUISE], ids=["plain", "symbols", "disguise"])
@given(text=HOSTILE | st.text())
def test_folding_is_the_translation_of_each_character(fold: Fold, text: str) -> None:
    assert fold.apply(text) == text.translate(fold)


def test_folding_replaces_no_character_that_another_became() -> None:
    # The radicals become characters that are folded themselves.
    radicals = [chr(code) for code in range(0x2F00, 0x2FD6)]
    texts = [f"{radical}{unicodedata.normalize('NFKC', radical)}" for radical in radicals]
    assert [PLAIN.apply(text) for text in texts] == [text.translate(PLAIN) for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "RT the tent",
            "a `b c` d",
            "a ```b\nc``` d",
            "see https://a.b/c d",
            "see www.a.b d",
            "@ana hello",
            "a &amp; b",
        ),
        *("ART www RT.", "it’s 5 o'clock", "Ünder_score—dash", "a\x1cb\x85c", "😡 no", "İyi ΑΣ", "\ud800 a"),
    ],
)
def test_the_prose_of_a_text_is_found_either_way(text: str) -> None:
    assert language._plain_prose(text) == plainly.prose(text)


@given(HOSTILE)
def test_a_text_that_looks_undisguised_has_no_other_reading(text: str) -> None:
    reading = read_text(text)
    (plain, *others) = normalise(reading, "", STARTING.vocabulary)
    if not others:
        further = further_views(reading, plain, COMMON, STARTING.vocabulary, is_unaccented=False)
        assert {view.joined for view in further} <= {plain.joined}


def test_most_plain_texts_are_read_once() -> None:
    read = [normalise(read_text(text), "en", STARTING.vocabulary) for text in corpus.texts(200)]
    assert sum(len(views) == 1 for views in read) > 120


def test_a_tone_that_no_rule_minds_is_no_finding() -> None:
    rules = compile_rules([guideline(Rule("sentiment", "-0.3"), Rule("sentiment", "-0.9"))])
    assert [len(rules.findings(Facts("x"), tone(at), "en").findings) for at in (-0.2, -0.3, -0.9)] == [0, 1, 2]
