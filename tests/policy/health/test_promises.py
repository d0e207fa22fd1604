"""A share that was kept cannot flatter: late, open and closed promises count against, what was not owed is apart."""

from typing import Any

import pytest

from moderation.policy.clocks import End, Kept, Kind
from moderation.policy.health.promises import Counts, Fate, Owed, fate_of, promise_figures, promises_by_team
from moderation.policy.values import Severity

HIGH = Severity.HIGH


def told(*fates: tuple[int, str, str, bool], kind: str = Kind.REPLY, severity: int = HIGH) -> Owed:
    """Promises of one kind, of which so many were kept or ended so, in time or not."""
    counts = (Counts.of(number, kept, end, in_time=in_time) for number, kept, end, in_time in fates)
    return Owed(kind, severity, counts=sum(counts, Counts()))


@pytest.mark.parametrize(
    ("kept", "end", "in_time", "fate"),
    [
        (Kept.DONE, "", True, Fate.KEPT),
        (Kept.DELIVERED, "", False, Fate.LATE),
        (Kept.BY_HAND, "", True, Fate.KEPT),
        (Kept.PLATFORM, "", False, Fate.LATE),
        ("", "", False, Fate.OPEN),
        ("", End.ACTED, True, Fate.NOT_OWED),
        ("", End.ACTED, False, Fate.NOT_OWED),
        ("", End.THANKS, False, Fate.NOT_OWED),
        ("", End.WITHDRAWN, True, Fate.NOT_OWED),
        # Who deletes a question after nobody answered it was left without an answer.
        ("", End.WITHDRAWN, False, Fate.CLOSED),
        ("", End.UNNEEDED, True, Fate.CLOSED),
        ("", End.CLOSED, True, Fate.CLOSED),
        ("", End.CLOSED, False, Fate.CLOSED),
        ("", End.UNDELIVERABLE, False, Fate.CLOSED),
        ("", End.NOT_OURS, True, Fate.NOT_OURS),
        ("", End.RELAXED, True, Fate.RELAXED),
        ("", End.MOVED, True, None),
        # What was kept is not undone by what came later.
        (Kept.DONE, End.CLOSED, True, Fate.KEPT),
    ],
)
def test_what_became_of_a_promise(kept: str, end: str, fate: Fate | None, *, in_time: bool) -> None:
    assert fate_of(kept, end, in_time=in_time) == fate


def test_every_way_to_end_has_a_fate() -> None:
    assert {end: fate_of("", end, in_time=True) for end in End}.keys() == set(End)


@pytest.mark.parametrize(
    ("owed", "share", "fell_due"),
    [
        # Ten threats, two kept, eight late and closed.
        ([told((2, Kept.DONE, "", True), (8, "", End.CLOSED, False), kind=Kind.ACTION)], 0.2, 10),
        ([told((2, Kept.DONE, "", True), (8, Kept.DONE, "", False), kind=Kind.ACTION)], 0.2, 10),
        # Ten answered customers, and forty hidden spam messages.
        ([told((10, Kept.DELIVERED, "", True), (40, "", End.ACTED, True))], 1.0, 10),
        ([told((3, "", "", False), (1, Kept.DONE, "", True))], 0.25, 4),
        ([told((5, "", End.THANKS, True), (2, "", End.NOT_OURS, True), (1, "", End.RELAXED, False))], None, 0),
        ([told((1, Kept.DONE, "", True), (1, "", End.UNNEEDED, True))], 0.5, 2),
    ],
)
def test_the_share_is_of_all_that_fell_due(owed: list[Owed], share: float | None, fell_due: int) -> None:
    found = promise_figures(owed)["all"]
    assert (found.share, found.fell_due) == (share, fell_due)


def test_what_is_beside_the_share_is_counted_by_its_name() -> None:
    ends = [(end, number) for number, end in enumerate(End, 1) if end != End.MOVED]
    kept = (2, Kept.BY_HAND, "", True), (3, Kept.PLATFORM, "", False), (5, Kept.DELIVERED, "", True)
    found = promise_figures([told(*((number, "", end, True) for end, number in ends), *kept)])["reply"]
    by_end = dict(ends)
    assert found.not_owed == by_end[End.ACTED] + by_end[End.WITHDRAWN] + by_end[End.THANKS]
    assert found.closed == by_end[End.UNNEEDED] + by_end[End.CLOSED] + by_end[End.UNDELIVERABLE]
    assert (found.unneeded, found.undelivered) == (by_end[End.UNNEEDED], by_end[End.UNDELIVERABLE])
    assert (found.not_ours, found.relaxed) == (by_end[End.NOT_OURS], by_end[End.RELAXED])
    assert (found.by_hand, found.by_hand_share) == (2, 0.2)
    assert (found.on_platform, found.on_platform_share) == (3, 0.3)
    assert (found.kept, found.kept_late) == (7, 3)


def test_targets_and_severities_are_told_apart_and_teams_are_not_among_ours() -> None:
    rows: list[dict[str, Any]] = [
        {"kind": Kind.REPLY, "severity": Severity.LOW},
        {"kind": Kind.ACTION, "severity": HIGH},
        {"kind": Kind.ACKNOWLEDGE, "severity": HIGH},
    ]
    found = promise_figures(told((1, Kept.DONE, "", True), **row) for row in rows)
    due = {name for name, each in found.items() if each.fell_due}
    assert due == {"all", "reply", "action", "acknowledge", "low", "high"}
    assert (found["all"].fell_due, found["high"].fell_due) == (2, 1)


def test_a_teams_promises_are_told_by_team() -> None:
    asked = [Owed(Kind.ACKNOWLEDGE, HIGH, team, Counts(kept=team, open=1)) for team in (1, 2)]
    found = promises_by_team([*asked, Owed(Kind.REPLY, HIGH, None, Counts(kept=9))])
    assert {team: (each["acknowledge"].fell_due, each["answer"].fell_due) for team, each in found.items()} == {
        1: (2, 0),
        2: (3, 0),
    }
