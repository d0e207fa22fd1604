"""Figures, their verdicts, and the table that people read."""

import json

import pytest

from moderation.bench.figures import Figure, Report, table


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (Figure("speed", 2.4, must=2.5, aim=3), "MISSED"),
        (Figure("speed", 2.5, must=2.5, aim=3), "reached"),
        (Figure("speed", 3.1, must=2.5, aim=3), "aim reached"),
        (Figure("differences", 0, must=0, at_most=True), "reached"),
        (Figure("differences", 1, must=0, at_most=True), "MISSED"),
        (Figure("speed", 0.1), ""),
    ],
)
def test_a_figure_says_whether_it_reached_its_target(figure: Figure, verdict: str) -> None:
    assert figure.verdict == verdict
    assert figure.is_missed == (verdict == "MISSED")


def test_a_report_survives_the_way_out_of_its_process() -> None:
    report = Report([Figure("queries", 11, must=12, at_most=True)], 9_000.5, {"cases": 10, "parts": {"lease": 1.5}})
    assert Report.of_json(json.loads(json.dumps(report.as_json()))) == report


def test_the_table_shows_a_figure_beside_its_target_and_ref() -> None:
    row = table({"queue": Report([Figure("p50", 1.26, "x", must=1.5, at_most=True)], 12_345)}).splitlines()[2]
    assert row.split("  ")[0] == "queue"
    assert [cell for cell in ("1.26 x", "<= 1.5", "12,345", "reached") if cell not in row] == []
