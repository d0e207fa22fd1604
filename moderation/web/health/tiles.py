"""The figures of a health page about what was said and done, with their definitions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from moderation.policy.health import Attainment, Clocks, Figures, Times
from moderation.policy.health.definitions import DEFINITIONS
from moderation.rollups.words import (
    UNKNOWN,
    count_words,
    counted_plural,
    duration_words,
    rate_words,
    share_words,
)
from moderation.web.health.tables import by_kind


@dataclass(frozen=True, slots=True)
class Measure:
    """The recipe of a tile.

    `figure` is the one number, `unit` stands beside it and `of` in lines under it. `one` is the unit of a single one,
    where it differs.
    """

    name: str
    unit: str
    figure: Callable[[Figures], str]
    of: Callable[[Figures], list[str]]
    one: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    name: str
    figure: str
    unit: str
    of: list[str]
    was: str
    definition: str


def tiles_of(measures: Iterable[Measure], now: Figures, before: Figures | None) -> list[Tile]:
    """Return a tile for every measure.

    `before` are the figures of the days before, if anything was counted then.
    """
    return [measure_tile(measure, now, before) for measure in measures]


def measure_tile(measure: Measure, now: Figures, before: Figures | None) -> Tile:
    figure = measure.figure(now)
    was = f"was {measure.figure(before)}" if before else "not counted before"
    unit = measure.one if measure.one and figure == "1" else measure.unit
    unit = "" if figure == UNKNOWN else unit
    return Tile(measure.name, figure, unit, measure.of(now), was, DEFINITIONS[measure.name])


def of_clocks(clocks: Clocks) -> list[str]:
    if not clocks.wall.n:
        return ["no answer counted"]
    return [
        f"9 in 10 within {duration_words(clocks.working.p90_seconds)}",
        f"wall clock {duration_words(clocks.wall.median_seconds)}, "
        f"9 in 10 within {duration_words(clocks.wall.p90_seconds)}",
        f"{clocks.wall.n:,} counted",
    ]


def of_times(times: Times) -> list[str]:
    if not times.n:
        return ["none counted"]
    return [f"9 in 10 within {duration_words(times.p90_seconds)}", f"{times.n:,} counted"]


def of_target(target: Attainment) -> list[str]:
    return [f"{target.met:,} of {counted_plural(target.n, 'case')}" if target.n else "no target settled yet"]


def not_scored(figures: Figures) -> str:
    tone = figures.sentiment
    of_all = "" if tone.not_scored_share is None else f" ({share_words(tone.not_scored_share)})"
    return f"{tone.not_scored:,} not scored{of_all}"


def of_reactions(figures: Figures) -> list[str]:
    drawn = figures.engagement
    known = f"known of {drawn.reactions_known:,} of {drawn.posts + drawn.replies:,} posts and replies"
    return [known] if drawn.reactions is None else [f"{drawn.reactions:,} reactions", known]


ACTIVITY = (
    Measure(
        "Messages",
        "",
        lambda f: count_words(f.messages.total),
        lambda f: [f"{f.messages.members:,} by members, {f.messages.staff:,} by staff"],
    ),
    Measure(
        "Active members",
        "",
        lambda f: count_words(f.messages.active_members),
        lambda f: [f"who wrote {counted_plural(f.messages.members, 'message')}"],
    ),
    Measure(
        "Replies per post",
        "",
        lambda f: rate_words(f.engagement.replies_per_post),
        lambda f: [
            f"{counted_plural(f.engagement.replies, 'reply', 'replies')}, {counted_plural(f.engagement.posts, 'post')}"
        ],
    ),
    Measure(
        "Reactions per post",
        "",
        lambda f: rate_words(f.engagement.reactions_per_post),
        of_reactions,
    ),
    Measure(
        "First response",
        "working, half within",
        lambda f: duration_words(f.response.first.working.median_seconds),
        lambda f: of_clocks(f.response.first),
    ),
    Measure(
        "Every reply",
        "working, half within",
        lambda f: duration_words(f.response.every.working.median_seconds),
        lambda f: of_clocks(f.response.every),
    ),
    Measure(
        "First action in time",
        "",
        lambda f: share_words(f.targets.first_action.share),
        lambda f: of_target(f.targets.first_action),
    ),
    Measure(
        "First reply in time",
        "",
        lambda f: share_words(f.targets.first_reply.share),
        lambda f: of_target(f.targets.first_reply),
    ),
    Measure(
        "Cases opened",
        "",
        lambda f: count_words(f.cases.opened),
        lambda f: [f"{f.cases.closed:,} closed"],
    ),
    Measure(
        "Time to close",
        "half take less",
        lambda f: duration_words(f.durations.to_close.median_seconds),
        lambda f: of_times(f.durations.to_close),
    ),
    Measure("Automated messages", "apart", lambda f: count_words(f.automated_messages), lambda _: []),
    Measure(
        "Decisions",
        "",
        lambda f: count_words(sum(f.decisions.values())),
        lambda f: [by_kind(f.decisions) or "nobody decided anything"],
    ),
)
