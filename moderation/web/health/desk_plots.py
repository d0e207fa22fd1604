"""Charts of promises, open cases, waits and the mood."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from moderation.policy.health import Figures
from moderation.policy.health.moods import Change
from moderation.policy.health.promises import ALL
from moderation.rollups.report import Report
from moderation.rollups.words import (
    NO_CHANGE,
    count_words,
    counted_plural,
    duration_words,
    interval_words,
    mood_figure,
    names_of,
)
from moderation.web.health import charts, tables
from moderation.web.health.drawing import BOTTOM, TOP, Drawing, Plot
from moderation.web.health.plots import Series, counting_scale, daily_table, known_values, range_in_words
from moderation.web.health.tables import Row, Table

ABOUT_WORDS = "A score is about words, not about people."
Part = tuple[str, str, Callable[[Figures], int]]
PROMISED: tuple[Part, ...] = (
    ("s-kept", "kept", lambda f: f.promises[ALL].kept),
    ("s-late", "kept late", lambda f: f.promises[ALL].kept_late),
    ("s-open", "still open, late", lambda f: f.promises[ALL].open_late),
    ("s-drop", "closed without", lambda f: f.promises[ALL].closed),
)
AGES: tuple[Part, ...] = (
    ("a0", "under a day", lambda f: f.backlog.ages.under_1),
    ("a1", "1 to 3 days", lambda f: f.backlog.ages.from_1),
    ("a2", "3 to 7 days", lambda f: f.backlog.ages.from_3),
    ("a3", "over 7 days", lambda f: f.backlog.ages.from_7),
)


def desk_plots(report: Report, by_day: Series) -> list[Plot]:
    return [promises_plot(report.total, by_day), backlog_plot(by_day), waits_plot(by_day), mood_plot(report)]


def promises_plot(total: Figures, by_day: Series) -> Plot:
    found = total.promises[ALL]
    finding = f"Of {counted_plural(found.fell_due, 'promise')} that fell due {found.kept:,} were kept in time. "
    finding += f"Beside them {found.not_owed:,} were not owed, and {found.not_ours:,} not ours to answer."
    title = f"Promises by the {by_day.unit} they fell due"
    table = daily_table(tables.PROMISES, by_day)
    return Plot(
        "promises", title, "all but those of teams", key_of(PROMISED), finding, stacked(by_day, PROMISED), table
    )


def backlog_plot(by_day: Series) -> Plot:
    sums = [f.backlog.open for f in by_day.values()]
    finding = f"The number of open cases {range_in_words(by_day, sums, lambda value: f'{value:,.0f}')}."
    title = f"Open at the end of each {by_day.unit}"
    table = daily_table(tables.BACKLOG, by_day)
    return Plot("backlog", title, "by age of the case", key_of(AGES), finding, stacked(by_day, AGES), table)


def key_of(parts: Sequence[Part]) -> list[tuple[str, str]]:
    return [(look, name) for look, name, _ in parts]


def stacked(by_day: Series, parts: Sequence[Part]) -> Drawing:
    """Draw the parts of each day one on top of the other."""
    drawing = Drawing(list(by_day))
    scale = counting_scale(drawing, max(sum(of(f) for _, _, of in parts) for f in by_day.values()))
    under = [0.0] * len(drawing.dates)
    for look, _, of in parts:
        values = [of(f) for f in by_day.values()]
        drawing.stand(look, values, scale, under)
        under = [foot + value for foot, value in zip(under, values, strict=True)]
    return drawing


def waits_plot(by_day: Series) -> Plot:
    drawing = Drawing(list(by_day))
    waits = [f.durations.member_wait.median_seconds for f in by_day.values()]
    desk = [f.durations.desk.median_seconds for f in by_day.values()]
    if took := known_values([*waits, *desk]):
        ticks = charts.duration_ticks(took)
        scale = charts.logarithmic_scale(ticks[0], ticks[-1], BOTTOM, TOP)
        drawing.ruled(ticks, scale, (charts.DURATIONS[tick] for tick in ticks))
        drawing.line("l1", waits, scale)
        drawing.line("l3", desk, scale)
    finding = f"The median wait of members {range_in_words(by_day, waits, duration_words)}. "
    finding += f"The median time of the desk {range_in_words(by_day, desk, duration_words)}."
    key = [("l1", "member’s wait, wall clock, half"), ("l3", "desk’s time, working hours, half")]
    table = daily_table(tables.WAITS, by_day)
    return Plot(
        "waits", "Member’s wait and desk’s time", "two different clocks; log scale", key, finding, drawing, table
    )


def mood_plot(report: Report) -> Plot:
    weeks = report.moods.by_week
    drawing = Drawing(list(weeks) or [report.start])
    lows, highs = ([getattr(each, name) for each in weeks.values()] for name in ("low", "high"))
    known = known_values([*lows, *highs, *(each.change for each in weeks.values())])
    ticks = charts.scale_ticks(min([0.0, *known]), max([0.0, *known]), 3)
    scale = charts.linear_scale(ticks[0], ticks[-1], BOTTOM, TOP)
    drawing.ruled(ticks, scale, (mood_figure(tick) if tick else "0" for tick in ticks))
    drawing.based(scale(0))
    for x, low, high in zip(drawing.xs, lows, highs, strict=False):
        if low is not None and high is not None:
            drawing.lines.append(("l2", f"M{x} {scale(low)}V{scale(high)}"))
    drawing.line("l3", [each.change for each in weeks.values()] or [None], scale)
    key = [("l3", "change of the mean"), ("l2", "95 % interval")]
    note = "against as many days before; each person counts once a week"
    return Plot("mood", "Mood by week, against before", note, key, mood_in_words(weeks), drawing, mood_table(weeks))


def mood_in_words(weeks: Mapping[date, Change]) -> str:
    name = names_of(weeks)
    beyond = [name(day) for day, each in weeks.items() if each.is_beyond_chance]
    if not beyond:
        return f"In {counted_plural(len(weeks), 'week')} there is {NO_CHANGE}. {ABOUT_WORDS}"
    said = "week" if len(beyond) == 1 else "weeks"
    differs = "differs" if len(beyond) == 1 else "differ"
    return f"Only the {said} of {', '.join(beyond)} {differs} by more than chance. {ABOUT_WORDS}"


def mood_table(weeks: Mapping[date, Change]) -> Table:
    name = names_of(weeks)
    rows = [Row(name(day), change_cells(each)) for day, each in weeks.items()]
    return Table("Week of", ["Change", "95 %", "Persons"], rows)


def change_cells(change: Change) -> list[tuple[str, str]]:
    between = change.low is not None and change.high is not None
    interval = interval_words(change.low or 0, change.high or 0) if between else tables.NOTHING
    figure = tables.NOTHING if change.change is None else mood_figure(change.change)
    return [(figure, ""), (interval, ""), (count_words(change.n), f"before {change.n_before:,}")]
