"""One channel's counts of one day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from moderation.policy.health.moods import Said
from moderation.policy.health.promises import Owed
from moderation.policy.health.teams import Asked
from moderation.policy.health.waiting import Wait
from moderation.policy.histogram import Histogram


@dataclass(frozen=True, slots=True)
class Day:
    """One channel's rollup of one day.

    Everything but date and channel adds up over both. Counts are whole numbers. `posts` and `replies` are members' and
    staff's. `reactions` is the sum over those posts and replies whose reactions are known, `reactions_known` how many
    those are. `scored`, `compound_sum` (the sum of compounds, each -1 to 1), `negative` (compound -0.05 or lower) and
    `not_scored` are of members' messages. `decisions` counts by kind (keep, hide, …) those that stand, and
    `decisions_reopened` those of them whose case opened again. `reported` messages had `reports` together. The
    histograms are of seconds. What comes last has to be told apart by person, target or team.
    """

    date: date
    channel: int
    member_messages: int = 0
    staff_messages: int = 0
    automated_messages: int = 0
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
    decisions_undone: int = 0
    decisions_reopened: int = 0
    reported: int = 0
    reports: int = 0
    reports_upheld: int = 0
    first_action_met: int = 0
    first_action_missed: int = 0
    first_reply_met: int = 0
    first_reply_missed: int = 0
    first_wall: Histogram = field(default_factory=Histogram)
    first_working: Histogram = field(default_factory=Histogram)
    every_wall: Histogram = field(default_factory=Histogram)
    every_working: Histogram = field(default_factory=Histogram)
    # A member's wait, and the desk's time.
    wait_wall: Histogram = field(default_factory=Histogram)
    next_wall: Histogram = field(default_factory=Histogram)
    desk_working: Histogram = field(default_factory=Histogram)
    close_wall: Histogram = field(default_factory=Histogram)
    report_wall: Histogram = field(default_factory=Histogram)
    # From posted to received.
    delay_wall: Histogram = field(default_factory=Histogram)
    members: Sequence[int] = ()
    owed: tuple[Owed, ...] = ()
    waits: tuple[Wait, ...] = ()
    moods: tuple[Said, ...] = ()
    asked: tuple[Asked, ...] = ()
