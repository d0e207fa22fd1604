"""Words in another sense are no finding, and the same words that attack are."""

import time

import pytest

from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import judge
from moderation.policy.reading import read_text
from moderation.policy.senses import with_their_sense
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Finding, Part, Severity, Thresholds
from tests.policy.looking import finding

RULES = compile_rules(STARTER)


def guidelines_in(text: str) -> set[str]:
    said = judge(Facts(text, channel_language="en"), RULES, Thresholds())
    return {each.guideline for each in said.findings if each.guideline != "heated-tone"}


@pytest.mark.parametrize(
    ("harmless", "meant"),
    [
        ("The bitch had a litter of six pups", "The bitch had a bad day, that stupid bitch"),
        ("The hens and the cocks roost in the barn", "Suck my cock"),
        ("Lend me a rake and a hoe", "She is a hoe"),
        ("A bastard file leaves a coarse edge", "That bastard took my money"),
        ("Faggots in gravy for supper", "Bunch of faggots"),
        ("The dykes kept the river out", "I cannot stand dykes"),
        ("Growth is retarded by frost", "That is retarded"),
        ("The tranny needs a new clutch", "Some tranny was there"),
        ("He smoked a packet of fags a day", "All of them are fags"),
        ("Pussy willow grows by the lake", "What a pussy"),
        ("He met Dick Harlow at the door", "He met a dick at the door"),
        ("Captain Bastardo sang two arias", "that bastard sang two arias"),
        ("We camped near Dildo, Newfoundland, in May", "We bought a dildo in May"),
    ],
)
def test_company_tells_what_a_word_means(harmless: str, meant: str) -> None:
    assert guidelines_in(harmless) == set()
    assert guidelines_in(meant) != set()


@pytest.mark.parametrize(
    "text",
    [
        "you hoe, put down the rake",
        "you are a faggot with gravy on your shirt",
        "that fucking bitch had a litter of six pups",
        "Dick Harlow is a fucking idiot",
        "bastard you, and your file",
        "Bastardo, in May, on the stage",
    ],
)
def test_whoever_is_attacked_is_attacked_in_any_company(text: str) -> None:
    assert guidelines_in(text) != set()


@pytest.mark.parametrize(
    ("text", "guideline", "is_found"),
    [
        ("I'll murder you at chess tonight", "threats", False),
        ("We will kill you in the final round", "threats", False),
        ("I'll murder you at home tonight", "threats", True),
        ("you should be shot in the next match", "threats", True),
        ("I'll kill them, the slugs ate everything", "threats", False),
        ("I'll kill them all tonight", "threats", True),
        ("Hanging myself a swing in the garden", "self-harm-signs", False),
        ("I keep thinking of hanging myself", "self-harm-signs", True),
        ("Goodbye everyone, see you on Monday", "self-harm-signs", False),
        ("Goodbye everyone, thank you for all", "self-harm-signs", True),
        ("I can't go on this slide", "self-harm-signs", False),
        ("I can't go on.", "self-harm-signs", True),
        ("It has never stopped working", "product-complaint", False),
        ("There was not a single faulty seam", "product-complaint", False),
        ("I can't believe it stopped working", "product-complaint", True),
        ("It stopped working, not even a year old", "product-complaint", True),
        ("Check out my question about the pegs", "spam", False),
        ("Check out my question and subscribe", "spam", True),
        ("How do I unsubscribe from this list?", "spam", False),
        ("To unsubscribe text STOP to 88211", "spam", True),
        ("The rules of this channel are pinned", "spam", False),
        ("Please have a look at my channel", "spam", True),
        ("I work from home on Fridays", "spam", False),
        ("Work from home and earn good money", "spam", True),
    ],
)
def test_what_stands_around_tells_what_is_meant(text: str, guideline: str, is_found: bool) -> None:
    assert (guideline in guidelines_in(text)) is is_found


def test_titles_and_other_categories_are_left() -> None:
    rude = finding(Severity.LOW, category="harassment", part=Part.TITLE)
    other = finding(Severity.LOW, category="some")
    assert with_their_sense([rude, other], read_text("hoe and rake")) == [rude, other]
    assert with_their_sense([], read_text("hoe and rake")) == []


def test_a_long_text_is_read_in_time() -> None:
    text = "a hoe and a rake, Dick Harlow at chess, not a single faulty ass " * 300
    found: list[Finding] = RULES.findings(Facts(text), None, "en").findings
    started = time.process_time()
    with_their_sense(found * 5, read_text(text))
    assert time.process_time() - started < 1
