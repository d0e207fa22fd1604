"""Templates can be read where they are written."""

from pathlib import Path

TEMPLATES = Path(__file__).parents[1] / "moderation" / "templates"
LONGEST = 160


def test_no_line_of_a_template_is_longer_than_a_screen() -> None:
    lines = {path: path.read_text().splitlines() for path in TEMPLATES.rglob("*.html")}
    assert len(lines) > 50
    assert [path.name for path, read in lines.items() if max(map(len, read), default=0) > LONGEST] == []
