"""Judges one message revision: language, sentiment, findings, priority, and whether a case opens."""

from collections.abc import Sequence

from moderation.policy import priority as ranking
from moderation.policy.language import READABLE, identify
from moderation.policy.normalise import fingerprint
from moderation.policy.openings import openings, waiting
from moderation.policy.rules import RuleSet
from moderation.policy.sentiment import ENGINE, score
from moderation.policy.values import Facts, Judgement, Sentiment, Thresholds

LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def judge(facts: Facts, rules: RuleSet, thresholds: Thresholds) -> Judgement:
    """Everything that can be said of a message from the facts alone; the same facts always give the same judgement."""
    said = facts.text if facts.text.strip() else facts.title
    language = identify(said, facts.channel_language)
    sentiment, not_scored = scored(said, language)
    findings, missing = rules.findings(facts, sentiment, language)
    value, terms = ranking.priority(facts, sentiment, findings, waits=waiting(facts))
    return Judgement(
        language=language,
        engine=ENGINE,
        sentiment=sentiment,
        not_scored=not_scored,
        findings=tuple(findings),
        priority=value,
        terms=terms,
        openings=openings(facts, sentiment, findings, thresholds),
        fingerprint=fingerprint(said) if facts.fingerprint is None else facts.fingerprint,
        unknown=tuple(dict.fromkeys((*missing, *ranking.unknown(facts)))),
    )


def judge_batch(facts: Sequence[Facts], rules: RuleSet, thresholds: Thresholds) -> list[Judgement | Exception]:
    """The judgement of each, in order; one that cannot be judged is its fault and costs the others nothing."""
    return [judged_or_fault(each, rules, thresholds) for each in facts]


def judged_or_fault(facts: Facts, rules: RuleSet, thresholds: Thresholds) -> Judgement | Exception:
    try:
        return judge(facts, rules, thresholds)
    except Exception as fault:
        return fault


def scored(text: str, language: str) -> tuple[Sentiment | None, str]:
    """The sentiment, or None and the sentence that says why there is none."""
    if not text.strip():
        return None, "There is no text."
    if language not in READABLE:
        return None, unread(language)
    sentiment = score(text)
    if not sentiment.words and not any(map(str.isalpha, text)):
        return None, "There are no words to score."
    return sentiment, ""


def unread(language: str) -> str:
    if not language:
        return "The language is not known."
    return f"{LANGUAGES.get(language, f'The language {language}')} is not read by the sentiment engine."
