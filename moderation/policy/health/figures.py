"""Fold daily counts into figures."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

from moderation.policy.health.days import Day
from moderation.policy.health.promises import Promises, promise_figures
from moderation.policy.health.teams import Escalations, escalation_figures
from moderation.policy.health.waiting import Backlog, Waiting, waiting_figures
from moderation.policy.histogram import Histogram

Key = TypeVar("Key", date, int)


@dataclass(frozen=True, slots=True)
class Messages:
    """Numbers of messages and active members.

    `active_members` is how many different members wrote, and None when that was not counted.
    """

    total: int
    members: int
    staff: int
    active_members: int | None


@dataclass(frozen=True, slots=True)
class Tone:
    """Sentiment of the `n` scored messages.

    `mean` is the mean compound (-1 to 1). `negative_share` is of the scored, `not_scored_share` of the scored and not
    scored together, both 0 to 1.
    """

    n: int
    mean: float | None
    negative: int
    negative_share: float | None
    not_scored: int
    not_scored_share: float | None


@dataclass(frozen=True, slots=True)
class Times:
    """Durations of `n` answers in seconds.

    Median and 90th percentile are by nearest rank, within 2 %.
    """

    n: int
    median_seconds: float | None
    p90_seconds: float | None
    mean_seconds: float | None


@dataclass(frozen=True, slots=True)
class Clocks:
    """Durations on the wall clock and in working time."""

    wall: Times
    working: Times


@dataclass(frozen=True, slots=True)
class Response:
    """Durations until the first message of a thread, and every message, was answered."""

    first: Clocks
    every: Clocks


@dataclass(frozen=True, slots=True)
class Attainment:
    """The share (0 to 1) of `n` settled targets that was met."""

    n: int
    met: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Targets:
    """Attainment of the two targets."""

    first_action: Attainment
    first_reply: Attainment


@dataclass(frozen=True, slots=True)
class Engagement:
    """Reactions and replies to posts.

    `reactions` is the sum over the `reactions_known` posts and replies that came with a count, and None when none did.
    Where only some did, `reactions_per_post` is too low, as it divides by all posts.
    """

    posts: int
    replies: int
    reactions: int | None
    reactions_known: int
    replies_per_post: float | None
    reactions_per_post: float | None


@dataclass(frozen=True, slots=True)
class Cases:
    """Numbers of opened and closed cases."""

    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class Durations:
    """How long members waited, and how long the desk took, which are never mixed.

    A member's wait is from posting to the answer, and a next reply's too. The desk's time is working time from the
    start of a clock to the first action. `to_receive` is from posting until we received a message.
    """

    member_wait: Times
    next_reply: Times
    desk: Times
    to_close: Times
    report_to_action: Times
    to_receive: Times


@dataclass(frozen=True, slots=True)
class Revised:
    """Of the `n` decisions made, how many were undone, and how many cases opened again."""

    n: int
    undone: int
    reopened: int
    share: float | None


@dataclass(frozen=True, slots=True)
class Reports:
    """Numbers of reported messages, of their reports, and of those that a decision upheld."""

    messages: int
    reports: int
    upheld: int
    upheld_share: float | None


@dataclass(frozen=True, slots=True)
class Members:
    """Of the active members, how many wrote for the first time, and how many had written before."""

    new: int
    returning: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a health page for some days and channels."""

    messages: Messages
    sentiment: Tone
    response: Response
    targets: Targets
    engagement: Engagement
    cases: Cases
    decisions: dict[str, int]
    automated_messages: int
    promises: dict[str, Promises]
    waiting: Waiting
    backlog: Backlog
    durations: Durations
    revised: Revised
    reports: Reports
    escalations: Escalations

    def as_json(self) -> dict[str, Any]:
        """Return the figures as nested dictionaries, named as the fields are."""
        return asdict(self)


def figures_of(days: Iterable[Day], active_members: int | None = None, backlog: Backlog | None = None) -> Figures:
    """Fold days and channels into one set of figures.

    A mean or a share of nothing is None.
    """
    # Active members come from outside, because those of two days do not add up.
    rows = tuple(days)
    return Figures(
        messages=message_figures(rows, active_members),
        sentiment=tone_figures(rows),
        response=response_figures(rows),
        targets=target_figures(rows),
        engagement=engagement_figures(rows),
        cases=Cases(sum(day.cases_opened for day in rows), sum(day.cases_closed for day in rows)),
        decisions=decision_counts(rows),
        automated_messages=sum(day.automated_messages for day in rows),
        promises=promise_figures(each for day in rows for each in day.owed),
        waiting=waiting_figures(each for day in rows for each in day.waits),
        backlog=backlog or Backlog(),
        durations=duration_figures(rows),
        revised=revised_figures(rows),
        reports=report_figures(rows),
        escalations=escalation_figures(each for day in rows for each in day.asked),
    )


