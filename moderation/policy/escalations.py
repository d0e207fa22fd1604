"""Escalation rules, their causes, and the next moment to check them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from moderation.policy.clocks import Clock
from moderation.policy.hours import Week, due_after, in_utc
from moderation.policy.values import Severity
from moderation.policy.written import hours_in_words

LONGEST_CAUSE = 120
# The word in a cause for the moment of a finding.
FOUND = "found"
DIGEST = 12
# When many people began, in the cause of a crowd.
CROWD_SINCE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
# The end of a clock's part of a cause.
CLOCK_KEY = re.compile(r" #\d+$")


class When(StrEnum):
    """The states of a clock that a rule can ask for."""

    AT_RISK = "at-risk"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions that must all hold.

    `late_by` and `unclaimed` are working time. What happened before `since` sets nothing off.
    """

    key: int
    since: datetime
    severity: Severity | None = None
    category: str = ""
    clock: When | None = None
    late_by: timedelta = timedelta()
    unclaimed: timedelta | None = None


class Promised(NamedTuple):
    """A clock by its key, named by what it promises ("first action")."""

    key: int
    name: str
    clock: Clock


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of an open case.

    `severity` is None when the case could not be checked, which is neither a hit nor NONE. `found_at` is when something
    was last found that was not known before, so judging the same text again moves nothing. `unclaimed_at` is None while
    somebody has the case.
    """

    found_at: datetime
    severity: Severity | None = Severity.NONE
    categories: frozenset[str] = frozenset()
    clocks: Sequence[Promised] = ()
    unclaimed_at: datetime | None = None


class Hit(NamedTuple):
    """A rule that fires.

    `cause` is equal for the same occasion, and `reason` is a sentence for people. Of a clock's hit `clock` is its key
    and `passed_at` when it came to what the rule asks for. `former` is what the cause was called when clocks were not
    told apart.
    """

    rule: int
    cause: str
    reason: str
    clock: int | None = None
    passed_at: datetime | None = None
    former: str = ""


class Answer(NamedTuple):
    """The rules that hold now, and the next moment at which another may.

    `look_at` is None when time alone changes nothing.
    """

    hits: tuple[Hit, ...]
    look_at: datetime | None


class Term(NamedTuple):
    """One condition that holds or will hold.

    `at` is since when, `cause` its part of the cause, `words` its part of the sentence. `clock` is the key of one that
    it is of, and `passed_at` when that passed.
    """

    at: datetime
    cause: str
    words: str
    clock: int | None = None
    passed_at: datetime | None = None


NOT_ASKED = Term(datetime.min.replace(tzinfo=UTC), "", "")


def ask_rules_of(rules: Iterable[Rule], facts: Facts, week: Week, now: datetime) -> Answer:
    """Return the rules that hold at `now`, and when to ask again.

    A rule holds from the latest of its conditions' moments on, and never when that moment lies before its `since`. With
    a condition on clocks it is asked of each running clock by itself, and each is a cause of its own. Raises ValueError
    when a moment has no time zone. What would take over a hundred years never comes.
    """
    hits: list[Hit] = []
    later: list[datetime] = []
    for rule in rules:
        for terms in _ways_to_hold(rule, facts, week):
            moment = max(term.at for term in terms)
            if moment < rule.since:
                continue
            if moment <= now:
                hits.append(_hit_of(rule, terms, facts))
            else:
                later.append(moment)
    return Answer(tuple(hits), min(later, default=None))


def _hit_of(rule: Rule, terms: Sequence[Term], facts: Facts) -> Hit:
    cause, words = _cause_of(rule, terms, facts), _terms_sentence(terms)
    if not rule.clock:
        return Hit(rule.key, cause, words)
    *others, term = terms
    former = _cause_of(rule, [*others, term._replace(cause=CLOCK_KEY.sub("", term.cause))], facts)
    return Hit(rule.key, cause, words, term.clock, term.passed_at, former)


def cause_in_words(cause: str) -> str:
    """Write a cause in the words of a screen."""
    parts = (part.partition(" ") for part in cause.split(" + "))
    return ", ".join(_cause_part(*part) for part in parts if part[0] != FOUND)


def _cause_part(name: str, space: str, value: str) -> str:
    if name == "severity" and value.isdecimal():
        return f"severity at least {Severity(int(value)).name.lower()}"
    if name == "many" and (began := CROWD_SINCE.search(value)):
        return f"many people since {datetime.fromisoformat(began[0]):%H:%M UTC on %-d %b}"
    return name if name == "unclaimed" else CLOCK_KEY.sub("", f"{name}{space}{value}")


def _ways_to_hold(rule: Rule, facts: Facts, week: Week) -> Iterator[Sequence[Term]]:
    """Yield the sets of conditions that hold, or will hold by time alone."""
    asked = [
        _severity_term(rule.severity, facts) if rule.severity is not None else NOT_ASKED,
        _category_term(rule.category, facts) if rule.category else NOT_ASKED,
        _unclaimed_term(rule.unclaimed, facts, week) if rule.unclaimed is not None else NOT_ASKED,
    ]
    terms = [term for term in asked if term is not None and term is not NOT_ASKED]
    # None is a condition that cannot come to hold by waiting.
    if None in asked:
        return
    if rule.clock:
        yield from ([*terms, term] for term in _clock_terms(rule.clock, rule.late_by, facts, week))
    elif terms:
        yield terms


def _severity_term(least: Severity, facts: Facts) -> Term | None:
    if facts.severity is None or facts.severity < least:
        return None
    return Term(facts.found_at, f"severity {least:d}", f"its severity is {facts.severity.name.lower()}")


def _category_term(wanted: str, facts: Facts) -> Term | None:
    return Term(facts.found_at, f"category {wanted}", f"{wanted} was found") if wanted in facts.categories else None


def _unclaimed_term(wait: timedelta, facts: Facts, week: Week) -> Term | None:
    since = facts.unclaimed_at
    at = _moment_after(since, wait, week) if since else None
    if since is None or at is None:
        return None
    return Term(
        at, f"unclaimed since {in_utc(since):%Y-%m-%dT%H:%M:%SZ}", f"nobody has had it for {_span_in_words(wait)}"
    )


def _clock_terms(when: When, late_by: timedelta, facts: Facts, week: Week) -> Iterator[Term]:
    for key, name, clock in facts.clocks:
        if not clock.runs:
            continue
        if when is When.AT_RISK:
            at_risk_at = clock.at_risk_at
            yield Term(at_risk_at, f"{name} at risk #{key}", f"its {name} is at risk", key, at_risk_at)
        elif at := _moment_after(clock.due_by, late_by, week):
            # At the deadline itself an action is still in time.
            late_at = max(at, clock.due_by + timedelta.resolution)
            by = f" by {_span_in_words(late_by)}" if late_by else ""
            yield Term(late_at, f"{name} late #{key}", f"its {name} is late{by}", key, clock.due_by)


def _moment_after(start: datetime, within: timedelta, week: Week) -> datetime | None:
    try:
        return due_after(start, within, week)
    except (ValueError, OverflowError):
        # A mistyped span, too long to ever end. A moment without a zone is an error of ours, and is raised.
        in_utc(start)
        return None


def _span_in_words(span: timedelta) -> str:
    """Write a span as in "1 h 30 min of working time"."""
    return f"{hours_in_words(span // timedelta(minutes=1))} of working time"


def _cause_of(rule: Rule, terms: Sequence[Term], facts: Facts) -> str:
    """Return the cause of a hit, at most 120 characters long."""
    parts = [term.cause for term in terms]
    # Without a clock or a wait, a later finding is another cause than the first.
    if not rule.clock and rule.unclaimed is None:
        parts.append(f"{FOUND} {in_utc(facts.found_at):%Y-%m-%dT%H:%M:%S.%fZ}")
    cause = " + ".join(parts)
    if len(cause) <= LONGEST_CAUSE:
        return cause
    # Cutting alone would make two long causes the same.
    digest = blake2b(cause.encode(), digest_size=DIGEST // 2).hexdigest()
    return f"{cause[: LONGEST_CAUSE - DIGEST - 1]} {digest}"


def _terms_sentence(terms: Sequence[Term]) -> str:
    words = [term.words for term in terms]
    said = ", ".join(words[:-1]) + " and " * (len(words) > 1) + words[-1]
    return f"{said[0].upper()}{said[1:]}."
