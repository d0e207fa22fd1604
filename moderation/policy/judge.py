"""Judge message revisions, from their language to their priority."""

from collections.abc import Sequence
from functools import partial

from moderation.policy import priority as ranking
from moderation.policy.frames import frame_findings
from moderation.policy.guidelines import RuleSet, Scored
from moderation.policy.language import READABLE, identify_language
from moderation.policy.likeness import ABUSE, likeness_of
from moderation.policy.looks import Seen
from moderation.policy.normalise import fingerprint_of
from moderation.policy.openings import openings, waiting, was_answered
from moderation.policy.quotes import weigh_quotes
from moderation.policy.reading import Reading, read_text
from moderation.policy.senses import with_their_sense
from moderation.policy.sentiment import PARLEY, Engine, make_engine
from moderation.policy.values import Facts, Finding, Judgement, Sentiment, Thresholds

# What checking may take is measured for a text of this length. Of a longer one the rest is said to be unknown.
CHARACTERS_JUDGED = 20_000
STANDARD = make_engine(PARLEY)
UNREAD = f"the text after its first {CHARACTERS_JUDGED:,} characters"
LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def judge(facts: Facts, rules: RuleSet, thresholds: Thresholds, engine: Engine = STANDARD) -> Judgement:
    """Judge a message from its facts alone.

    The same facts always give the same judgement.
    """
    return judged_together([facts], rules, thresholds, engine)[0]


def judge_batch(
    facts: Sequence[Facts], rules: RuleSet, thresholds: Thresholds, engine: Engine = STANDARD
) -> list[Judgement | Exception]:
    """Return the judgement, or the exception, for each message in order."""
    try:
        return [*judged_together(facts, rules, thresholds, engine)]
    except Exception:
        # One message alone may be at fault, so each is tried again by itself.
        return [judged_or_fault(each, rules, thresholds, engine) for each in facts]


def judged_or_fault(facts: Facts, rules: RuleSet, thresholds: Thresholds, engine: Engine) -> Judgement | Exception:
    try:
        return judge(facts, rules, thresholds, engine)
    except Exception as fault:
        return fault


def judged_together(batch: Sequence[Facts], rules: RuleSet, thresholds: Thresholds, engine: Engine) -> list[Judgement]:
    # Step by step instead of message by message, because the processor's cache then holds what a step needs. It saves a
    # third of the time.
    long = [len(facts.text) > CHARACTERS_JUDGED for facts in batch]
    batch = [_beginning(facts) if is_long else facts for facts, is_long in zip(batch, long, strict=True)]
    texts = [facts.text if facts.text.strip() else facts.title for facts in batch]
    readings = list(map(read_text, texts))
    languages = [
        identify_language(reading.text, facts.channel_language) for reading, facts in zip(readings, batch, strict=True)
    ]
    scores = [scored(engine, reading, language) for reading, language in zip(readings, languages, strict=True)]
    sentiments = [sentiment for sentiment, _ in scores]
    tones = sentiments if engine.is_of_plain else list(map(partial(tone, engine), readings, languages, sentiments))
    seen = rules.findings_of(list(map(Scored, batch, tones, languages, readings)))
    seen = [
        Seen(meant_findings(findings, reading, facts, thresholds), missing)
        for facts, reading, (findings, missing) in zip(batch, readings, seen, strict=True)
    ]
    waits = [
        waiting(facts, sentiment, findings)
        for facts, sentiment, (findings, _) in zip(batch, sentiments, seen, strict=True)
    ]
    abuse = [abuse_in(rules, reading, language) for reading, language in zip(readings, languages, strict=True)]
    ranks = [
        ranking.priority(facts, sentiment, findings, waits=waiting_for, abuse=likeness)
        for facts, sentiment, (findings, _), waiting_for, likeness in zip(
            batch, sentiments, seen, waits, abuse, strict=True
        )
    ]
    return [
        Judgement(
            language=language,
            engine=engine.name,
            sentiment=score[0],
            not_scored=score[1],
            findings=tuple(findings),
            priority=rank[0],
            terms=rank[1],
            openings=openings(facts, score[0], findings, thresholds, waits=waiting_for),
            fingerprint=fingerprint_of(reading) if facts.fingerprint is None else facts.fingerprint,
            unknown=(*missing, *ranking.unknown(facts), *((UNREAD,) if is_long else ())),
            waits=waiting_for,
            answered=was_answered(facts, score[0], findings),
            mood=engine.band(score[0].compound) if score[0] else "",
        )
        for facts, reading, language, score, (findings, missing), waiting_for, rank, is_long in zip(
            batch, readings, languages, scores, seen, waits, ranks, long, strict=True
        )
    ]


def meant_findings(
    findings: Sequence[Finding], reading: Reading, facts: Facts, thresholds: Thresholds
) -> list[Finding]:
    """Return the findings that count, with their words as they are meant."""
    said = with_their_sense(findings, reading)
    return frame_findings(weigh_quotes(said, reading, facts.quotable, thresholds.severity), reading)


def _beginning(facts: Facts) -> Facts:
    return facts._replace(text=facts.text[:CHARACTERS_JUDGED])


def abuse_in(rules: RuleSet, reading: Reading, language: str) -> float:
    """Return how much a text reads like abuse, or 0 where no guideline asks for that."""
    is_asked = rules.knows_abuse and (language in READABLE or not language)
    return likeness_of(ABUSE, reading.words.text).probability if is_asked else 0.0


def tone(engine: Engine, reading: Reading, language: str, sentiment: Sentiment | None) -> Sentiment | None:
    """Return the sentiment that the checks go by, which markup does not change."""
    # The score that is stored is of the text as it was written, like all before it.
    if reading.text == reading.original and "…" not in reading.text:
        return sentiment
    # The engine knows three dots, and takes the one sign for a part of its word.
    return scored(engine, read_text(reading.text.replace("…", "...")), language)[0]


def scored(engine: Engine, reading: Reading, language: str) -> tuple[Sentiment | None, str]:
    """Return the sentiment, or None and a sentence why there is none."""
    text = reading.original
    if not text.strip():
        return None, "There is no text."
    if language not in READABLE:
        return None, unread(language)
    sentiment = engine.score(reading)
    # Digits and marks alone have no tone, and would count as neutral.
    if not sentiment.words and not any(map(str.isalpha, text)):
        return None, "There are no words to score."
    return sentiment, ""


def score_text(engine: Engine, text: str, title: str, language: str) -> tuple[Sentiment | None, str]:
    """Return what judging a message says of its mood, where its language is known already."""
    words = text[:CHARACTERS_JUDGED]
    return scored(engine, read_text(words if words.strip() else title), language)


def unread(language: str) -> str:
    if not language:
        return "The language is not known."
    return f"{LANGUAGES.get(language, f'The language {language}')} is not read by the sentiment engine."
