"""Timing an import: it counts only when every row ended as it should."""

from pathlib import Path

import pytest

from community.connectors.stub import PLANS
from moderation.bench import communities, corpus, importing

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    communities.make(PLANS["tarnfell"])
    return importing.written(corpus.records(50), tmp_path / "rows.jsonl")


def test_new_rows_and_the_same_again(file: Path) -> None:
    assert importing.timed(file, "tarnfell", "created", 50) > 0
    assert importing.timed(file, "tarnfell", "unchanged", 50) > 0
    assert importing.stored(50)["linked_to_a_parent"] > 0


def test_an_import_that_did_something_else_gives_no_figure(file: Path) -> None:
    with pytest.raises(importing.WrongCount, match="should have been unchanged"):
        importing.timed(file, "tarnfell", "unchanged", 50)


def test_a_missing_pending_row_gives_no_figure(file: Path) -> None:
    importing.timed(file, "tarnfell", "created", 50)
    with pytest.raises(importing.WrongCount, match="51 rows left 50"):
        importing.stored(51)
