"""Charts of a health page by day, each with a sentence on what it shows."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from moderation.policy.health import Clocks, Figures
from moderation.rollups.words import count_words, counted_plural, duration_words, mood_figure, names_of, share_words
from moderation.web.health import charts, tables
from moderation.web.health.drawing import BOTTOM, LEFT, TOP, Drawing, Label, Plot
from moderation.web.health.tables import Column

ByDay = Mapping[date, Figures]
# Sentiment has two drawings, because two scales in one would invite a wrong comparison.
MOOD_BOTTOM, SHARE_TOP = 112.0, 140.0
PERCENTS = (0, 0.25, 0.5, 0.75, 1)
CLOCKS = (
    ("l3", "working, half"),
    ("l4", "working, 9 in 10"),
    ("l1", "wall clock, half"),
    ("l2", "wall clock, 9 in 10"),
)


def all_plots(total: Figures, by_day: ByDay) -> list[Plot]:
    first = "From a member’s first message of a thread to staff’s first in it"
    every = "From each message that staff replied to, to that reply"
    return [
        messages_plot(total, by_day),
        sentiment_plot(by_day),
        response_plot("first", "First response by day", first, by_day, lambda f: f.response.first),
        response_plot("every", "Every reply by day", every, by_day, lambda f: f.response.every),
        targets_plot(by_day),
        cases_plot(total, by_day),
    ]


def messages_plot(total: Figures, by_day: ByDay) -> Plot:
    drawing, members = Drawing(list(by_day)), [f.messages.members for f in by_day.values()]
    sums = [f.messages.total for f in by_day.values()]
    scale = counting_scale(drawing, max(sums))
    drawing.stand("bar", members, scale)
    drawing.stand("bar-2", [f.messages.staff for f in by_day.values()], scale, members)
    said = f"{counted_plural(total.messages.members, 'message')} by members and {total.messages.staff:,} by staff. "
    finding = f"{said}The sum of a day {range_in_words(by_day, sums, lambda value: f'{value:,.0f}')}."
    key = [("bar", "members"), ("bar-2", "staff, on top")]
    return Plot(
        "messages", "Messages by day", "", key, finding, drawing, daily_table((*tables.MESSAGES, tables.ACTIVE), by_day)
    )


def sentiment_plot(by_day: ByDay) -> Plot:
    drawing = Drawing(list(by_day))
    means = [f.sentiment.mean for f in by_day.values()]
    shares = [f.sentiment.negative_share for f in by_day.values()]
    ends = charts.scale_ticks(min([0, *known_values(means)]), max([0, *known_values(means)]), 3)
    scale = charts.linear_scale(ends[0], ends[-1], MOOD_BOTTOM, TOP)
    drawing.ruled(ends, scale, (mood_figure(tick) if tick else "0" for tick in ends))
    drawing.based(scale(0))
    drawing.line("l1", means, scale)
    highest = charts.scale_ticks(0, max([0.1, *known_values(shares)]))[-1]
    part = charts.linear_scale(0, highest, BOTTOM, SHARE_TOP)
    drawing.ruled((0, highest), part, map(percent_tick, (0, highest)))
    drawing.based(BOTTOM)
    drawing.stand("bad", shares, part)
    drawing.captions.append(Label(LEFT, SHARE_TOP - 8, "negative share of the scored"))
    mean, share = range_in_words(by_day, means, mood_figure), range_in_words(by_day, shares, share_words)
    finding = f"The mean {mean}. The negative share {share}."
    key = [("l1", "mean, −1 to +1"), ("bad", "negative share")]
    return Plot(
        "sentiment",
        "Sentiment by day",
        "members’ scored messages",
        key,
        finding,
        drawing,
        daily_table(tables.TONE, by_day),
    )


def response_plot(slug: str, title: str, note: str, by_day: ByDay, clocks: Callable[[Figures], Clocks]) -> Plot:
    drawing, each = Drawing(list(by_day)), [clocks(f) for f in by_day.values()]
    half, most = [c.working.median_seconds for c in each], [c.working.p90_seconds for c in each]
    drawn = [
        ("l1", [c.wall.median_seconds for c in each]),
        ("l2", [c.wall.p90_seconds for c in each]),
        ("l3", half),
        ("l4", most),
    ]
    if took := known_values(value for _, values in drawn for value in values):
        ticks = charts.duration_ticks(took)
        # Answers take from minutes to weeks, which no linear scale can show.
        scale = charts.logarithmic_scale(ticks[0], ticks[-1], BOTTOM, TOP)
        drawing.ruled(ticks, scale, (charts.DURATIONS[tick] for tick in ticks))
        for look, values in drawn:
            drawing.line(look, values, scale)
    finding = (
        f"In working time the median {range_in_words(by_day, half, duration_words)}. "
        f"The 90th percentile {range_in_words(by_day, most, duration_words)}."
    )
    first = slug == "first"
    columns = (tables.FIRST_WORKING + tables.FIRST_WALL) if first else (tables.EVERY_WORKING + tables.EVERY_WALL)
    return Plot(slug, title, f"{note}; log scale", list(CLOCKS), finding, drawing, daily_table(columns, by_day))


def targets_plot(by_day: ByDay) -> Plot:
    drawing = Drawing(list(by_day))
    scale = charts.linear_scale(0, 1, BOTTOM, TOP)
    action = [f.targets.first_action.share for f in by_day.values()]
    reply = [f.targets.first_reply.share for f in by_day.values()]
    drawing.ruled(PERCENTS, scale, map(percent_tick, PERCENTS))
    drawing.based(BOTTOM)
    drawing.line("l1", action, scale)
    drawing.line("l3", reply, scale)
    acted, replied = range_in_words(by_day, action, share_words), range_in_words(by_day, reply, share_words)
    finding = f"First action in time {acted}. First reply in time {replied}."
    key = [("l1", "first action in time"), ("l3", "first reply in time")]
    return Plot(
        "targets",
        "Targets met by day",
        "share of those settled",
        key,
        finding,
        drawing,
        daily_table(tables.TARGETS, by_day),
    )


def cases_plot(total: Figures, by_day: ByDay) -> Plot:
    drawing, opened = Drawing(list(by_day)), [f.cases.opened for f in by_day.values()]
    closed = [f.cases.closed for f in by_day.values()]
    scale = counting_scale(drawing, max([*opened, *closed]))
    drawing.stand("bar", opened, scale)
    drawing.line("l3", closed, scale)
    said = f"{counted_plural(total.cases.opened, 'case')} opened and {total.cases.closed:,} closed. "
    finding = f"{said}What was opened on a day {range_in_words(by_day, opened, lambda value: f'{value:,.0f}')}."
    key = [("bar", "opened"), ("l3", "closed")]
    return Plot(
        "cases", "Cases by day", "", key, finding, drawing, daily_table((*tables.CASES, tables.DECISIONS), by_day)
    )


def counting_scale(drawing: Drawing, highest: int) -> charts.Scale:
    """Return a ruled scale of whole numbers from 0 on."""
    ticks = charts.count_ticks(highest)
    scale = charts.linear_scale(0, ticks[-1], BOTTOM, TOP)
    drawing.ruled(ticks, scale, (count_words(int(tick)) for tick in ticks))
    drawing.based(BOTTOM)
    return scale


def range_in_words(dates: Iterable[date], values: Iterable[float | None], say: Callable[[float], str]) -> str:
    """Write the end of a sentence on the range of a figure.

    It says between which values the figure lies, when, and on how many days it is unknown.
    """
    days = list(zip(dates, values, strict=True))
    name = names_of(day for day, _ in days)
    found = [(value, day) for day, value in days if value is not None]
    if not found:
        return "is unknown on every day"
    low, high = min(found), max(found, key=lambda each: each[0])
    missing = len(days) - len(found)
    but = f", and is unknown on {counted_plural(missing, 'day')}" if missing else ""
    if say(low[0]) == say(high[0]):
        return f"is {say(low[0])} on every day{' that is known' if missing else ''}{but}"
    return f"goes from {say(low[0])} ({name(low[1])}) to {say(high[0])} ({name(high[1])}){but}"


def percent_tick(tick: float) -> str:
    return f"{tick * 100:.0f} %"


def known_values(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def daily_table(columns: Iterable[Column], by_day: ByDay) -> tables.Table:
    name = names_of(by_day)
    return tables.figures_table("Day", columns, ((name(day), figures) for day, figures in by_day.items()))
