"""The figures on top of a health page, with their definitions."""

from collections.abc import Callable
from dataclasses import dataclass

from moderation.policy.health import Attainment, Clocks, Figures
from moderation.rollups.words import (
    UNKNOWN,
    count_words,
    counted_plural,
    duration_words,
    mood_figure,
    rate_words,
    share_words,
)
from moderation.web.health.tables import by_kind


@dataclass(frozen=True, slots=True)
class Measure:
    """The recipe of a tile.

    `figure` is the one number, `unit` stands beside it and `of` in lines under it.
    """

    name: str
    unit: str
    figure: Callable[[Figures], str]
    of: Callable[[Figures], list[str]]
    definition: str


@dataclass(frozen=True, slots=True)
class Tile:
    name: str
    figure: str
    unit: str
    of: list[str]
    was: str
    definition: str


def health_tiles(now: Figures, before: Figures | None) -> list[Tile]:
    """Return a tile for every measure.

    `before` are the figures of the days before, if anything was counted then.
    """
    return [measure_tile(measure, now, before) for measure in MEASURES]


def measure_tile(measure: Measure, now: Figures, before: Figures | None) -> Tile:
    figure = measure.figure(now)
    was = f"was {measure.figure(before)}" if before else "not counted before"
    unit = "" if figure == UNKNOWN else measure.unit
    return Tile(measure.name, figure, unit, measure.of(now), was, measure.definition)


def of_clocks(clocks: Clocks) -> list[str]:
    if not clocks.wall.n:
        return ["no answer counted"]
    return [
        f"9 in 10 within {duration_words(clocks.working.p90_seconds)}",
        f"wall clock {duration_words(clocks.wall.median_seconds)}, "
        f"9 in 10 within {duration_words(clocks.wall.p90_seconds)}",
        f"n {clocks.wall.n:,}",
    ]


def of_target(target: Attainment) -> list[str]:
    return [f"{target.met:,} of {counted_plural(target.n, 'case')}" if target.n else "no target settled yet"]


def of_tone(figures: Figures) -> list[str]:
    return [f"n {figures.sentiment.n:,} scored", not_scored(figures)]


def not_scored(figures: Figures) -> str:
    tone = figures.sentiment
    of_all = "" if tone.not_scored_share is None else f" ({share_words(tone.not_scored_share)})"
    return f"{tone.not_scored:,} not scored{of_all}"


def of_negative(figures: Figures) -> list[str]:
    return [f"{figures.sentiment.negative:,} of {figures.sentiment.n:,} scored", not_scored(figures)]


def of_reactions(figures: Figures) -> list[str]:
    drawn = figures.engagement
    known = f"known of {drawn.reactions_known:,} of {drawn.posts + drawn.replies:,} posts and replies"
    return [known] if drawn.reactions is None else [f"{drawn.reactions:,} reactions", known]


MEASURES = (
    Measure(
        "Messages",
        "",
        lambda f: count_words(f.messages.total),
        lambda f: [f"{f.messages.members:,} by members, {f.messages.staff:,} by staff"],
        "What members and staff wrote, by the day on which it was posted. What was deleted there counts nowhere.",
    ),
    Measure(
        "Active members",
        "",
        lambda f: count_words(f.messages.active_members),
        lambda f: [f"who wrote {counted_plural(f.messages.members, 'message')}"],
        "How many different members wrote. Whoever wrote on several days or in several channels counts once; "
        "staff and messages without an author do not count.",
    ),
    Measure(
        "Mean sentiment",
        "−1 to +1",
        lambda f: mood_figure(f.sentiment.mean),
        of_tone,
        "The mean compound score of members’ messages that could be scored. A message in a language that the engine "
        "does not read, or without words, is not scored: it is in no mean and no share.",
    ),
    Measure(
        "Negative messages",
        "of scored",
        lambda f: share_words(f.sentiment.negative_share),
        of_negative,
        "The share of members’ scored messages with a compound score of −0.05 or lower.",
    ),
    Measure(
        "Replies per post",
        "",
        lambda f: rate_words(f.engagement.replies_per_post),
        lambda f: [
            f"{counted_plural(f.engagement.replies, 'reply', 'replies')}, {counted_plural(f.engagement.posts, 'post')}"
        ],
        "The replies of these days divided by the posts of these days, whoever wrote them. A post begins a thread; all "
        "else in it is a reply.",
    ),
    Measure(
        "Reactions per post",
        "",
        lambda f: rate_words(f.engagement.reactions_per_post),
        of_reactions,
        "The reactions to the posts and replies of these days, divided by the posts. Where the source gives no count, "
        "reactions are not known, and the figure is too low by as much.",
    ),
    Measure(
        "First response",
        "working, half within",
        lambda f: duration_words(f.response.first.working.median_seconds),
        lambda f: of_clocks(f.response.first),
        "How long a thread that a member began waited for its first message by staff, on the day of that answer. Half "
        "of them took no longer than the figure (the median). Working time is that of the hours named below, the wall "
        "clock counts every hour; the median and “9 in 10” (the 90th percentile) are within 2 %.",
    ),
    Measure(
        "Every reply",
        "working, half within",
        lambda f: duration_words(f.response.every.working.median_seconds),
        lambda f: of_clocks(f.response.every),
        "How long each message of a member that staff replied to waited for that reply, wherever in a thread it "
        "stands, on the day of the reply.",
    ),
    Measure(
        "First action in time",
        "",
        lambda f: share_words(f.targets.first_action.share),
        lambda f: of_target(f.targets.first_action),
        "Of the cases whose first action came in these days and had a target: the share in which it came in time. A "
        "person’s decision, reply, escalation or closing is an action; a claim or a note is none. A case that still "
        "waits is not in it yet.",
    ),
    Measure(
        "First reply in time",
        "",
        lambda f: share_words(f.targets.first_reply.share),
        lambda f: of_target(f.targets.first_reply),
        "Of the cases whose first reply came in these days and had a target: the share in which it came in time. A "
        "case that still waits, or that was closed without a reply, is not in it.",
    ),
    Measure(
        "Cases opened",
        "",
        lambda f: count_words(f.cases.opened),
        lambda f: [f"{f.cases.closed:,} closed"],
        "Cases that were opened in these days. Those closed in these days may have been opened earlier.",
    ),
    Measure(
        "Decisions",
        "",
        lambda f: count_words(sum(f.decisions.values())),
        lambda f: [by_kind(f.decisions) or "nobody decided anything"],
        "What people decided on cases, by kind, on the day of the decision. One that was undone does not count.",
    ),
)
