"""Decide whether a message opens a case, and whether it waits for an answer."""

from collections.abc import Iterator, Sequence

from moderation.policy.priority import worst_of
from moderation.policy.questions import is_question
from moderation.policy.sentiment.play import is_negative
from moderation.policy.thanks import is_thanks_only
from moderation.policy.values import Facts, Finding, Opening, Sentiment, Severity, Thresholds

# Reasons that stand though nobody wrote the message by hand.
WITHOUT_A_PERSON = (Opening.FINDING, Opening.REPORTS)


def waiting(facts: Facts, sentiment: Sentiment | None = None, findings: Sequence[Finding] = ()) -> str:
    """Return "private" or "question" when a message waits for an answer, else "".

    A question counts only in a channel where questions are answered.
    """
    if facts.is_ours or facts.from_staff or facts.automated or facts.staff_answered:
        return ""
    if facts.after_answer and only_thanks(facts, sentiment, findings):
        return ""
    if facts.kind == "direct":
        return "private"
    asks = facts.is_answered and (is_question(facts.text) or is_question(facts.title))
    return "question" if asks else ""


def was_answered(facts: Facts, sentiment: Sentiment | None, findings: Sequence[Finding]) -> bool:
    """Tell whether a message would wait if staff had not answered it."""
    return facts.staff_answered and bool(waiting(facts._replace(staff_answered=False), sentiment, findings))


def only_thanks(facts: Facts, sentiment: Sentiment | None, findings: Sequence[Finding]) -> bool:
    """Tell whether a message says nothing but thanks."""
    # Any finding is looked at first, such as that of a farewell.
    if findings or facts.title or (sentiment and any(word.contribution < 0 for word in sentiment.words)):
        return False
    return is_thanks_only(facts.text, facts.channel_language)


def openings(
    facts: Facts, sentiment: Sentiment | None, findings: Sequence[Finding], thresholds: Thresholds, *, waits: str
) -> tuple[Opening, ...]:
    """Return every reason to open a case.

    An unknown fact is no reason. `waits` is the result of `waiting`.
    """
    # The brand's own messages need no case.
    if facts.is_ours:
        return ()
    found = tuple(reasons(facts, sentiment, findings, thresholds, waits))
    if facts.from_staff:
        # Staff by a list alone may be anybody who took the name.
        return found if findings and worst_of(findings).severity >= Severity.HIGH else ()
    # A machine has no tone and waits for nothing.
    return tuple(each for each in found if each in WITHOUT_A_PERSON) if facts.automated else found


def reasons(
    facts: Facts, sentiment: Sentiment | None, findings: Sequence[Finding], thresholds: Thresholds, waits: str
) -> Iterator[Opening]:
    if findings and worst_of(findings).severity >= max(thresholds.severity, Severity.LOW):
        yield Opening.FINDING
    if waits:
        yield Opening.ANSWER
    if sentiment is not None and is_negative(sentiment, thresholds.compound):
        yield Opening.NEGATIVE
    if facts.reports is not None and facts.reports >= max(thresholds.reports, 1):
        yield Opening.REPORTS
    if facts.rating is not None and facts.rating <= thresholds.rating:
        yield Opening.RATING
