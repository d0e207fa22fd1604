"""The starter guidelines on sentences of our own, and their precision on public data."""

import json
from pathlib import Path

import pytest

from moderation.policy.guidelines import compile_rules, problems
from moderation.policy.starter import KINDS, STARTER, starter_for
from moderation.policy.values import Facts, Guideline, Severity

RULES = compile_rules(STARTER)
LABELLED = Path(__file__).parents[3] / "shared" / "data" / "labelled"
ATTACKS = {"hate-speech", "harassment", "threats", "rude-language"}


def broken(text: str, least: Severity = Severity.LOW) -> set[str]:
    found, _ = RULES.findings(Facts(text), None, "en")
    return {finding.guideline for finding in found if finding.severity >= least}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_community_has_a_starter(kind: str) -> None:
    assert {guideline.category for guideline in starter_for(kind)} >= {"hate-speech", "threats", "spam"}


def test_the_kinds_of_a_community() -> None:
    assert list(KINDS) == ["brand", "game", "regulated", "forum"]
    with pytest.raises(ValueError, match="no kind of community named shop"):
        starter_for("shop")


@pytest.mark.parametrize("guideline", STARTER, ids=lambda guideline: guideline.key)
def test_a_starter_guideline_can_be_saved_as_it_is(guideline: Guideline) -> None:
    assert problems(guideline) == []
    assert len(guideline.statement) > 100
    assert len(set(guideline.rules)) == len(guideline.rules)


@pytest.mark.parametrize(
    ("guideline", "text"),
    [
        ("hate-speech", "immigrants are vermin"),
        ("hate-speech", "all of these refugees are just rats and parasites"),
        ("hate-speech", "gay people should be shot"),
        ("hate-speech", "i fucking hate muslims"),
        ("hate-speech", "go back to your own country"),
        ("hate-speech", "s i e g  h e i l"),
        ("hate-speech", "👳🏾 are 🐀"),
        ("harassment", "you are a fucking idiot"),
        ("harassment", "ur such a loser lol"),
        ("harassment", "shut the fuck up"),
        ("harassment", "f*ck you"),
        ("harassment", "fuuuuck yooou"),
        ("harassment", "show me your tits"),
        ("threats", "I'll kill you"),
        ("threats", "i know where you live"),
        ("threats", "just k1ll y0urself"),
        ("threats", "kys"),
        ("rude-language", "what the fuck is this menu"),
        ("spam", "check out my channel and subscribe"),
        ("spam", "Earn $500 per day from home, dm me for details"),
        ("spam", "cheap bags at https://bit.ly/3xyz"),
        ("spam", "You have won a prize! Text WIN to 80086"),
        ("personal-data", "his mail is jon.doe@example.com"),
        ("personal-data", "call me at (415) 555-0132"),
        ("personal-data", "my card is 4111 1111 1111 1111"),
        ("personal-data", "my ssn is 123-45-6789"),
        ("personal-data", "he lives at 14 Birch Avenue"),
        ("personal-data", "his ip is 81.2.69.142"),
        ("legal-threat", "I will sue you for this"),
        ("legal-threat", "You'll be hearing from my lawyers."),
        ("legal-threat", "see you in court"),
        ("legal-threat", "we're going to sue over the battery fire"),
        ("legal-threat", "Ich prüfe rechtliche Schritte"),
        ("self-harm", "i want to kill myself"),
        ("self-harm", "I just want to die"),
        ("self-harm", "i don't want to live anymore"),
        ("self-harm", "quiero morirme"),
        ("product-safety", "my Wisp stove caught fire in my tent"),
        ("product-safety", "your camping stove exploded"),
        ("product-safety", "the battery exploded while charging, burns on my hand"),
        ("product-safety", "is it being recalled?"),
        ("product-safety", "Mein Akku explodiert fast: Stromschlag!"),
        ("press", "Hello, I'm a reporter with the Northline Post. Care to comment?"),
        ("press", "We are working on a story about your stove, with a deadline before we publish tonight."),
        ("press", "Ich bin Journalistin und bitte um Stellungnahme"),
        ("product-complaint", "the zipper broke after two days, I want my money back"),
        ("product-complaint", "game keeps crashing since the patch"),
        ("heated-tone", "THIS IS THE WORST PATCH EVER MADE"),
    ],
)
def test_what_must_be_found(guideline: str, text: str) -> None:
    assert guideline in broken(text)


