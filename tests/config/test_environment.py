"""`make venv`, which every start begins with: what no longer fits is told in a sentence, and made anew."""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config import environment
from tests.patience import PATIENCE, eventually

CHECKOUT = Path(__file__).parents[2]
LOCK = Path("requirements.txt")
NOWHERE = {"PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0"}
HASH = f"--hash=sha256:{'0' * 64}"
INSTALLING = "Installing Parley's libraries into .venv (about half a minute, once).\n"
HANGING = """
from pathlib import Path
from config import environment
environment.INSTALL = ["sh", "-c", "sleep 600"]
environment.install(Path("requirements.txt"))
"""


def checkout(folder: Path) -> Path:
    """As much of one as an environment needs, with no library to be installed."""
    (folder / "config").mkdir(parents=True)
    for name in ("Makefile", "config/__init__.py", "config/environment.py"):
        shutil.copy(CHECKOUT / name, folder / name)
    (folder / LOCK).write_text("# none\n")
    return folder


@pytest.fixture
def fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where one is that fits, but has no pip."""
    monkeypatch.chdir(checkout(tmp_path / "here"))
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", ".venv"], check=True)
    subprocess.run(environment.asking("--record", LOCK), check=True)
    return Path.cwd()


def python_gone(here: Path) -> None:
    (here / environment.PYTHON).unlink()
    (here / environment.PYTHON).symlink_to("/usr/bin/python3.99")


def python_of_another_machine(here: Path) -> None:
    (here / environment.PYTHON).unlink()
    (here / environment.PYTHON).write_bytes(b"\x7fELF, but for another machine")
    (here / environment.PYTHON).chmod(0o755)


def moved(here: Path) -> None:
    os.chdir(here.rename(here.with_name("there")))


def made_with_another_python(here: Path) -> None:
    record = environment.record_of(LOCK)
    record.write_text(record.read_text().replace("cpython-3", "cpython-2"))


def broken_off(here: Path) -> None:
    hanging = subprocess.Popen([sys.executable, "-c", HANGING], start_new_session=True)
    assert eventually((here / environment.AT_WORK).exists)
    os.killpg(hanging.pid, 9)
    hanging.wait()


def a_file_is_missing(here: Path) -> None:
    info = next((here / ".venv" / "lib").glob("python*/site-packages")) / "tents-1.0.dist-info"
    info.mkdir()
    (info / "RECORD").write_text("tents-1.0.dist-info/RECORD,,\ntents/__init__.py,sha256=x,12\n")


def other_libraries(here: Path) -> None:
    (here / LOCK).write_text("# others\n")


def nothing(here: Path) -> None:
    """But what Python makes by itself is gone."""
    info = next((here / ".venv" / "lib").glob("python*/site-packages")) / "tents-1.0.dist-info"
    info.mkdir()
    (info / "RECORD").write_text("tents-1.0.dist-info/RECORD,,\ntents/__pycache__/a.cpython-311.pyc,,\n")


@pytest.mark.parametrize(
    ("happened", "reason"),
    [
        (nothing, ""),
        (python_gone, environment.GONE),
        (python_of_another_machine, environment.GONE),
        (moved, environment.MOVED),
        (made_with_another_python, environment.OTHER_PYTHON),
        (broken_off, environment.BROKEN_OFF),
        (a_file_is_missing, environment.INCOMPLETE),
        (other_libraries, environment.OTHER_LIBRARIES),
    ],
)
def test_what_happened_to_it_is_told(fit: Path, happened: Callable[[Path], None], reason: str) -> None:
    happened(fit)
    assert environment.heard(LOCK) == reason


def link(here: Path) -> None:
    (here / ".venv").rename(here / "elsewhere")
    (here / ".venv").symlink_to("elsewhere")
    (here / environment.AT_WORK).touch()


def folder_of_mine(here: Path) -> None:
    (here / ".venv" / "pyvenv.cfg").rename(here / ".venv" / "mine.txt")
    (here / environment.AT_WORK).touch()


@pytest.mark.parametrize("happened", [link, folder_of_mine])
def test_what_may_be_somebody_elses_is_left_alone(fit: Path, happened: Callable[[Path], None]) -> None:
    happened(fit)
    before = sorted((fit / ".venv").resolve().rglob("*"))
    with pytest.raises(environment.Refusal, match=r"left alone.*: remove it, then give the same command again\."):
        environment.put_right(LOCK)
    assert sorted((fit / ".venv").resolve().rglob("*")) == before


def test_one_that_can_install_nothing_is_made_anew(fit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other_libraries(fit)
    made: list[str] = []
    monkeypatch.setattr(environment, "make_anew", made.append)
    monkeypatch.setattr(environment, "install", lambda _: None)
    environment.put_right(LOCK)
    assert made == [environment.OTHER_LIBRARIES]


def test_a_folder_that_takes_no_files_is_refused(fit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other_libraries(fit)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(environment.Refusal, match=r"cannot write to .*/here: give this folder to the user who runs it"):
        environment.put_right(LOCK)


def test_of_two_terminals_the_second_waits_and_finds_it_done(fit: Path) -> None:
    here = os.open(".", os.O_RDONLY)
    fcntl.flock(here, fcntl.LOCK_EX)
    other_libraries(fit)
    second = subprocess.Popen([sys.executable, "-m", "config.environment", LOCK], stdout=subprocess.PIPE, text=True)
    time.sleep(1)
    subprocess.run(environment.asking("--record", LOCK), check=True)
    os.close(here)
    assert second.communicate(timeout=PATIENCE) == ("", None)
    assert second.returncode == 0


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where `make venv` has made one."""
    here = checkout(tmp_path_factory.mktemp("made") / "here")
    assert make(here) == (0, INSTALLING)
    return here


def make(here: Path, **environment: str) -> tuple[int, str]:
    """The status, and what was said but for pip's own warnings and make's last word."""
    command = ["make", "venv", f"PYTHON={environment.pop('PYTHON', sys.executable)}"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    # Of a `make` that runs this test it is none, and says no folder.
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(command, cwd=here, env=own | environment, text=True, check=False, **pipes)
    lines = done.stdout.splitlines(keepends=True)
    return done.returncode, "".join(line for line in lines if not line.startswith(("WARNING", "ERROR", "make:")))


def test_where_it_fits_nothing_is_done_also_without_the_python_it_was_made_by(made: Path) -> None:
    assert make(made, PYTHON="/nowhere/python3") == (0, "")


def test_libraries_that_cannot_be_fetched_leave_it_as_it_was(made: Path) -> None:
    before = (made / ".venv" / ".installed").read_text()
    (made / LOCK).write_text(f"tents==1.0 {HASH}\n")
    try:
        status, said = make(made, **NOWHERE)
    finally:
        (made / LOCK).write_text("# none\n")
    assert status == 2
    assert "give the same command again when it can be." in said
    assert (made / ".venv" / ".installed").read_text() == before
    assert make(made) == (0, "")


def test_one_that_does_not_run_is_made_anew(made: Path) -> None:
    python_gone(made)
    assert make(made) == (0, f"{environment.GONE} It is made anew.\n{INSTALLING}")
    assert make(made) == (0, "")


@pytest.mark.parametrize("python", ["/nowhere/python3", "false"])
def test_a_python_that_cannot_make_one_is_refused(tmp_path: Path, python: str) -> None:
    status, said = make(checkout(tmp_path / "here"), PYTHON=python)
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith(f"Parley needs Python 3.11, 3.12 or 3.13, and {python} is not one: try make venv PYTHON=")
