"""Which databases and which queue the tests meet, and what some of them need from the machine."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from config.embedded import Valkey, url_of
from tests.made import database_made, file_made

pytest_plugins = ["tests.cast", "tests.each_row", "tests.outages"]

SHARED = Path(__file__).resolve().parents[2] / "shared"
# Long by what they are about: prose that is read whole, what is measured, processes that start or are killed, and
# collections that are walked through a second time, from a page.
SLOW = (
    *("bench/", "faults/", "community/connectors/test_stub_", "community/files/test_effort.py", "browser/test_xss.py"),
    *("web/uploads/test_shared_input.py",),
    *("config/test_runner.py", "config/test_private.py", "config/test_environment.py", "config/test_machine.py"),
    *("commands/test_import_killed.py", "uploads/test_killed.py", "test_upgrading.py", "test_teams_upgrade.py"),
    "test_conversations_upgrade.py",
)
# Pages and commands that ask nothing of PostgreSQL that the tests below them do not ask: there they are slow too.
SLOW_ON_POSTGRESQL = (
    *("browser/", "test_access.py", "web/administration/", "web/communities/", "web/guidelines/", "web/people/"),
    *("web/uploads/", "work/test_checks.py", "commands/test_piped.py", "commands/test_import_shared.py"),
)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def missing(marker: str) -> str | None:
    """Why tests with this marker cannot run here."""
    if marker == "browser" and not chromium():
        return f"no Chromium: none of {', '.join(CHROMIUM_NAMES)} is on PATH and CHROMIUM names none"
    if marker == "shared" and not SHARED.is_dir():
        return f"no public data: {SHARED} is not there"
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    slow = SLOW if on_sqlite() else SLOW + SLOW_ON_POSTGRESQL
    for item in items:
        if item.path.relative_to(Path(__file__).parent).as_posix().startswith(slow):
            item.add_marker(pytest.mark.slow)


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers():
        if reason := missing(marker.name):
            # A run that decides something must not pass because a part of it could not run.
            (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


@pytest.fixture(scope="session", autouse=True)
def queue_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where this run's Valkey would be: nothing answers there until a test asks for it, and no test rings elsewhere."""
    folder = tmp_path_factory.mktemp("valkey")
    settings.REDIS_URL = os.environ["REDIS_URL"] = url_of(folder)
    settings.RQ_QUEUES = {name: {"URL": settings.REDIS_URL} for name in settings.RQ_QUEUES}
    return folder


@pytest.fixture(scope="session", autouse=True)
def var_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """No test's sweep may tidy up among the files of whoever runs the tests."""
    settings.VAR = tmp_path_factory.mktemp("var")
    return settings.VAR


@pytest.fixture(scope="session")
def valkey(queue_folder: Path) -> Iterator[Valkey]:
    """A real Valkey, which the settings and the environment of child processes name."""
    server = Valkey(queue_folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session", autouse=True)
def nothing_is_dear() -> None:
    """What guards against guessing and finds files early costs more than all else that most tests do."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    # A client of Django's has middleware of its own, and each would read all static files anew.
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The copied file stays, as Django would begin with an empty one."""
    return on_sqlite()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> None:
    """SQLite in a file, as other processes must see it; PostgreSQL in one database for each of xdist's workers."""
    wanted = settings.DATABASES["default"]["TEST"]
    if on_sqlite():
        wanted["NAME"] = str(tmp_path_factory.mktemp("database") / "parley.sqlite3")
        shutil.copyfile(file_made(), wanted["NAME"])
    else:
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")
        wanted["TEMPLATE"] = database_made(os.environ["DATABASE_URL"])


def on_sqlite() -> bool:
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))
