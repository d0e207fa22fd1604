"""One prepared database for all worlds of a test process, and one whose work is done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.lines import Line, lines, write
from tests.faults.scratch import Scratch, copy_of, prepared
from tests.faults.world import World, manage, world


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.xdist_group("faults"))


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    with prepared(tmp_path_factory.mktemp("original")) as made:
        yield made


@pytest.fixture
def here(original: Scratch) -> Iterator[World]:
    """A world with a running Valkey and nobody in it."""
    with world(original) as made:
        yield made


@pytest.fixture(scope="session")
def some() -> list[Line]:
    return lines(40, poison=0)


@pytest.fixture(scope="session")
def finished(original: Scratch, some: list[Line], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """A database in which everything went well, without a worker."""
    folder = tmp_path_factory.mktemp("finished")
    with world(original) as calm:
        calm.import_now(write(folder, some, 1)[0])
        calm.run(manage("assess"))
        with copy_of(calm.database, folder / "finished.sqlite3") as made:
            yield made
