"""The documents say what is there: their links, the commands, the make targets, the environment."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from community.files.fields import USUAL_NAMES

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DOCUMENTS = [README, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
OUR_APPS = {"community", "moderation"}
OPERATING = ROOT / "docs" / "operating.md"
# Where the environment is read, and the functions that read it, each with the place of the name among its arguments.
READERS = [*sorted((ROOT / "config").glob("*.py")), ROOT / "moderation/management/commands/setup.py"]
READING = {"env": 0, "is_on": 0, "listed_words": 0, "os.environ.get": 0, "number_of": 1, "preflight.number_of": 1}
LINK = re.compile(r"\]\(([^)\s]+)\)")
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def links(document: Path) -> Iterator[str]:
    found: list[str] = LINK.findall(FENCE.sub("", document.read_text()))
    return (link for link in found if not link.startswith(("http://", "https://")))


def anchors(document: Path) -> set[str]:
    """What a heading is called in an address: lower case, hyphens for spaces, nothing else but letters and digits."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", document.read_text()), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def commands_of(*apps: str) -> set[str]:
    return {name for name, app in get_commands().items() if not apps or app in apps}


def names_read(path: Path) -> Iterator[str]:
    """The names of the environment that a module asks for, written in the call or in a constant of the module."""
    tree = ast.parse(path.read_text())
    assigned = [node for node in tree.body if isinstance(node, ast.Assign)]
    constants = {ast.unparse(node.targets[0]): node.value for node in assigned}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in READING):
        argument = call.args[READING[ast.unparse(call.func)]]
        said = constants.get(ast.unparse(argument), argument)
        if isinstance(said, ast.Constant):
            yield str(said.value)


def names_listed() -> set[str]:
    rows = re.findall(r"^\| (`[A-Z].*?) \|", OPERATING.read_text(), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}


def test_there_are_links_and_commands_to_look_at() -> None:
    assert sum(len(list(links(document))) for document in DOCUMENTS) > 20
    assert len({name for document in DOCUMENTS for name in COMMAND.findall(document.read_text())}) > 10


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(document: Path) -> None:
    for link in links(document):
        place, _, anchor = link.partition("#")
        target = (document.parent / place).resolve() if place else document
        assert target.exists(), f"{link} is not there"
        assert not anchor or anchor in anchors(target), f"{link} has no such heading"


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_command_named_exists(document: Path) -> None:
    assert set(COMMAND.findall(document.read_text())) <= commands_of()


def test_the_readme_names_every_command_of_the_project_and_no_other() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \|", README.read_text(), re.MULTILINE)
    assert set(rows) == commands_of(*OUR_APPS)


def test_the_readme_names_every_make_target_that_explains_itself_and_no_other() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`(?:[A-Z]+=\S+ )?make ([a-z]+)", README.read_text())) == targets


def test_every_variable_that_is_read_is_in_the_operators_table_and_no_other() -> None:
    read = {name for path in READERS for name in names_read(path)}
    assert read == names_listed()


def test_every_file_that_the_readme_names_exists() -> None:
    paths = re.findall(r"`((?:config|community|moderation|tests|fixtures|docs)/[\w./]*)`", README.read_text())
    assert len(paths) > 10
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_name_that_an_import_recognises_is_in_its_table() -> None:
    table = (ROOT / "docs/importing.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| (`.*?`) \|", table, re.MULTILINE)
    assert {field: (field, *re.findall(r"`(\w+)`", others)) for field, others in rows} == USUAL_NAMES


def test_the_screenshot_is_small_enough_to_be_looked_at() -> None:
    assert 0 < (ROOT / "docs/images/queue.png").stat().st_size < 250_000
