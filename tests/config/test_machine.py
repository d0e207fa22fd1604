"""What happens to tests whose machine lacks something."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
NEEDY = """
import pytest

@pytest.mark.{marker}
def test_that_needs_something() -> None:
    pass
"""


def outcome(folder: Path, marker: str, **environment: str) -> str:
    """What pytest says of one needy test in a checkout that stands alone, on a machine with nothing on PATH."""
    (folder / "tests").mkdir(parents=True)
    for name in ("config", "community", "moderation", "pyproject.toml", "manage.py"):
        (folder / name).symlink_to(CHECKOUT / name)
    for name in (
        "__init__.py",
        "conftest.py",
        "cast.py",
        "arrived.py",
        "builders.py",
        "each_row.py",
        "made.py",
        "outages.py",
        "patience.py",
    ):
        (folder / "tests" / name).write_text((CHECKOUT / "tests" / name).read_text())
    (folder / "tests" / "test_needy.py").write_text(NEEDY.format(marker=marker))
    kept = {name: value for name, value in os.environ.items() if name not in {"CI", "CHROMIUM"}}
    kept |= {"PATH": "", "PARLEY_VAR": str(folder / "var"), **environment}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_needy.py"]
    return subprocess.run(command, cwd=folder, env=kept, stdout=subprocess.PIPE, text=True, check=False).stdout


@pytest.mark.parametrize(("marker", "reason"), [("browser", "no Chromium"), ("shared", "no public data")])
def test_a_test_that_cannot_run_is_skipped_with_the_reason(tmp_path: Path, marker: str, reason: str) -> None:
    said = outcome(tmp_path / "checkout", marker)
    assert "1 skipped" in said
    assert reason in said


@pytest.mark.parametrize(("marker", "reason"), [("browser", "no Chromium"), ("shared", "no public data")])
def test_where_a_run_decides_it_fails_instead(tmp_path: Path, marker: str, reason: str) -> None:
    said = outcome(tmp_path / "checkout", marker, CI="true")
    assert "1 error" in said
    assert reason in said


def test_what_is_there_is_used(tmp_path: Path) -> None:
    assert "1 passed" in outcome(tmp_path / "checkout", "browser", CI="true", CHROMIUM="/bin/true")
