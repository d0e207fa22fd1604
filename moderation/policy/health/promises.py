"""What became of promises, by the day on which they fell due."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Self

from moderation.policy.clocks import NOT_OWED, End, Kept, Kind
from moderation.policy.values import Severity

# A team's promises are made to the desk, and not to a member.
OF_TEAMS = (Kind.ACKNOWLEDGE, Kind.ANSWER)
# The promises that somebody waits for.
OF_REPLIES = (Kind.REPLY, Kind.NEXT_REPLY)
ALL = "all"
# How promises end that are named with the person who ended them.
OF_PERSONS = (*NOT_OWED, End.UNNEEDED)


class Fate(StrEnum):
    """What became of a promise, each in one column of a day."""

    KEPT = "kept"
    LATE = "late"
    OPEN = "open"
    CLOSED = "closed"
    NOT_OWED = "not_owed"
    NOT_OURS = "not_ours"
    RELAXED = "relaxed"


def fate_of(kept_as: str, ended_as: str, *, in_time: bool) -> Fate | None:
    """Return what became of a promise that was kept or ended `in_time`, or neither.

    None is for one that goes on in another case.
    """
    if kept_as:
        return Fate.KEPT if in_time else Fate.LATE
    if not ended_as:
        return Fate.OPEN
    if ended_as == End.WITHDRAWN and not in_time:
        # Nobody answered while it was owed.
        return Fate.CLOSED
    if ended_as in NOT_OWED:
        return Fate.NOT_OWED
    return APART.get(ended_as, Fate.CLOSED)


APART: dict[str, Fate | None] = {End.NOT_OURS: Fate.NOT_OURS, End.RELAXED: Fate.RELAXED, End.MOVED: None}


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of promises by what became of them.

    `unneeded` and `undelivered` are among the closed, `by_hand` and `platform` among the kept and the late.
    """

    kept: int = 0
    late: int = 0
    open: int = 0
    closed: int = 0
    not_owed: int = 0
    not_ours: int = 0
    relaxed: int = 0
    unneeded: int = 0
    undelivered: int = 0
    by_hand: int = 0
    platform: int = 0

    @classmethod
    def of(cls, number: int, kept_as: str, ended_as: str, *, in_time: bool) -> Self:
        fate = fate_of(kept_as, ended_as, in_time=in_time)
        also = ALSO.get(kept_as or ended_as)
        return cls(**{name: number for name in (fate, also) if fate and name})

    def __add__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, name) + getattr(other, name) for name in COUNTED))

    def __sub__(self, other: Self) -> Self:
        return type(self)(*(getattr(self, name) - getattr(other, name) for name in COUNTED))


COUNTED = tuple(each.name for each in fields(Counts))
ALSO: dict[str, str] = {
    End.UNNEEDED: "unneeded",
    End.UNDELIVERABLE: "undelivered",
    Kept.BY_HAND: "by_hand",
    Kept.PLATFORM: "platform",
}


@dataclass(frozen=True, slots=True)
class Owed:
    """The promises of one kind and severity that fell due on a day.

    `team` is the key of the team that made them, or None. `by_person` has numbers by how they ended, for the keys of
    those who ended them.
    """

    kind: str
    severity: int
    team: int | None = None
    counts: Counts = Counts()
    by_person: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Promises:
    """What became of the `fell_due` promises.

    These are the kept, the kept late, the late that are still open, and the closed. `share` (0 to 1) is of the kept
    among them all. What was not owed or not ours is beside them.
    """

    fell_due: int
    kept: int
    kept_late: int
    open_late: int
    closed: int
    share: float | None
    not_owed: int
    not_ours: int
    relaxed: int
    unneeded: int
    undelivered: int
    by_hand: int
    by_hand_share: float | None
    on_platform: int
    on_platform_share: float | None


def promises_of(counts: Counts) -> Promises:
    fell_due = counts.kept + counts.late + counts.open + counts.closed
    given = counts.kept + counts.late
    return Promises(
        fell_due=fell_due,
        kept=counts.kept,
        kept_late=counts.late,
        open_late=counts.open,
        closed=counts.closed,
        share=counts.kept / fell_due if fell_due else None,
        not_owed=counts.not_owed,
        not_ours=counts.not_ours,
        relaxed=counts.relaxed,
        unneeded=counts.unneeded,
        undelivered=counts.undelivered,
        by_hand=counts.by_hand,
        by_hand_share=counts.by_hand / given if given else None,
        on_platform=counts.platform,
        on_platform_share=counts.platform / given if given else None,
    )


def promise_figures(owed: Iterable[Owed]) -> dict[str, Promises]:
    """Return the figures of each target and each severity, and of all.

    A team's promises are under its two targets alone.
    """
    found = defaultdict[str, Counts](Counts)
    for each in owed:
        found[each.kind] += each.counts
        if each.kind not in OF_TEAMS:
            found[ALL] += each.counts
            found[Severity(each.severity).name.lower()] += each.counts
    return {name: promises_of(found[name]) for name in NAMES}


NAMES = (ALL, *(kind.value for kind in Kind), *(severity.name.lower() for severity in reversed(Severity)))


def promises_by_team(owed: Iterable[Owed]) -> dict[int, dict[str, Promises]]:
    """Return the figures of the two targets of each team."""
    found = defaultdict[int, list[Owed]](list)
    for each in owed:
        if each.team is not None:
            found[each.team].append(each)
    return {
        team: {kind.value: promises_of(sum_of(each.counts for each in rows if each.kind == kind)) for kind in OF_TEAMS}
        for team, rows in found.items()
    }


def ended_by_person(owed: Iterable[Owed]) -> dict[int, dict[str, int]]:
    """Return how many promises each person ended as not owed, or as in need of no answer."""
    found = defaultdict[int, dict[str, int]](lambda: dict.fromkeys(OF_PERSONS, 0))
    for each in owed:
        for person, ends in each.by_person.items():
            for end, number in ends.items():
                found[int(person)][end] += number
    return dict(found)


def sum_of(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())
