"""`manage.py bench` as one runs it: in databases of its own, which are gone afterwards whatever happened."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from moderation.bench import scratch


def begin(folder: Path, *words: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PARLEY_VAR": str(folder)}
    if connection.vendor == "sqlite":
        environment["DATABASE_URL"] = f"sqlite:///{folder / 'configured.sqlite3'}"
    command = [sys.executable, "manage.py", "bench", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, text=True, **pipes)


def bench(folder: Path, *words: str) -> tuple[int, str, str]:
    """The status, what was written, and what was complained about."""
    running = begin(folder, *words)
    out, err = running.communicate(timeout=120)
    return running.returncode, out, err


def left_on_server() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT datname FROM pg_database WHERE datname LIKE '{scratch.MARK}%'")
        return [name for (name,) in cursor.fetchall()]


def test_a_stage_ends_with_one_object_and_leaves_nothing_behind(tmp_path: Path, db: None) -> None:
    configured = tmp_path / "configured.sqlite3"
    configured.write_bytes(b"not even a database")
    _, out, _ = bench(tmp_path, "--quick", "--json", "--only", "claims")
    said = json.loads(out)
    assert said["database"] == connection.vendor
    assert said["missed"] == []
    assert said["stages"]["claims"]["figures"][0]["reached"] == 0
    assert configured.read_bytes() == b"not even a database"
    assert list(tmp_path.glob("bench-*")) == []


def test_what_is_seen_through_disguises_is_a_stage_of_its_own(tmp_path: Path, db: None) -> None:
    status, out, _ = bench(tmp_path, "--quick", "--only", "disguises")
    assert status == 0
    (row,) = (line for line in out.splitlines() if line.startswith("disguises  "))
    assert ">= 0.65" in row
    assert "worst (" in out


def test_a_stage_that_fails_leaves_nothing_behind(tmp_path: Path, db: None) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{")
    status, out, err = bench(tmp_path, "--quick", "--only", "sentiment", "--corpus", str(broken))
    assert status == 1
    assert "ended with status 1" in err
    assert "not measured: sentiment" in out
    assert list(tmp_path.glob("bench-*")) == []


def test_a_run_that_is_stopped_leaves_nothing_behind(tmp_path: Path, db: None) -> None:
    running = begin(tmp_path, "--quick", "--only", "line")
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("bench-*/valkey")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    running.terminate()
    running.communicate(timeout=60)
    assert list(tmp_path.glob("bench-*")) == []


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="a file needs no dropping")
def test_a_scratch_database_is_dropped_when_its_use_fails(tmp_path: Path, db: None) -> None:
    made = []

    def use() -> None:
        with scratch.database(tmp_path) as url:
            made.append(scratch.name_in(url))
            assert made[0] in left_on_server()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        use()
    assert made[0] not in left_on_server()


def test_no_stage_fills_a_database_that_is_not_a_scratch_one(db: None) -> None:
    with pytest.raises(CommandError, match="not a scratch database"):
        call_command("bench", "--inside", "claims")