@pytest.mark.parametrize(
    "text",
    [
        "You killed it with this trailer!",
        "kill the lights when you leave",
        "this boss kills me every time",
        "I asked Sue your question yesterday",
        "Sue, you will love this tent",
        "see you in Courtney's stream",
        "this game is sick",
        "I'm dead lol",
        "dying of laughter here",
        "I want to die laughing",
        "i wanna die of embarrassment",
        "I hurt myself on the sharp zip",
        "he told me I was an idiot and a mod should look at it",
        "someone called my friend a bad name, please help",
        "you made me feel like a fool",
        "the fire retardant coating is great",
        "a chink in the armour of this design",
        "my Maine coon sleeps in the tent",
        "kaffir lime curry on the trail",
        "I hate women's sizing on these jackets",
        "black people and white people hike here together",
        "immigrants are welcome here",
        "the jews of the city and their history",
        "check the manual before you update",
        "subscribe to the newsletter for the restock",
        "order 4155550132 arrived on 2024-01-15",
        "version 2.124.821.694 is out",
        "the firmware is 141.173.96.126",
        "at 5 Star Way we care for guests",
        "my tracking number is 7489 1234 5678",
        "write to the press office",
        "my lawyer friend loves this jacket",
        "we sat by the fire and my marshmallow caught fire",
        "this jacket is fire",
        "that trailer blew up overnight",
        "the boss exploded into coins",
        "I read about it in the press",
        "press the button twice to charge the stove",
        "the reporter outfit is my favourite skin",
        "the court scene in act two is great",
        "Scunthorpe and Penistone have good trails",
        "I passed the assessment in class",
        "GORE-TEX PRO 3L",
    ],
)
def test_what_must_not_be_found(text: str) -> None:
    assert broken(text, Severity.MEDIUM) == set()


def test_a_complaint_alone_does_not_call_for_a_person() -> None:
    assert broken("The zipper broke after two days.", Severity.MEDIUM) == set()


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (LABELLED / name).read_text().splitlines()]


def precision_and_recall(name: str, bad: set[str], guidelines: set[str]) -> tuple[float, float]:
    said = [(row["label"] in bad, bool(broken(row["text"]) & guidelines)) for row in rows(name)]
    right = sum(is_bad and is_found for is_bad, is_found in said)
    return right / sum(is_found for _, is_found in said), right / sum(is_bad for is_bad, _ in said)


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "bad", "guidelines", "precision", "recall"),
    [
        ("davidson_hate_offensive_traindev.jsonl", {"hate", "offensive"}, ATTACKS, 0.97, 0.9),
        ("davidson_hate_offensive_traindev.jsonl", {"hate", "offensive"}, {"hate-speech"}, 0.95, 0.05),
        ("convabuse_train.jsonl", {"abuse"}, ATTACKS, 0.84, 0.72),
        ("stormfront_train.jsonl", {"hate"}, ATTACKS, 0.8, 0.1),
        ("youtube_spam_3videos.jsonl", {"spam"}, {"spam"}, 0.97, 0.6),
        ("sms_spam_train.jsonl", {"spam"}, {"spam"}, 0.96, 0.65),
    ],
)
def test_precision_and_recall_on_public_data_do_not_fall(
    name: str, bad: set[str], guidelines: set[str], precision: float, recall: float
) -> None:
    measured = precision_and_recall(name, bad, guidelines)
    assert measured[0] >= precision
    assert measured[1] >= recall


@pytest.mark.shared
def test_ordinary_messages_are_hardly_ever_called_critical() -> None:
    ordinary = [row["text"] for row in rows("sms_spam_train.jsonl") if row["label"] == "ok"]
    assert sum(bool(broken(text, Severity.CRITICAL)) for text in ordinary) <= 2


@pytest.mark.shared
@pytest.mark.parametrize(
    ("kind", "type_", "recall"),
    [
        ("email", "EMAIL_ADDRESS", 1.0),
        ("phone", "PHONE_NUMBER", 0.97),
        ("card", "CREDIT_CARD", 0.97),
        ("iban", "IBAN_CODE", 1.0),
        ("ip", "IP_ADDRESS", 1.0),
        ("address", "STREET_ADDRESS", 0.85),
    ],
)
def test_personal_data_is_found_where_it_stands(kind: str, type_: str, recall: float) -> None:
    wanted, met, wrong = 0, 0, 0
    for row in rows("pii_presidio_synth_dev.jsonl"):
        spans = {(s["start"], s["end"]) for s in row["spans"] if s["type"] == type_}  # type: ignore[index,call-overload]
        found, _ = RULES.findings(Facts(row["text"]), None, "en")
        seen = [(f.start, f.end) for f in found if f.rule.partition(":")[0] == kind]
        hits = {span for span in spans for start, end in seen if start < span[1] and span[0] < end}
        right = {place for place in seen for start, end in spans if start < place[1] and place[0] < end}
        wanted, met, wrong = wanted + len(spans), met + len(hits), wrong + len(seen) - len(right)
    assert met / wanted >= recall
    assert wrong <= 1
