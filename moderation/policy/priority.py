"""The priority of a message, 0 to 100, as a sum of named terms."""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from moderation.policy.questions import is_question
from moderation.policy.values import Facts, Finding, Opening, Sentiment, Severity, Term
from moderation.policy.written import signed

LOWEST, HIGHEST = 0, 100

# The weights, in points. A critical finding alone is in the critical band, and a clean record leaves it high.
SEVERITY = {Severity.NONE: 0, Severity.LOW: 15, Severity.MEDIUM: 35, Severity.HIGH: 60, Severity.CRITICAL: 82}
FURTHER_GUIDELINE, MOST_FURTHER = 5, 15
NEGATIVE, POSITIVE = 12, 4
# Below it a text reads like any other.
ABUSE, LEAST_ABUSE = 14, 0.15
REACH_PER_TENFOLD, MOST_REACH = 3, 12
PER_DOUBLED_REPORTS, MOST_REPORTS = 8, 60
# From so many reports on a message stands in the high band, until a person has looked and ten times as many came.
REPORTS_OF_MANY, REPORTED_FLOOR, REPORTED_AGAIN = 5, 75, 10
PER_DECISION_AGAINST, MOST_AGAINST = 4, 12
PER_KEPT, MOST_KEPT = 2, 6
PRIVATE_WAITING, QUESTION_WAITING = 32, 20
PER_COPY, MOST_COPIES = 2, 10
# Members send us their address for a reason, but in public it must be removed.
PERSONAL, IN_PRIVATE = "personal-data", 25
DIRECT = "direct"
SPAM = ("spam", "scam")
# The one rule of spam that says nothing of the text itself.
SAID_BY_MANY = "repetition: many"
# What a scammer wants to be reached by stands within or beside the offer.
REACHED_BY, BESIDE = ("phone", "email", "iban", "address"), 60

WANTED = ("views", "reactions", "reports", "author history")

# VADER's own bounds, between which a text is neutral.
NEUTRAL = 0.05


def priority(
    facts: Facts, sentiment: Sentiment | None, findings: Sequence[Finding], *, waits: str = "", abuse: float = 0.0
) -> tuple[int, tuple[Term, ...]]:
    """Return the priority and its terms.

    The terms always add up to the priority. `waits` is "private" or "question" when somebody waits for an answer, and
    `abuse` how much the text reads like abuse, 0 to 1.
    """
    terms = [term for term in candidates(facts, sentiment, findings, waits, abuse) if term.value]
    total = sum(term.value for term in terms)
    if stands_for_reports(facts.reports or 0, facts.reports_seen) and total < REPORTED_FLOOR:
        why = f"{counted(facts.reports or 0, 'report')}, until somebody decides or writes why not"
        terms.append(Term("reported by many", REPORTED_FLOOR - total, why))
        total = REPORTED_FLOOR
    if total > HIGHEST:
        # A term for the cut, so that the terms still add up to the shown number.
        terms.append(Term("capped", HIGHEST - total, f"the scale ends at {HIGHEST}"))
    if total < LOWEST:
        terms.append(Term("floored", LOWEST - total, f"the scale begins at {LOWEST}"))
    return max(LOWEST, min(HIGHEST, total)), tuple(terms)


def account_of_case(
    terms: Iterable[dict[str, Any]], priority: int, opened_for: Collection[str]
) -> list[dict[str, Any]]:
    """Return the terms of a text with what a crowd below it adds, so that they add up to the case's priority."""
    account = list(terms)
    raised = priority - sum(term["value"] for term in account)
    if raised > 0 and Opening.GATHERING in opened_for:
        crowd = Term("many people", raised, "many people wrote below it within minutes")
        account.append(crowd._asdict())
    return account


def stands_for_reports(reports: int, seen: int) -> bool:
    """Tell whether so many reports alone put a message into the high band.

    `seen` is how many there were when a person last decided or wrote why not.
    """
    return reports >= REPORTS_OF_MANY and reports >= REPORTED_AGAIN * seen


def candidates(
    facts: Facts, sentiment: Sentiment | None, findings: Sequence[Finding], waits: str, abuse: float
) -> Iterator[Term]:
    if findings:
        yield from of_findings(facts, findings)
    if sentiment and abs(sentiment.compound) >= NEUTRAL:
        yield of_sentiment(sentiment.compound)
    if abuse >= LEAST_ABUSE:
        yield Term("reads like abuse", round(ABUSE * abuse), f"{abuse:.2f} of 1, by a small model")
    if facts.views or facts.reactions:
        yield from of_reach(facts.views or 0, facts.reactions or 0)
    if facts.reports:
        yield of_reports(facts.reports)
    yield from of_history(facts.author_against, facts.author_kept)
    yield from of_waiting(waits, facts, findings)
    if copies := facts.same_text_by_author + facts.same_text_by_others:
        yield Term(
            "same text repeated", min(MOST_COPIES, PER_COPY * copies), f"the same text {counted(copies, 'time')} before"
        )


