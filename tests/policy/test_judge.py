"""The judgement of one message: the parts together."""

import pytest

from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import CHARACTERS_JUDGED, judge, judge_batch
from moderation.policy.sentiment import PARLEY
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Judgement, Opening, Part, Thresholds

RULES = compile_rules(STARTER)


def judged(text: str, **facts: object) -> Judgement:
    return judge(Facts(text, **facts), RULES, Thresholds())  # type: ignore[arg-type]


def test_a_legal_threat_ends_near_the_top_with_its_reasons() -> None:
    said = judged("I will sue you over this broken tent, my lawyer will write to you tomorrow", views=50, reactions=1)
    assert said.priority >= 80
    assert "legal-threat" in {finding.guideline for finding in said.findings}
    assert Opening.FINDING in said.openings
    assert said.terms[0].why == "Legal threat, critical"


def test_an_english_text_is_scored() -> None:
    said = judged("I love this wonderful tent, it is great")
    assert said.language == "en"
    assert said.sentiment
    assert said.sentiment.compound > 0.5
    assert said.not_scored == ""


@pytest.mark.parametrize(
    ("text", "channel", "reason"),
    [
        (
            "¿Cuándo llega mi pedido? Llevo tres semanas esperando una respuesta",
            "en",
            "Spanish is not read by the sentiment engine.",
        ),
        ("", "en", "There is no text."),
        (" \n", "en", "There is no text."),
        ("12345 !!!", "", "The language is not known."),
        ("12345", "en", "There are no words to score."),
        ("Tere, kuidas läheb, kus mu tellimus on praegu", "et", "Estonian is not read by the sentiment engine."),
    ],
)
def test_what_is_not_scored_says_why(text: str, channel: str, reason: str) -> None:
    said = judged(text, channel_language=channel)
    assert (said.sentiment, said.not_scored) == (None, reason)


def test_what_is_not_scored_opens_nothing_and_weighs_nothing() -> None:
    said = judged("Das ist die allerschlechteste Firma, ich bin wirklich sehr wütend auf euch alle")
    assert said.openings == ()
    assert said.priority == 0
    assert "sentiment" in said.unknown


def test_findings_do_not_need_a_readable_language() -> None:
    said = judged("Du bist so ein Arschloch, du Hurensohn, lass mich endlich in Ruhe")
    assert said.sentiment is None
    assert "harassment" in {finding.guideline for finding in said.findings}


def test_a_blank_text_is_judged_by_its_title() -> None:
    said = judged(" ", title="This is the worst and most horrible tent I hate it")
    assert said.sentiment
    assert said.sentiment.compound < -0.6
    assert {finding.part for finding in said.findings} == {Part.TITLE}
    assert said.fingerprint


def test_the_text_is_what_is_scored_when_there_is_one() -> None:
    said = judged("I love it, it is really wonderful", title="The worst and most horrible tent, I hate it")
    assert said.sentiment
    assert said.sentiment.compound > 0.5


def test_staff_are_judged_but_open_nothing() -> None:
    said = judged("fuck you, this is the worst and most horrible tent ever", from_staff=True, reports=9, kind="direct")
    assert said.sentiment
    assert said.findings
    assert said.openings == ()


def test_of_a_very_long_text_the_beginning_is_judged_and_the_rest_is_named() -> None:
    words = "The parcel came. " * 2_000
    early, late = judged(f"I will sue you. {words}"), judged(f"{words} I will sue you.")
    assert "legal-threat" in {finding.guideline for finding in early.findings}
    assert "legal-threat" not in {finding.guideline for finding in late.findings}
    assert early.unknown[-1] == late.unknown[-1] == "the text after its first 20,000 characters"
    assert "the text after" not in " ".join(judged(words[:CHARACTERS_JUDGED]).unknown)


def test_unknown_facts_are_named_once() -> None:
    said = judged("A fine tent for two people", reactions=1)
    assert said.unknown == ("views", "reports", "author history")


def test_a_plain_question_is_answered_without_hurry() -> None:
    said = judged("How long does shipping to Norway take?", is_answered=True)
    assert said.openings == (Opening.ANSWER,)
    assert said.priority < 60


def test_the_terms_add_up() -> None:
    said = judged("You idiot, kill yourself!!!!! bit.ly/x", reports=4, views=10**6, author_against=3)
    assert said.priority == sum(term.value for term in said.terms) == 100


def test_a_judgement_names_the_engine_that_made_it() -> None:
    assert judged("A fine tent").engine == PARLEY


class Poison(str):
    """A text that breaks whoever looks into it."""

    def strip(self, *_: object) -> str:
        raise MemoryError


def test_of_a_batch_a_message_that_cannot_be_judged_fails_alone() -> None:
    fine, broken = Facts("I will sue you, you idiot"), Facts(Poison("x"))
    first, fault, last = judge_batch([fine, broken, fine], RULES, Thresholds())
    assert first == last == judge(fine, RULES, Thresholds())
    assert isinstance(fault, MemoryError)


def test_the_same_facts_give_the_same_judgement() -> None:
    facts = Facts("I will sue you, you idiot", reports=2)
    assert judge(facts, RULES, Thresholds()) == judge(facts, RULES, Thresholds())


def test_thanks_for_an_answer_wait_for_none_and_get_no_points_for_waiting() -> None:
    thanked = Facts("Thank you so much!", kind="direct", after_answer=True)
    rules = compile_rules(())
    assert judge(thanked, rules, Thresholds()).openings == ()
    assert judge(thanked, rules, Thresholds()).priority == 0
    waiting = judge(thanked._replace(after_answer=False), rules, Thresholds())
    assert waiting.openings == (Opening.ANSWER,)
    assert waiting.priority > 0
