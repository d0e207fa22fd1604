"""A disk that takes no more, a real one where one may be mounted: the import says so, and goes on with room again."""

import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.lines import Line, lines, write
from tests.faults.scratch import ROOT, Scratch, copy_of
from tests.faults.world import importing

WANTED = 2_000
ROOM = 1_900_000
STORED = "SELECT read FROM community_importrun"
MESSAGES = "SELECT count(*) FROM community_message"
# The map goes to disk when it is larger than what it may hold in memory.
FILL_THE_MAP = """
from community.db.disk import NoRoom, watch_full_disk
from community.ingest import Seen
seen = Seen()
try:
    with watch_full_disk(lambda: "So it is."):
        for number in range(40):
            seen.remember({f"{number}-{each}": "x" * 1000 for each in range(1000)})
except NoRoom as reason:
    print(reason)
"""
# What a server says whose disk is full, after the first batches.
DISK_FULL = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF (SELECT count(*) FROM community_message) > 1000 THEN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full', HINT = 'Tidy up.';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refuse AFTER INSERT ON community_message FOR EACH STATEMENT EXECUTE FUNCTION refuse();
"""
TOLD = (
    r"JSON Lines, UTF-8.\nCommandError: The disk took no more \((.*)\). "
    r"The {count} records before that are stored \(run 1\). "
    r"With room again, importing the same file goes on from there.\n"
)

Limit = Callable[[], None]


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", place], check=False)
    if mounted.returncode:
        pytest.skip("no disk may be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def limit_files(size: int) -> Limit:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.fixture(scope="module")
def wanted() -> list[Line]:
    return lines(WANTED, poison=0)


@pytest.fixture
def week(wanted: list[Line], tmp_path: Path) -> Path:
    return write(tmp_path, wanted, 1)[0]


@pytest.fixture
def of_sqlite(original: Scratch) -> Scratch:
    if not original.is_sqlite:
        pytest.skip("a PostgreSQL's files are the server's")
    return original


def run(command: list[str], database: Scratch, var: Path, limit: Limit | None = None) -> tuple[int, str, str]:
    environment = {**os.environ, "DATABASE_URL": database.url, "PARLEY_VAR": str(var)}
    # Nobody is rung here, and nothing else but the sentence may be written.
    environment |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SECRET_KEY": "secret", "LOG_LEVEL": "ERROR"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, preexec_fn=limit, capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout, done.stderr


def is_told(database: Scratch, week: Path, limit: Limit | None = None) -> str:
    """What the disk said; the sentence around it holds true, and nothing else is printed."""
    status, out, error = run(importing(week), database, week.parent, limit)
    stored = database.count(MESSAGES)
    assert (status, out, database.count(STORED)) == (2, "", stored), error
    assert 0 < stored < WANTED
    said = re.fullmatch(TOLD.format(count=f"{stored:,}"), error)
    assert said, error
    return said[1]


def goes_on(database: Scratch, week: Path) -> None:
    status, _, error = run(importing(week), database, week.parent)
    assert (status, error) == (0, "JSON Lines, UTF-8.\n")
    assert (database.count(MESSAGES), database.rows(STORED)) == (WANTED, [(WANTED,)])


def test_a_full_disk_ends_an_import_in_one_sentence_and_it_goes_on_later(
    of_sqlite: Scratch, week: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "small") as place, copy_of(of_sqlite, place / "full.sqlite3") as full:
        assert is_told(full, week) == "database or disk is full"
        subprocess.run(["mount", "-o", "remount,size=50m", place], check=True)
        goes_on(full, week)


def test_so_does_a_limit_on_the_size_of_files(of_sqlite: Scratch, week: Path, tmp_path: Path) -> None:
    with copy_of(of_sqlite, tmp_path / "limited.sqlite3") as limited:
        assert is_told(limited, week, limit_files(ROOM)) == "disk I/O error"
        goes_on(limited, week)


def test_so_does_a_server_whose_disk_is_full(original: Scratch, week: Path, tmp_path: Path) -> None:
    if original.is_sqlite:
        pytest.skip("SQLite has no server")
    with copy_of(original, tmp_path / "none") as full:
        full.change(DISK_FULL)
        assert is_told(full, week) == "could not extend file: No space left on device"
        full.change("DROP TRIGGER refuse ON community_message")
        goes_on(full, week)


def test_a_database_without_any_room_is_told_to_have_stored_nothing(
    of_sqlite: Scratch, week: Path, tmp_path: Path
) -> None:
    with copy_of(of_sqlite, tmp_path / "limited.sqlite3") as limited:
        status, out, error = run(importing(week), limited, tmp_path, limit_files(1_000))
        assert (status, out, limited.count(MESSAGES)) == (2, "", 0)
    assert error == "CommandError: The disk took no more (disk I/O error). Nothing was stored.\n"


def test_no_room_for_the_scratch_map_is_told_from_no_room_for_the_database(original: Scratch, tmp_path: Path) -> None:
    code = f"import django; django.setup()\n{FILL_THE_MAP}"
    _, out, error = run([sys.executable, "-c", code], original, tmp_path, limit_files(ROOM))
    assert (out, error) == ("The disk of temporary files took no more (disk I/O error). So it is.\n", "")
