"""Charts of what was said and done, each with a sentence on what it shows."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from moderation.policy.health import Clocks, Figures
from moderation.rollups.words import count_words, counted_plural, duration_words, names_of, share_words
from moderation.web.health import charts, tables
from moderation.web.health.drawing import BOTTOM, TOP, Drawing, Plot
from moderation.web.health.tables import Column

PERCENTS = (0, 0.25, 0.5, 0.75, 1)
CLOCKS = (
    ("l3", "working, half"),
    ("l4", "working, 9 in 10"),
    ("l1", "wall clock, half"),
    ("l2", "wall clock, 9 in 10"),
)


@dataclass(frozen=True, slots=True)
class Series:
    """Figures in the order of time, by the first days of what they are of (“day”, “week” or “month”)."""

    unit: str
    figures: Mapping[date, Figures]

    def __iter__(self) -> Iterator[date]:
        return iter(self.figures)

    def values(self) -> Iterable[Figures]:
        return self.figures.values()


def activity_plots(total: Figures, by_day: Series) -> list[Plot]:
    first = "From a member’s first message of a thread to staff’s first in it"
    every = "From each message that staff replied to, to that reply"
    return [
        messages_plot(total, by_day),
        response_plot("first", "First response", first, by_day, lambda f: f.response.first),
        response_plot("every", "Every reply", every, by_day, lambda f: f.response.every),
        targets_plot(by_day),
        cases_plot(total, by_day),
    ]


def messages_plot(total: Figures, by_day: Series) -> Plot:
    drawing, members = Drawing(list(by_day)), [f.messages.members for f in by_day.values()]
    sums = [f.messages.total for f in by_day.values()]
    scale = counting_scale(drawing, max(sums))
    drawing.stand("bar", members, scale)
    drawing.stand("bar-2", [f.messages.staff for f in by_day.values()], scale, members)
    said = f"{counted_plural(total.messages.members, 'message')} by members and {total.messages.staff:,} by staff. "
    finding = f"{said}The sum of a {by_day.unit} {range_in_words(by_day, sums, lambda value: f'{value:,.0f}')}."
    key = [("bar", "members"), ("bar-2", "staff, on top")]
    return Plot(
        "messages",
        f"Messages by {by_day.unit}",
        "",
        key,
        finding,
        drawing,
        daily_table((*tables.MESSAGES, tables.ACTIVE), by_day),
    )


def response_plot(slug: str, title: str, note: str, by_day: Series, clocks: Callable[[Figures], Clocks]) -> Plot:
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
    return Plot(
        slug,
        f"{title} by {by_day.unit}",
        f"{note}; log scale",
        list(CLOCKS),
        finding,
        drawing,
        daily_table(columns, by_day),
    )


def targets_plot(by_day: Series) -> Plot:
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
        f"Targets met by {by_day.unit}",
        "share of those settled",
        key,
        finding,
        drawing,
        daily_table(tables.TARGETS, by_day),
    )


def cases_plot(total: Figures, by_day: Series) -> Plot:
    drawing, opened = Drawing(list(by_day)), [f.cases.opened for f in by_day.values()]
    closed = [f.cases.closed for f in by_day.values()]
    scale = counting_scale(drawing, max([*opened, *closed]))
    drawing.stand("bar", opened, scale)
    drawing.line("l3", closed, scale)
    said = f"{counted_plural(total.cases.opened, 'case')} opened and {total.cases.closed:,} closed. "
    finding = (
        f"{said}What was opened in a {by_day.unit} {range_in_words(by_day, opened, lambda value: f'{value:,.0f}')}."
    )
    key = [("bar", "opened"), ("l3", "closed")]
    return Plot(
        "cases",
        f"Cases by {by_day.unit}",
        "",
        key,
        finding,
        drawing,
        daily_table((*tables.CASES, tables.DECISIONS), by_day),
    )


def counting_scale(drawing: Drawing, highest: int) -> charts.Scale:
    """Return a ruled scale of whole numbers from 0 on."""
    ticks = charts.count_ticks(highest)
    scale = charts.linear_scale(0, ticks[-1], BOTTOM, TOP)
    drawing.ruled(ticks, scale, (count_words(int(tick)) for tick in ticks))
    drawing.based(BOTTOM)
    return scale


def range_in_words(series: Series, values: Iterable[float | None], say: Callable[[float], str]) -> str:
    """Write the end of a sentence on the range of a figure.

    It says between which values the figure lies, when, and on how many days it is unknown.
    """
    days = list(zip(series, values, strict=True))
    name = names_of(day for day, _ in days)
    found = [(value, day) for day, value in days if value is not None]
    if not found:
        return f"is unknown on every {series.unit}"
    low, high = min(found), max(found, key=lambda each: each[0])
    missing = len(days) - len(found)
    but = f", and is unknown on {counted_plural(missing, series.unit)}" if missing else ""
    if say(low[0]) == say(high[0]):
        return f"is {say(low[0])} on every {series.unit}{' that is known' if missing else ''}{but}"
    return f"goes from {say(low[0])} ({name(low[1])}) to {say(high[0])} ({name(high[1])}){but}"


def percent_tick(tick: float) -> str:
    return f"{tick * 100:.0f} %"


def known_values(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def daily_table(columns: Iterable[Column], by_day: Series) -> tables.Table:
    return tables.figures_table(by_day.unit.capitalize(), columns, named_rows(by_day))


def named_rows(by_day: Series) -> Iterator[tuple[str, Figures]]:
    name = names_of(by_day)
    yield from ((name(day), figures) for day, figures in by_day.figures.items())
