"""Figures of a health page, from daily counts.

An unknown figure is None and never 0.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, TypeVar

from moderation.policy.histogram import Histogram

Key = TypeVar("Key", date, int)


@dataclass(frozen=True, slots=True)
class Day:
    """One channel's rollup of one day.

    Everything but date and channel adds up over both. Counts are whole numbers. `posts` and `replies` are members' and
    staff's. `reactions` is the sum over those posts and replies whose reactions are known, `reactions_known` how many
    those are. `scored`, `compound_sum` (the sum of compounds, each -1 to 1), `negative` (compound -0.05 or lower) and
    `not_scored` are of members' messages. `decisions` counts by kind (keep, hide, …). The histograms are of seconds
    until staff responded: to the first message of a thread and to every one, on the wall clock and in working time.
    """

    date: date
    channel: int
    member_messages: int = 0
    staff_messages: int = 0
    posts: int = 0
    replies: int = 0
    reactions: int = 0
    reactions_known: int = 0
    scored: int = 0
    compound_sum: float = 0.0
    negative: int = 0
    not_scored: int = 0
    cases_opened: int = 0
    cases_closed: int = 0
    decisions: Mapping[str, int] = field(default_factory=dict)
    first_action_met: int = 0
    first_action_missed: int = 0
    first_reply_met: int = 0
    first_reply_missed: int = 0
    first_wall: Histogram = field(default_factory=Histogram)
    first_working: Histogram = field(default_factory=Histogram)
    every_wall: Histogram = field(default_factory=Histogram)
    every_working: Histogram = field(default_factory=Histogram)


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
class Figures:
    """All figures of a health page for some days and channels."""

    messages: Messages
    sentiment: Tone
    response: Response
    targets: Targets
    engagement: Engagement
    cases: Cases
    decisions: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """Return the figures as nested dictionaries, named as the fields are."""
        return asdict(self)


def figures_of(days: Iterable[Day], active_members: int | None = None) -> Figures:
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
    )


def by_day(
    days: Iterable[Day], dates: Iterable[date], active_members: Mapping[date, int] | None = None
) -> dict[date, Figures]:
    """Return the figures of each of `dates` in their order.

    Dates without a row are included, and rows of other dates do not count. A date that `active_members` leaves out had
    none.
    """
    rows = defaultdict[date, list[Day]](list)
    for day in days:
        rows[day.date].append(day)
    return {each: figures_of(rows.get(each, ()), active_on(active_members, each)) for each in dates}


def figures_by_channel(days: Iterable[Day], active_members: Mapping[int, int] | None = None) -> dict[int, Figures]:
    """Return the figures of each channel that has a row, by channel number.

    `active_members` is as in `by_day`.
    """
    rows = defaultdict[int, list[Day]](list)
    for day in days:
        rows[day.channel].append(day)
    return {each: figures_of(rows[each], active_on(active_members, each)) for each in sorted(rows)}


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


def decision_counts(days: Sequence[Day]) -> dict[str, int]:
    counts = Counter[str]()
    for day in days:
        counts.update(day.decisions)
    return dict(sorted(counts.items()))


def ratio(part: float, whole: int) -> float | None:
    return part / whole if whole else None
