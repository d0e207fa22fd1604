"""Quotes: what others said is not charged to who quotes it, and what nobody said is."""

import pytest

from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import judge
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Opening, Severity, Thresholds

RULES = compile_rules(STARTER)
ATTACK = "you are a fucking idiot"


def severities(text: str, *quotable: str) -> dict[str, Severity]:
    said = judge(Facts(text, channel_language="en", quotable=quotable), RULES, Thresholds())
    return {finding.guideline: finding.severity for finding in said.findings if finding.category != "tone"}


@pytest.mark.parametrize(
    "quote",
    [
        f"> {ATTACK}\nPlease stop that.",
        f"<blockquote>{ATTACK}</blockquote>Please stop that.",
        f'[quote="ben"]{ATTACK}[/quote] Please stop that.',
        f"On Mon, Nov 23, Ben wrote:\n> {ATTACK}\n\nPlease stop that.",
        f"Please stop that.\n-----Original Message-----\n{ATTACK}",
    ],
)
def test_what_another_said_before_is_not_charged_to_who_quotes_it(quote: str) -> None:
    assert severities(quote, "Well, You are a **fucking** idiot!", "hello") == {}
    assert "harassment" in severities(quote, "hello")


def test_what_stands_beside_a_quote_is_the_authors_own() -> None:
    assert "harassment" in severities(f"> {ATTACK}\nno, {ATTACK}", ATTACK)


@pytest.mark.parametrize(
    ("text", "guideline", "severity"),
    [
        ("> immigrants are vermin", "hate-speech", Severity.MEDIUM),
        ("> I'll kill you", "threats", Severity.HIGH),
        # One step lower would hide what speaks to somebody.
        ("> you are a fucking idiot", "harassment", Severity.MEDIUM),
        ("> he is such a fucking idiot", "harassment", Severity.LOW),
        ("> see you in court", "legal-threat", Severity.LOW),
    ],
)
def test_a_quote_that_nobody_said_weighs_less(text: str, guideline: str, severity: Severity) -> None:
    assert severities(text)[guideline] == severity


def test_the_reason_says_that_a_quote_is_not_borne_out() -> None:
    said = judge(Facts("> I'll kill you", channel_language="en"), RULES, Thresholds())
    assert all(found.reason.endswith("In a quote that no earlier message here bears out.") for found in said.findings)
    assert Opening.FINDING in said.openings


def test_an_empty_quote_is_borne_out_by_nothing() -> None:
    assert severities("> \n> !!\nyou are a fucking idiot", "anything at all") == {
        "harassment": Severity.MEDIUM,
        "rude-language": Severity.LOW,
    }


@pytest.mark.parametrize(
    "text",
    [
        # In one quote with what another did say.
        f"> thanks for the help\n> {ATTACK}",
        f"<blockquote>thanks for the help<br>{ATTACK}</blockquote>",
        f"> {ATTACK}:\n> thanks for the help",
        f"On Monday {ATTACK} Ben wrote:\n> thanks for the help",
        f"> From: {ATTACK}\n> thanks for the help",
        f">> thanks for the help\n> {ATTACK}",
        f"<blockquote>thanks for the help<blockquote>{ATTACK}</blockquote></blockquote>",
        f"{{quote}}{ATTACK}{{quote}}\nthanks for the help",
        # In a quote that never ends.
        f"<blockquote>thanks for the help {ATTACK}",
        f"<blockquote>thanks for the help<p>{ATTACK}</p>",
        f"[quote]thanks for the help[/quote] [quote]{ATTACK}",
        f"-----Original Message-----\nthanks for the help\n{ATTACK}",
        # Half within a quote, and half without.
        "> thanks for the help\n> you are a fucking\nidiot",
        "> thanks for the help\n\n> you are a fucking\n\nidiot",
    ],
)
def test_an_attack_beside_what_was_said_is_not_borne_out_with_it(text: str) -> None:
    assert severities(text, "Thanks for the help!")["harassment"] == Severity.MEDIUM


@pytest.mark.parametrize(
    "attack",
    [
        "y<b>o</b>u are a fucking idiot",
        "y0u are a fucking idiot",
        "ʏᴏᴜ are a fucking idiot",
        "@ben fucking idiot",
        "fuck off",
        "stfu",
        "go to hell",
        "halt die fresse",
    ],
)
def test_a_made_up_quote_that_speaks_to_somebody_stays_at_the_threshold(attack: str) -> None:
    assert severities(f"> {attack}")["harassment"] == Severity.MEDIUM


def test_a_mark_in_code_quotes_nobody() -> None:
    text = "```\n> immigrants are vermin\n```"
    assert severities(text, "immigrants are vermin")["hate-speech"] == Severity.HIGH


def test_words_are_a_quote_in_the_marks_of_every_platform() -> None:
    for quote in (f"{{quote}}{ATTACK}{{quote}}", f"&gt; {ATTACK}", f"[quote=ben]{ATTACK}[/quote]", f">> {ATTACK}"):
        assert severities(f"{quote}\nPlease stop.", ATTACK) == {}
