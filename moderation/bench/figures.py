"""Figures of a stage, with what they must reach."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value.

    Without `must` it only explains the others. `at_most` turns the comparison round.
    """

    what: str
    reached: float
    unit: str = ""
    must: float | None = None
    aim: float | None = None
    at_most: bool = False

    @property
    def is_missed(self) -> bool:
        return self.must is not None and not self.reaches(self.must)

    @property
    def verdict(self) -> str:
        if self.is_missed:
            return "MISSED"
        if self.aim is not None and self.reaches(self.aim):
            return "aim reached"
        return "" if self.must is None else "reached"

    def reaches(self, target: float) -> bool:
        return self.reached <= target if self.at_most else self.reached >= target


@dataclass(frozen=True, slots=True)
class Report:
    """One stage's figures and counts, beside REF's texts a second at that time."""

    figures: list[Figure]
    ref: float
    numbers: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of_json(cls, said: dict[str, Any]) -> "Report":
        return cls([Figure(**figure) for figure in said["figures"]], said["ref"], said["numbers"])


def table(reports: dict[str, Report]) -> str:
    """Write the reports as a table, with each stage's counts below."""
    rows = [["stage", "figure", "reached", "must reach", "aim", "REF texts/s", "verdict"]]
    for stage, report in reports.items():
        rows += [[stage, *_cells(figure), f"{report.ref:,.0f}", figure.verdict] for figure in report.figures]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    counted = [f"{stage}: {_listed(report.numbers)}" for stage, report in reports.items() if report.numbers]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:], "", *counted])


def _cells(figure: Figure) -> list[str]:
    sign = "<=" if figure.at_most else ">="
    targets = ["" if target is None else f"{sign} {_number(target)}" for target in (figure.must, figure.aim)]
    return [figure.what, f"{_number(figure.reached)} {figure.unit}".rstrip(), *targets]


def _number(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 100 else f"{value:.3g}"


def _listed(numbers: dict[str, Any]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {_said(value)}" for name, value in numbers.items())


def _said(value: object) -> str:
    if isinstance(value, dict):
        return f"({_listed(value)})"
    return _number(value) if isinstance(value, int | float) else str(value)
