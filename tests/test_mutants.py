"""The small faults of `python -m tests.mutants`: what they are, and where they are put."""

from pathlib import Path

import pytest

from tests.mutants import own_tests
from tests.mutants.equivalents import EQUIVALENT
from tests.mutants.mutations import mutants_of

EVERY_MUTANT = [
    mutant for path in own_tests.modules() for mutant in mutants_of(own_tests.ROOT, own_tests.name_of(path))
]


@pytest.mark.parametrize(
    ("source", "becomes"),
    [
        ("x = a < b", ["x = a <= b"]),
        ("x = a is b", ["x = a is not b"]),
        ("x = a and b", ["x = a or b"]),
        ("x = not a", ["x = a"]),
        ("x = a + b", ["x = a - b"]),
        ("x = 5", ["x = 6", "x = 4"]),
        ("x = True", ["x = False"]),
        ("x += a", ["pass"]),
        ("f(a)", ["pass"]),
        ("raise a", ["pass"]),
        ("rows.filter(a=b, c=d)", ["pass", "rows.filter(c=d)", "rows.filter(a=b)"]),
        ("def f(x: int) -> int:\n    return x", ["def f(x: int) -> int:\n    return None"]),
        ("'''Says what it is.'''\n@dataclass(frozen=True)\nclass A:\n    pass", []),
    ],
)
def test_the_faults_of_a_line(source: str, becomes: list[str], tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(source)
    assert [mutant.source(tmp_path) for mutant in mutants_of(tmp_path, "module.py")] == becomes


def test_every_module_with_faults_has_tests_of_its_own() -> None:
    with_faults = {mutant.path for mutant in EVERY_MUTANT}
    assert len(with_faults) > 30
    assert [path for path in sorted(with_faults) if not own_tests.tests_of(path)] == []


def test_what_is_known_to_change_nothing_is_still_there() -> None:
    assert EQUIVALENT.keys() - {mutant.key for mutant in EVERY_MUTANT} == set()
    assert all(EQUIVALENT.values())
