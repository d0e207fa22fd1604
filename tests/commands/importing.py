"""Runs the import as a person does, in this process or in one of its own that may be killed."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from community.models import Message

ROOT = Path(__file__).resolve().parents[2]
# What a rehearsal tells besides.
FORETOLD = ("cases", "cases_estimated", "older_than_a_week", "is_mostly_old")
REPORT = ("run", "read", "created", "updated", "unchanged", "duplicate", "rejected", "skipped", "warnings", "seconds")


def run_import(path: Path | str, *arguments: str, channel: str = "reviews") -> dict[str, Any]:
    """The report of an import into Tarnfell."""
    out = StringIO()
    call_command(
        "import_messages",
        str(path),
        *("--community=tarnfell", f"--channel={channel}", "--posted-at=now", "--json"),
        *arguments,
        stdout=out,
    )
    report = json.loads(out.getvalue().splitlines()[-1])
    assert tuple(name for name in report if name not in FORETOLD) == REPORT
    assert report["read"] == sum(report[name] for name in REPORT[2:-2])
    return report


def counts(report: dict[str, Any]) -> tuple[int, ...]:
    """What was read, then each outcome up to what was rejected."""
    return tuple(report[name] for name in REPORT[1:-3])


def started_import(path: Path | str, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "manage.py", "import_messages", str(path), "--community=tarnfell", "--channel=reviews"]
    command.append("--posted-at=now")
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    environment = {**os.environ, "DATABASE_URL": database_url()}
    return subprocess.Popen([*command, "--json", *arguments], cwd=ROOT, env=environment, **pipes, **options)


def database_url() -> str:
    """The database that the tests use, for another process."""
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{said['NAME']}"
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{said['NAME']}"


def table() -> list[tuple[object, ...]]:
    """Every message with what hangs on it, without keys and the times of its storing."""
    rows = Message.objects.order_by("channel", "external_id").values_list(
        *("external_id", "text", "title", "revision", "author__external_id", "from_staff", "posted_at", "removed_at"),
        *("parent__external_id", "conversation__root__external_id", "waiting_for", "digest", "pending__revision"),
    )
    return [(*row[:7], row[7] is None, *row[8:]) for row in rows]


def refusal(path: Path | str, *arguments: str, **options: str) -> str:
    """The sentence with which the import ends with status 2."""
    with pytest.raises(CommandError) as refused:
        run_import(path, *arguments, **options)
    assert refused.value.returncode == 2
    return str(refused.value)
