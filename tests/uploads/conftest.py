"""Files of these tests lie in a folder of their own, and nobody is rung."""

from pathlib import Path
from typing import Any

import pytest

from community.imports import runs
from moderation.work import bell


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture(autouse=True)
def rings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(bell, "ring_for_imports", lambda: bool(heard.append("ring")) or True)
    return heard


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches so small that there are many."""
    monkeypatch.setattr(runs.store_records, "__kwdefaults__", {"size": 10})
    monkeypatch.setattr(runs.rehearse_all, "__kwdefaults__", {"size": 10})
