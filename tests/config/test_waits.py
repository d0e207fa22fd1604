"""How long each kind of process waits for the database."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config import waits

CHECKOUT = Path(__file__).resolve().parents[2]
POSTGRESQL = "postgresql://parley@db.example/parley"
WEB = "import config.wsgi"
# As far as where the command would run.
MANAGE = (
    "import runpy, sys, django.core.management as m; m.execute_from_command_line = lambda argv: None;"
    "sys.argv[1:] = ['{}']; runpy.run_path('manage.py', run_name='__main__')"
)
SHOW = "; import json; from django.conf import settings; print(json.dumps(settings.DATABASES['default']['OPTIONS']))"


def options(folder: Path, begin: str, url: str = "") -> dict[str, Any]:
    """What a process that begins like this asks of its database."""
    environment = {"PATH": os.environ["PATH"], "PARLEY_VAR": str(folder), "DATABASE_URL": url}
    command = [sys.executable, "-c", begin + SHOW]
    said = subprocess.run(command, env=environment, cwd=CHECKOUT, check=True, stdout=subprocess.PIPE, text=True).stdout
    return dict(json.loads(said.splitlines()[-1]))


@pytest.mark.parametrize(
    ("begin", "connect", "bounds", "answer"),
    [
        (WEB, 3, {"lock": "5s", "statement": "10s", "idle_in_transaction_session": "30s"}, 12),
        (MANAGE.format("worker"), 10, {"lock": "30s", "statement": "60s", "idle_in_transaction_session": "120s"}, 62),
        (MANAGE.format("sweep"), 10, {"lock": "30s", "statement": "60s", "idle_in_transaction_session": "120s"}, 62),
        (MANAGE.format("migrate"), 10, {}, None),
        (MANAGE.format("import_messages"), 10, {}, None),
        (MANAGE.format("rollups"), 10, {}, None),
    ],
)
def test_who_waits_how_long_for_postgresql(
    tmp_path: Path, begin: str, connect: int, bounds: dict[str, str], answer: int | None
) -> None:
    asked = options(tmp_path, begin, POSTGRESQL)
    assert asked["connect_timeout"] == connect
    assert asked["options"].split() == [
        word for name, length in bounds.items() for word in ("-c", f"{name}_timeout={length}")
    ]
    assert asked.get("answer_seconds") == answer


@pytest.mark.parametrize(
    ("begin", "seconds"), [(WEB, 10), (MANAGE.format("worker"), 20), (MANAGE.format("assess"), 20)]
)
def test_who_waits_how_long_for_sqlite(tmp_path: Path, begin: str, seconds: int) -> None:
    assert options(tmp_path, begin)["timeout"] == seconds


def test_what_the_address_of_the_database_says_wins() -> None:
    asked = waits.WEB.on_postgresql(connect_timeout=7, sslmode="require", options="-c statement_timeout=1h")
    assert (asked["connect_timeout"], asked["sslmode"]) == (7, "require")
    assert asked["options"].split()[-1] == "statement_timeout=1h"
    assert "lock_timeout=5s" in asked["options"]
