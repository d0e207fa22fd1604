"""Charts as their template draws them, with grids, bars and lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from moderation.rollups.words import names_of
from moderation.web.health import charts
from moderation.web.health.charts import Bar, Scale
from moderation.web.health.tables import Table

WIDTH, HEIGHT = 540, 224
LEFT, RIGHT, TOP, BOTTOM = 56.0, 540.0, 16.0, 192.0


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    text: str
    anchor: str = "start"
    is_for_wide: bool = False


@dataclass(slots=True)
class Drawing:
    """A frame with dates below, and what is drawn in it.

    `lines` and `bars` come with the look that the style sheet knows.
    """

    dates: Sequence[date]
    # Hairlines and axes, as paths.
    grid: list[str] = field(default_factory=list)
    axes: list[str] = field(default_factory=list)
    values: list[Label] = field(default_factory=list)
    captions: list[Label] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)
    bars: list[tuple[str, Bar]] = field(default_factory=list)

    @property
    def view_box(self) -> str:
        return f"0 0 {WIDTH} {HEIGHT}"

    @property
    def xs(self) -> list[float]:
        return charts.column_middles(len(self.dates), LEFT, RIGHT)

    @property
    def days(self) -> Iterator[Label]:
        """The labels of the dates below the chart."""
        named, name = charts.date_ticks(self.dates), names_of(self.dates)
        for place, number in enumerate(named):
            is_end = len(named) > 1 and number == named[-1]
            anchor = "end" if is_end else "middle" if number else "start"
            x = RIGHT if is_end else self.xs[number] if number else LEFT
            # Every second label is left out where the page is narrow.
            yield Label(x, HEIGHT - 8, name(self.dates[number]), anchor, place % 2 == 1)

    def ruled(self, ticks: Iterable[float], scale: Scale, say: Iterable[str]) -> None:
        """Draw hairlines at these values, each with its label."""
        for tick, text in zip(ticks, say, strict=True):
            self.grid.append(across(scale(tick)))
            self.values.append(Label(0, scale(tick) + 4, text))

    def based(self, y: float) -> None:
        self.axes.append(across(y))

    def line(self, look: str, values: Iterable[float | None], scale: Scale) -> None:
        self.lines.append((look, charts.line_path(charts.drawn_points(self.xs, values, scale))))

    def stand(self, look: str, values: Iterable[float | None], scale: Scale, under: Iterable[float] = ()) -> None:
        wide = (RIGHT - LEFT) / len(self.dates)
        self.bars += [(look, bar) for bar in charts.value_bars(self.xs, values, scale, under, wide)]


def across(y: float) -> str:
    return f"M{LEFT} {y}H{RIGHT}"


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart with title, key and table.

    `finding` says in a sentence what the chart shows, also for those who do not see it.
    """

    slug: str
    title: str
    note: str
    key: list[tuple[str, str]]
    finding: str
    drawing: Drawing
    table: Table
