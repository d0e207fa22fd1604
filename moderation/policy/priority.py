"""The priority of a message, 0 to 100, as a sum of named terms."""

import math
from collections.abc import Iterator, Sequence

from moderation.policy.values import Facts, Finding, Sentiment, Severity, Term

LOWEST, HIGHEST = 0, 100

# The weights, in points. A critical finding alone is in the critical band, and a clean record leaves it high.
SEVERITY = {Severity.NONE: 0, Severity.LOW: 15, Severity.MEDIUM: 35, Severity.HIGH: 60, Severity.CRITICAL: 82}
FURTHER_GUIDELINE, MOST_FURTHER = 5, 15
NEGATIVE, POSITIVE = 12, 4
REACH_PER_TENFOLD, MOST_REACH = 3, 12
PER_REPORT, MOST_REPORTS = 7, 21
PER_DECISION_AGAINST, MOST_AGAINST = 4, 12
PER_KEPT, MOST_KEPT = 2, 6
PRIVATE_WAITING, QUESTION_WAITING = 32, 20
PER_COPY, MOST_COPIES = 2, 10
# Members send us their address for a reason, but in public it must be removed.
PERSONAL, IN_PRIVATE = "personal-data", -25

WANTED = ("views", "reactions", "reports", "author history")

# VADER's own bounds, between which a text is neutral.
NEUTRAL = 0.05


def priority(
    facts: Facts, sentiment: Sentiment | None, findings: Sequence[Finding], *, waits: str = ""
) -> tuple[int, tuple[Term, ...]]:
    """Return the priority and its terms.

    The terms always add up to the priority. `waits` is "private" or "question" when somebody waits for an answer.
    """
    terms = [term for term in candidates(facts, sentiment, findings, waits) if term.value]
    total = sum(term.value for term in terms)
    if total > HIGHEST:
        # A term for the cut, so that the terms still add up to the shown number.
        terms.append(Term("capped", HIGHEST - total, f"the scale ends at {HIGHEST}"))
    if total < LOWEST:
        terms.append(Term("floored", LOWEST - total, f"the scale begins at {LOWEST}"))
    return max(LOWEST, min(HIGHEST, total)), tuple(terms)


def candidates(facts: Facts, sentiment: Sentiment | None, findings: Sequence[Finding], waits: str) -> Iterator[Term]:
    if findings:
        yield from of_findings(findings)
        if facts.is_private and worst_of(findings).category == PERSONAL:
            yield Term("seen in private", IN_PRIVATE, "personal data that the public cannot see")
    if sentiment and abs(sentiment.compound) >= NEUTRAL:
        yield of_sentiment(sentiment.compound)
    if facts.views or facts.reactions:
        yield from of_reach(facts.views or 0, max(0, facts.reactions or 0))
    if facts.reports:
        value = min(MOST_REPORTS, PER_REPORT * facts.reports)
        yield Term("reports", value, f"reported by {counted(facts.reports, 'member')}")
    yield from of_history(facts)
    if waits == "private":
        yield Term("private message waiting", PRIVATE_WAITING, "a private message that nobody answered yet")
    elif waits:
        yield Term("question waiting", QUESTION_WAITING, "a question that nobody answered yet")
    if copies := facts.same_text_by_author + facts.same_text_by_others:
        yield Term(
            "same text repeated", min(MOST_COPIES, PER_COPY * copies), f"the same text {counted(copies, 'time')} before"
        )


def worst_of(findings: Sequence[Finding]) -> Finding:
    return max(findings, key=lambda finding: finding.severity)


def of_findings(findings: Sequence[Finding]) -> Iterator[Term]:
    worst = worst_of(findings)
    yield Term("severity", SEVERITY[worst.severity], f"{worst.name}, {worst.severity.name.lower()}")
    further = len({finding.guideline for finding in findings}) - 1
    yield Term("further findings", min(MOST_FURTHER, FURTHER_GUIDELINE * further), counted(further, "more guideline"))


def of_sentiment(compound: float) -> Term:
    if compound < 0:
        return Term("sentiment", round(-compound * NEGATIVE), f"negative tone, {compound:.2f}")
    return Term("sentiment", -round(compound * POSITIVE), f"positive tone, {compound:.2f}")


def of_reach(views: int, reactions: int) -> Iterator[Term]:
    # Reach is on a scale of powers of ten, so that a huge audience does not outweigh harm.
    value = round(REACH_PER_TENFOLD * (math.log10(1 + views) / 2 + math.log10(1 + reactions)))
    # Most messages reach too few people to count.
    if value:
        seen = [counted(count, word) for count, word in ((views, "view"), (reactions, "reaction")) if count]
        yield Term("reach", min(MOST_REACH, value), " and ".join(seen))


def of_history(facts: Facts) -> Iterator[Term]:
    against, kept = facts.author_against, facts.author_kept
    if against:
        value = min(MOST_AGAINST, PER_DECISION_AGAINST * against)
        yield Term("author history", value, f"{counted(against, 'decision')} against this author before")
    # Only a known record without decisions against the author counts as clean.
    elif against == 0 and kept:
        value = -min(MOST_KEPT, PER_KEPT * kept)
        yield Term("author history", value, f"{counted(kept, 'message')} of this author kept, none acted on")


def counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def unknown(facts: Facts) -> tuple[str, ...]:
    """Return the names of unknown facts that could have moved the priority."""
    wanted = (facts.views, facts.reactions, facts.reports, facts.author_against)
    return tuple([name for name, value in zip(WANTED, wanted, strict=True) if value is None])
