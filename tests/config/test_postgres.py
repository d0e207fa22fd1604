"""The PostgreSQL that the suite runs on."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from tests.postgres import server

REPORT = "import os; print(os.environ['DATABASE_URL']); raise SystemExit(3)"


def test_it_is_there_for_as_long_as_it_is_needed() -> None:
    with server() as url:
        place = Path(psycopg.conninfo.conninfo_to_dict(url)["host"])
        with psycopg.connect(url) as connection:
            assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
    assert not place.exists()


def test_a_command_gets_its_address_and_its_status_is_ours() -> None:
    command = [sys.executable, "-m", "tests.postgres", sys.executable, "-c", REPORT]
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    said = subprocess.run(command, env=kept, stdout=subprocess.PIPE, text=True, check=False)
    assert said.stdout.startswith("postgresql://parley@")
    assert said.returncode == 3
