"""One table names the connectors, and nobody else knows one of them."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from community.connectors.kinds import CONNECTORS
from tests.test_architecture import ROOT, SOURCES, name_of

# Demo data and measurements play its communities, and its table stands with the others.
MAY_KNOW = (
    "community/connectors/",
    "moderation/demo/",
    "moderation/management/commands/demo.py",
    "moderation/bench/",
)
TABLE = {"StubAction", "StubActions", "community.StubAction"}
# Words that everybody needs: as names they mean something else.
EVERYDAY = {"folder"}


def words_of(path: Path) -> set[str]:
    """The names and the texts in a file, without its docstrings."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    told = {node.value.value for node in nodes if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    names = {getattr(node, name, None) for node in nodes for name in ("id", "attr", "name", "module")}
    return {word for word in texts - told | names if isinstance(word, str)}


def is_of(kind: str, word: str) -> bool:
    if kind in EVERYDAY:
        return word.startswith((f"community.connectors.{kind}", f"{kind.title()}Connector", f"{kind}_feed"))
    return kind in word.lower()


def texts_of(path: Path) -> set[str]:
    return {node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant)}  # type: ignore[misc]


@pytest.mark.parametrize("kind", CONNECTORS)
def test_nobody_outside_names_a_connector(kind: str) -> None:
    outside = [path for path in SOURCES if not name_of(path).startswith(MAY_KNOW)]
    naming = {name_of(path) for path in outside if any(is_of(kind, word) for word in words_of(path) - TABLE)}
    assert naming == set()
    assert kind in EVERYDAY or [name_of(path) for path in outside if kind in texts_of(path)] == []


def test_a_template_gets_the_name_of_a_feed_from_its_connector() -> None:
    templates = list((ROOT / "moderation/templates").rglob("*.html"))
    assert templates
    assert [name_of(path) for path in templates if any(kind in path.read_text().lower() for kind in CONNECTORS)] == []


def test_the_week_that_the_stub_plays_is_printed_without_django() -> None:
    command = [sys.executable, "-c", "import sys, community.connectors.stub.week; assert 'django' not in sys.modules"]
    subprocess.run(command, cwd=ROOT, check=True)