def by_day(
    days: Iterable[Day],
    dates: Iterable[date],
    active_members: Mapping[date, int] | None = None,
    backlogs: Mapping[date, Backlog] | None = None,
) -> dict[date, Figures]:
    """Return the figures of each of `dates` in their order.

    Dates without a row are included, and rows of other dates do not count. A date that `active_members` leaves out had
    none.
    """
    rows = defaultdict[date, list[Day]](list)
    for day in days:
        rows[day.date].append(day)
    standing = backlogs or {}
    return {each: figures_of(rows.get(each, ()), active_on(active_members, each), standing.get(each)) for each in dates}


def figures_by_channel(
    days: Iterable[Day],
    active_members: Mapping[int, int] | None = None,
    backlogs: Mapping[int, Backlog] | None = None,
) -> dict[int, Figures]:
    """Return the figures of each channel that has a row, by channel number.

    `active_members` is as in `by_day`.
    """
    rows = defaultdict[int, list[Day]](list)
    for day in days:
        rows[day.channel].append(day)
    standing = backlogs or {}
    return {each: figures_of(rows[each], active_on(active_members, each), standing.get(each)) for each in sorted(rows)}


def active_on(known: Mapping[Key, int] | None, key: Key) -> int | None:
    return None if known is None else known.get(key, 0)


def message_figures(days: Sequence[Day], active_members: int | None) -> Messages:
    members, staff = sum(day.member_messages for day in days), sum(day.staff_messages for day in days)
    return Messages(members + staff, members, staff, active_members)


def tone_figures(days: Sequence[Day]) -> Tone:
    n, negative = sum(day.scored for day in days), sum(day.negative for day in days)
    not_scored = sum(day.not_scored for day in days)
    # fsum, so that the order of the rows does not show in the figure.
    mean = ratio(math.fsum(day.compound_sum for day in days), n)
    return Tone(n, mean, negative, ratio(negative, n), not_scored, ratio(not_scored, n + not_scored))


def response_figures(days: Sequence[Day]) -> Response:
    return Response(
        first=Clocks(time_figures(day.first_wall for day in days), time_figures(day.first_working for day in days)),
        every=Clocks(time_figures(day.every_wall for day in days), time_figures(day.every_working for day in days)),
    )


def time_figures(histograms: Iterable[Histogram]) -> Times:
    together = sum(histograms, Histogram())
    return Times(together.n, together.median, together.p90, together.mean)


def target_figures(days: Sequence[Day]) -> Targets:
    return Targets(
        attainment(sum(day.first_action_met for day in days), sum(day.first_action_missed for day in days)),
        attainment(sum(day.first_reply_met for day in days), sum(day.first_reply_missed for day in days)),
    )


def attainment(met: int, missed: int) -> Attainment:
    return Attainment(met + missed, met, ratio(met, met + missed))


def engagement_figures(days: Sequence[Day]) -> Engagement:
    posts, replies = sum(day.posts for day in days), sum(day.replies for day in days)
    known = sum(day.reactions_known for day in days)
    reactions = sum(day.reactions for day in days) if known else None
    per_post = None if reactions is None else ratio(reactions, posts)
    return Engagement(posts, replies, reactions, known, ratio(replies, posts), per_post)


def duration_figures(days: Sequence[Day]) -> Durations:
    return Durations(
        member_wait=time_figures(day.wait_wall for day in days),
        next_reply=time_figures(day.next_wall for day in days),
        desk=time_figures(day.desk_working for day in days),
        to_close=time_figures(day.close_wall for day in days),
        report_to_action=time_figures(day.report_wall for day in days),
        to_receive=time_figures(day.delay_wall for day in days),
    )


def revised_figures(days: Sequence[Day]) -> Revised:
    undone, reopened = sum(day.decisions_undone for day in days), sum(day.decisions_reopened for day in days)
    made = undone + sum(sum(day.decisions.values()) for day in days)
    return Revised(made, undone, reopened, ratio(undone + reopened, made))


def report_figures(days: Sequence[Day]) -> Reports:
    reported, upheld = sum(day.reported for day in days), sum(day.reports_upheld for day in days)
    return Reports(reported, sum(day.reports for day in days), upheld, ratio(upheld, reported))


def decision_counts(days: Sequence[Day]) -> dict[str, int]:
    counts = Counter[str]()
    for day in days:
        counts.update(day.decisions)
    return dict(sorted(counts.items()))


def ratio(part: float, whole: int) -> float | None:
    return part / whole if whole else None