def worst_of(findings: Sequence[Finding]) -> Finding:
    return max(findings, key=lambda finding: finding.severity)


def of_findings(facts: Facts, findings: Sequence[Finding]) -> Iterator[Term]:
    worst = worst_of(findings)
    offers = offers_among(findings)
    own = [finding for finding in findings if is_scammers_own(finding, offers)]
    yield Term("severity", SEVERITY[worst.severity], f"{worst.name}, {worst.severity.name.lower()}")
    # By the one that weighs most after all, so that a further finding never takes anything away.
    weight = max(0 if finding in own else points_of(facts, finding) for finding in findings)
    if worst in own:
        yield Term("a scammer's own", weight - SEVERITY[worst.severity], "what the offer itself is reached by")
    else:
        yield Term("seen in private", weight - SEVERITY[worst.severity], "personal data that the public cannot see")
    telling = [each for each in findings if each.guideline == worst.guideline or not says_the_same(each, worst)]
    further = len({finding.guideline for finding in telling if finding not in own}) - 1
    yield Term("further findings", min(MOST_FURTHER, FURTHER_GUIDELINE * further), counted(further, "more guideline"))


def says_the_same(finding: Finding, worst: Finding) -> bool:
    """Tell whether a finding is of the same kind and of the same words as the worst."""
    is_of_kind = (finding.category, finding.part) == (worst.category, worst.part)
    return is_of_kind and finding.start < worst.end and worst.start < finding.end


def points_of(facts: Facts, finding: Finding) -> int:
    points = SEVERITY[finding.severity]
    # By the kind of message. What stands in a private channel may be of somebody else.
    is_ours_to_know = facts.kind == DIRECT and finding.category == PERSONAL
    return max(0, points - IN_PRIVATE) if is_ours_to_know else points


def is_scammers_own(finding: Finding, offers: Sequence[Finding]) -> bool:
    """Tell whether a number or an address is that of whoever offers something beside it."""
    if finding.category != PERSONAL or not finding.rule.startswith(REACHED_BY):
        return False
    return any(
        offer.part == finding.part and offer.start - BESIDE <= finding.start and finding.end <= offer.end + BESIDE
        for offer in offers
    )


def of_sentiment(compound: float) -> Term:
    if compound < 0:
        return Term("sentiment", round(-compound * NEGATIVE), f"negative tone, {signed(compound)}")
    return Term("sentiment", -round(compound * POSITIVE), f"positive tone, {signed(compound)}")


def of_reach(views: int, reactions: int) -> Iterator[Term]:
    # Reach is on a scale of powers of ten, so that a huge audience does not outweigh harm.
    # Where members vote messages down, their score is below zero.
    reactions = max(0, reactions)
    value = round(REACH_PER_TENFOLD * (math.log10(1 + views) / 2 + math.log10(1 + reactions)))
    # Most messages reach too few people to count.
    if value:
        seen = [counted(count, word) for count, word in ((views, "view"), (reactions, "reaction")) if count]
        yield Term("reach", min(MOST_REACH, value), " and ".join(seen))


def of_reports(reports: int) -> Term:
    # The tenth member who reports something says less than the first.
    value = min(MOST_REPORTS, round(PER_DOUBLED_REPORTS * math.log2(1 + reports)))
    return Term("reports", value, f"reported by {counted(reports, 'member')}")


def of_waiting(waits: str, facts: Facts, findings: Sequence[Finding]) -> Iterator[Term]:
    # An offer that comes in private waits for nobody.
    if waits == "private" and not is_offer(facts, findings):
        yield Term("private message waiting", PRIVATE_WAITING, "a private message that nobody answered yet")
    elif waits == "question":
        yield Term("question waiting", QUESTION_WAITING, "a question that nobody answered yet")


def offers_among(findings: Sequence[Finding]) -> list[Finding]:
    # What only reads like one may be wrong.
    return [finding for finding in findings if finding.category in SPAM and finding.severity > Severity.LOW]


def is_offer(facts: Facts, findings: Sequence[Finding]) -> bool:
    """Tell whether a message offers something, and does not only ask what many ask."""
    offers = offers_among(findings)
    if not all(finding.rule.startswith(SAID_BY_MANY) for finding in offers):
        return True
    return bool(offers) and not (is_question(facts.text) or is_question(facts.title))


def of_history(against: int | None, kept: int | None) -> Iterator[Term]:
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
