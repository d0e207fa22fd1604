"""Escalation rules: each condition at its boundary, all of them together, causes, and when to look again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.clocks import Clock, run
from moderation.policy.escalations import LONGEST_CAUSE, Facts, Hit, Promised, Rule, When, ask_rules_of, cause_in_words
from moderation.policy.hours import ALWAYS, Week, Window
from moderation.policy.values import Severity

MONDAY = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
HOUR, MINUTE, INSTANT = timedelta(hours=1), timedelta(minutes=1), timedelta.resolution
LONG_AGO = MONDAY - timedelta(days=200)
OFFICE = Week("Europe/London", ((Window(540, 1020),),) * 5 + ((), ()))
FOUND = " + found 2026-06-01T09:00:00.000000Z"
THREAT = Facts(found_at=MONDAY, severity=Severity.HIGH, categories=frozenset({"threat"}))
BROKEN = Clock(MONDAY, MONDAY + HOUR, MONDAY + 45 * MINUTE)


def rule(**fields: Any) -> Rule:
    return Rule(**{"key": 1, "since": LONG_AGO, **fields})


def hits(asked: Rule, facts: Facts, now: datetime, week: Week = ALWAYS) -> list[str]:
    return [hit.cause for hit in ask_rules_of([asked], facts, week, now).hits]


def look_at(asked: Rule, facts: Facts, now: datetime, week: Week = ALWAYS) -> datetime | None:
    return ask_rules_of([asked], facts, week, now).look_at


# ── one condition ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("severity", "found"),
    [
        (None, []),
        (Severity.NONE, []),
        (Severity.MEDIUM, []),
        (Severity.HIGH, [f"severity 3{FOUND}"]),
        # A cause names what the rule asks for: what gets graver, or milder again, is the same one.
        (Severity.CRITICAL, [f"severity 3{FOUND}"]),
    ],
)
def test_a_severity_at_or_above_the_rule_is_a_hit_and_an_unknown_one_never(
    severity: Severity | None, found: list[str]
) -> None:
    assert hits(rule(severity=Severity.HIGH), replace(THREAT, severity=severity), MONDAY) == found


def test_an_unknown_severity_is_no_hit_even_for_a_rule_that_takes_every_severity() -> None:
    facts = replace(THREAT, severity=None)
    assert ask_rules_of([rule(severity=Severity.NONE)], facts, ALWAYS, MONDAY) == ((), None)


@pytest.mark.parametrize(("category", "found"), [("threat", [f"category threat{FOUND}"]), ("thr", []), ("spam", [])])
def test_a_category_is_a_hit_when_it_was_found(category: str, found: list[str]) -> None:
    assert hits(rule(category=category), THREAT, MONDAY) == found


@pytest.mark.parametrize(
    ("asked", "minutes", "found"),
    [
        (rule(clock=When.AT_RISK), 44, []),
        (rule(clock=When.AT_RISK), 45, ["first reply at risk #1"]),
        (rule(clock=When.AT_RISK), 600, ["first reply at risk #1"]),
        (rule(clock=When.LATE), 60, []),
        (rule(clock=When.LATE), 61, ["first reply late #1"]),
        (rule(clock=When.LATE, late_by=30 * MINUTE), 89, []),
        (rule(clock=When.LATE, late_by=30 * MINUTE), 90, ["first reply late #1"]),
    ],
)
def test_a_clock_is_a_hit_from_its_moment_on(asked: Rule, minutes: int, found: list[str]) -> None:
    facts = replace(THREAT, clocks=[Promised(1, "first reply", BROKEN)])
    assert hits(asked, facts, MONDAY + minutes * MINUTE) == found


def test_a_clock_is_late_an_instant_after_it_was_due() -> None:
    facts = replace(THREAT, clocks=[Promised(1, "first reply", BROKEN)])
    assert look_at(rule(clock=When.LATE), facts, MONDAY) == BROKEN.due_by + INSTANT
    assert hits(rule(clock=When.LATE), facts, BROKEN.due_by) == []
    assert hits(rule(clock=When.LATE), facts, BROKEN.due_by + INSTANT) == ["first reply late #1"]


@pytest.mark.parametrize("stopped", [{"stopped_at": MONDAY + 2 * HOUR}, {"cancelled": True}])
@pytest.mark.parametrize("when", When)
def test_a_clock_that_was_stopped_or_cancelled_never_fires(stopped: dict[str, Any], when: When) -> None:
    facts = replace(THREAT, clocks=[Promised(1, "first reply", replace(BROKEN, **stopped))])
    assert ask_rules_of([rule(clock=when)], facts, ALWAYS, MONDAY + 3 * HOUR) == ((), None)


@pytest.mark.parametrize(
    ("since", "minutes", "found"),
    [(MONDAY, 29, []), (MONDAY, 30, ["unclaimed since 2026-06-01T09:00:00Z"]), (None, 600, [])],
)
def test_a_case_is_unclaimed_for_so_long_and_never_while_somebody_has_it(
    since: datetime | None, minutes: int, found: list[str]
) -> None:
    facts = replace(THREAT, unclaimed_at=since)
    assert hits(rule(unclaimed=30 * MINUTE), facts, MONDAY + minutes * MINUTE) == found


# ── all of them ─────────────────────────────────────────────────────────

EVERYTHING = rule(severity=Severity.HIGH, category="threat", clock=When.LATE, unclaimed=2 * HOUR)
LATE = replace(THREAT, clocks=[Promised(1, "first reply", BROKEN)], unclaimed_at=MONDAY)


@pytest.mark.parametrize(
    "missing",
    [
        {"severity": Severity.LOW},
        {"severity": None},
        {"categories": frozenset()},
        {"clocks": ()},
        {"clocks": [Promised(1, "first reply", replace(BROKEN, cancelled=True))]},
        {"unclaimed_at": None},
    ],
)
def test_all_that_a_rule_names_must_hold_and_what_time_cannot_bring_is_not_waited_for(missing: dict[str, Any]) -> None:
    at = MONDAY + 2 * HOUR
    assert len(hits(EVERYTHING, LATE, at)) == 1
    assert ask_rules_of([EVERYTHING], replace(LATE, **missing), ALWAYS, at) == ((), None)


def test_a_rule_waits_for_the_last_of_its_moments() -> None:
    assert look_at(EVERYTHING, LATE, MONDAY) == MONDAY + 2 * HOUR
    assert hits(EVERYTHING, LATE, MONDAY + 2 * HOUR - INSTANT) == []


def test_the_cause_and_the_reason_name_everything_that_held() -> None:
    (hit,) = ask_rules_of([EVERYTHING], LATE, ALWAYS, MONDAY + 2 * HOUR).hits
    assert hit == Hit(
        1,
        "severity 3 + category threat + unclaimed since 2026-06-01T09:00:00Z + first reply late #1",
        "Its severity is high, threat was found, nobody has had it for 2 h of working time"
        " and its first reply is late.",
        1,
        BROKEN.due_by,
        "severity 3 + category threat + unclaimed since 2026-06-01T09:00:00Z + first reply late",
    )


def test_each_clock_is_a_cause_of_its_own() -> None:
    later = replace(BROKEN, due_by=MONDAY + 3 * HOUR)
    facts = replace(THREAT, clocks=[Promised(1, "first action", BROKEN), Promised(2, "first reply", later)])
    asked = rule(clock=When.LATE)
    answer = ask_rules_of([asked], facts, ALWAYS, MONDAY + 2 * HOUR)
    assert [hit.cause for hit in answer.hits] == ["first action late #1"]
    assert answer.look_at == MONDAY + 3 * HOUR + INSTANT
    assert hits(asked, facts, MONDAY + 4 * HOUR) == ["first action late #1", "first reply late #2"]


def test_two_clocks_of_a_kind_are_two_causes_with_one_former_name() -> None:
    second = replace(BROKEN, at_risk_at=MONDAY + HOUR, due_by=MONDAY + 2 * HOUR)
    facts = replace(THREAT, clocks=[Promised(7, "first reply", BROKEN), Promised(8, "first reply", second)])
    for when, passed in ((When.LATE, ("due_by", "late")), (When.AT_RISK, ("at_risk_at", "at risk"))):
        first, other = ask_rules_of([rule(clock=when)], facts, ALWAYS, MONDAY + 9 * HOUR).hits
        assert [first.cause, other.cause] == [f"first reply {passed[1]} #7", f"first reply {passed[1]} #8"]
        assert (first.former, other.former) == (f"first reply {passed[1]}",) * 2
        assert [first.passed_at, other.passed_at] == [getattr(clock, passed[0]) for clock in (BROKEN, second)]


def test_a_rule_that_names_nothing_escalates_nothing() -> None:
    assert ask_rules_of([rule()], LATE, ALWAYS, MONDAY + 9 * HOUR) == ((), None)


def test_the_next_look_is_at_the_first_moment_at_which_any_rule_may_hold() -> None:
    rules = [rule(clock=When.LATE), rule(key=2, clock=When.AT_RISK), rule(key=3, unclaimed=50 * MINUTE)]
    answer = ask_rules_of(rules, LATE, ALWAYS, MONDAY)
    assert (answer.hits, answer.look_at) == ((), MONDAY + 45 * MINUTE)
    answer = ask_rules_of(rules, LATE, ALWAYS, MONDAY + 45 * MINUTE)
    assert ([hit.rule for hit in answer.hits], answer.look_at) == ([2], MONDAY + 50 * MINUTE)


def test_what_would_come_in_more_than_a_hundred_years_never_comes() -> None:
    facts = replace(LATE, unclaimed_at=MONDAY)
    for never in (rule(unclaimed=timedelta(days=400_000)), rule(clock=When.LATE, late_by=timedelta(days=4_000_000))):
        assert ask_rules_of([never], facts, OFFICE, MONDAY) == ((), None)


def test_a_moment_without_a_zone_is_a_fault_and_no_case_that_never_fires() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        ask_rules_of([rule(unclaimed=HOUR)], replace(THREAT, unclaimed_at=datetime(2026, 6, 1)), ALWAYS, MONDAY)  # noqa: DTZ001


# ── before the rule ─────────────────────────────────────────────────────


@pytest.mark.parametrize("after", [timedelta(), INSTANT])
@pytest.mark.parametrize(
    ("asked", "moment"),
    [
        (rule(severity=Severity.HIGH), MONDAY),
        (rule(category="threat"), MONDAY),
        (rule(clock=When.AT_RISK), MONDAY + 45 * MINUTE),
        (rule(clock=When.LATE, late_by=MINUTE), MONDAY + 61 * MINUTE),
        (rule(unclaimed=HOUR), MONDAY + HOUR),
        (rule(severity=Severity.HIGH, unclaimed=HOUR), MONDAY + HOUR),
    ],
)
def test_what_happened_before_the_rule_was_in_force_is_left_alone(
    asked: Rule, moment: datetime, after: timedelta
) -> None:
    edited = replace(asked, since=moment + after)
    assert ask_rules_of([edited], LATE, ALWAYS, MONDAY + 9 * HOUR).hits[:1] == (
        () if after else ask_rules_of([asked], LATE, ALWAYS, MONDAY + 9 * HOUR).hits[:1]
    )
    assert ask_rules_of([edited], LATE, ALWAYS, LONG_AGO).look_at == (None if after else moment)


def test_an_old_finding_and_a_new_lateness_are_new_together() -> None:
    """The message was judged before the rule was made; that nobody answers it in time comes after."""
    asked = rule(severity=Severity.HIGH, clock=When.LATE, since=MONDAY + 10 * MINUTE)
    assert hits(asked, LATE, MONDAY + 2 * HOUR) == ["severity 3 + first reply late #1"]


# ── causes ──────────────────────────────────────────────────────────────


def test_the_cause_stays_the_same_when_the_case_is_judged_again_or_the_rule_is_edited() -> None:
    asked = rule(severity=Severity.HIGH, category="threat")
    again = replace(THREAT, severity=Severity.CRITICAL)
    edited = replace(asked, late_by=HOUR)
    assert hits(asked, THREAT, MONDAY) == hits(asked, again, MONDAY + HOUR) == hits(edited, THREAT, MONDAY)


def test_what_is_found_later_is_a_cause_of_its_own() -> None:
    asked, again = rule(category="threat"), replace(THREAT, found_at=MONDAY + HOUR)
    assert hits(asked, THREAT, MONDAY) != hits(asked, again, MONDAY + HOUR)


def test_a_late_clock_is_one_cause_whatever_is_found_meanwhile() -> None:
    asked, later = rule(category="threat", clock=When.LATE), MONDAY + 2 * HOUR
    assert hits(asked, LATE, later) == hits(asked, replace(LATE, found_at=MONDAY + HOUR), later)


def test_given_back_again_is_a_cause_of_its_own() -> None:
    asked, later = rule(unclaimed=HOUR), MONDAY + 9 * HOUR
    assert hits(asked, LATE, later) != hits(asked, replace(LATE, unclaimed_at=MONDAY + HOUR), later)


@given(st.text("abcdefghij-", min_size=1, max_size=60), st.sampled_from(list(Severity)))
def test_a_cause_fits_its_column_and_differs_with_what_it_names(category: str, severity: Severity) -> None:
    asked = replace(EVERYTHING, category=category, severity=Severity.NONE)
    facts = replace(LATE, severity=severity, categories=frozenset({category}))
    (cause,) = hits(asked, facts, MONDAY + 9 * HOUR)
    assert len(cause) <= LONGEST_CAUSE
    (other,) = hits(asked, replace(facts, unclaimed_at=MONDAY + INSTANT + MINUTE), MONDAY + 9 * HOUR)
    assert cause != other


def cause_of_length(length: int) -> str:
    category = "x" * (length - len(f"category {FOUND}"))
    (cause,) = hits(rule(category=category), replace(THREAT, categories=frozenset({category})), MONDAY)
    return cause


def test_a_cause_of_120_characters_stands_whole_and_a_longer_one_ends_in_twelve_of_a_digest() -> None:
    assert cause_of_length(120).endswith(f"x{FOUND}")
    cut = cause_of_length(121)
    assert (len(cut), cut[-13]) == (120, " ")
    assert int(cut[-12:], 16)
    assert f"category {'x' * 75}{FOUND}".startswith(cut[:84])


@pytest.mark.parametrize(
    ("category", "reason"),
    [("", "Its severity is high."), ("threat", "Its severity is high and threat was found.")],
)
def test_conditions_are_joined_in_one_sentence(category: str, reason: str) -> None:
    (hit,) = ask_rules_of([rule(severity=Severity.HIGH, category=category)], THREAT, ALWAYS, MONDAY).hits
    assert hit.reason == reason


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        ("severity 4 + found 2026-06-01T09:00:00.000000Z", "severity at least critical"),
        ("category threat + first action late", "category threat, first action late"),
        ("category threat + first action late #17", "category threat, first action late"),
        ("unclaimed since 2026-06-01T09:00:00Z", "unclaimed"),
        ("many people since 2026-11-07T09:05:00Z", "many people since 09:05 UTC on 7 Nov"),
        ("many people since then", "many people since then"),
        ("severity x", "severity x"),
        ("", ""),
    ],
)
def test_a_cause_in_words(cause: str, words: str) -> None:
    assert cause_in_words(cause) == words


# ── working time ────────────────────────────────────────────────────────

LONDON = ZoneInfo("Europe/London")
FRIDAY_BEFORE_THE_CLOCKS_GO_FORWARD = datetime(2026, 3, 27, 16, 0, tzinfo=LONDON)
FRIDAY_BEFORE_THE_CLOCKS_GO_BACK = datetime(2026, 10, 23, 16, 0, tzinfo=LONDON)


@pytest.mark.parametrize("friday", [FRIDAY_BEFORE_THE_CLOCKS_GO_FORWARD, FRIDAY_BEFORE_THE_CLOCKS_GO_BACK])
def test_two_working_hours_from_friday_at_four_end_on_monday_at_ten_by_the_clock_on_the_wall(friday: datetime) -> None:
    monday = (friday + timedelta(days=3)).replace(hour=10)
    unclaimed = replace(THREAT, unclaimed_at=friday)
    assert look_at(rule(unclaimed=2 * HOUR), unclaimed, friday, OFFICE) == monday
    ran_out = replace(THREAT, clocks=[Promised(1, "first reply", Clock(friday, due_by=friday, at_risk_at=friday))])
    assert look_at(rule(clock=When.LATE, late_by=2 * HOUR), ran_out, friday, OFFICE) == monday


@pytest.mark.parametrize(("day", "hours"), [(29, 23), (30, 24)])
def test_a_day_round_the_clock_is_as_long_as_it_is(day: int, hours: int) -> None:
    midnight = datetime(2026, 3, day, tzinfo=LONDON).astimezone(UTC)
    whole_days = Week("Europe/London", ALWAYS.days)
    facts = replace(THREAT, unclaimed_at=midnight)
    local_end = datetime(2026, 3, day + 1, tzinfo=LONDON)
    assert look_at(rule(unclaimed=hours * HOUR), facts, midnight, whole_days) == local_end


@given(st.integers(0, 3_000), st.integers(0, 20_000))
def test_a_rule_holds_from_the_moment_on_that_it_said_to_look_again_at(within: int, asked_at: int) -> None:
    clock = run(MONDAY, within * MINUTE, OFFICE)
    facts = replace(THREAT, clocks=[Promised(1, "first reply", clock)], unclaimed_at=MONDAY)
    rules = [rule(clock=When.AT_RISK), rule(key=2, clock=When.LATE), rule(key=3, unclaimed=within * MINUTE)]
    now = MONDAY + asked_at * MINUTE
    before = ask_rules_of(rules, facts, OFFICE, now)
    if before.look_at is None:
        assert len(before.hits) == 3
        return
    assert before.look_at > now
    assert ask_rules_of(rules, facts, OFFICE, before.look_at - INSTANT).hits == before.hits
    assert len(ask_rules_of(rules, facts, OFFICE, before.look_at).hits) > len(before.hits)
