"""Create `.venv`, or replace it where it does not fit folder, machine or Python.

The environment's own Python says what is wrong with it; the Python that makes it need not be the same.
"""

import fcntl
import os
import subprocess
import sys
import sysconfig
from hashlib import sha256
from pathlib import Path

FOLDER = Path(".venv")
PYTHON = str(FOLDER / "bin" / "python")
PIP = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
INSTALL = [*PIP, "install", "--quiet", "--only-binary", ":all:", "--require-hashes", "-r"]
# This file exists while libraries are being installed, and tells of a broken installation.
AT_WORK = FOLDER / ".installing"

GONE = "The Python that .venv was made with is gone, or does not run on this machine."
MOVED = "The environment in .venv was made in another folder."
OTHER_PYTHON = "The environment in .venv was made with another Python."
BROKEN_OFF = "The last installation into .venv was broken off."
INCOMPLETE = "Files of the libraries in .venv are missing."
OTHER_LIBRARIES = "The libraries in .venv are not the ones that are needed."


class Refusal(Exception):
    """The reason why it does not fit, and what to do."""


def flaw(lock: Path) -> str:
    """Return the fault of the environment that runs this, or a blank."""
    record, now = record_of(lock), facts(lock)
    before = record.read_text().splitlines() if record.exists() else []
    if AT_WORK.exists():
        return BROKEN_OFF
    for reason, was, is_now in zip((MOVED, OTHER_PYTHON), before, now, strict=False):
        if was != is_now:
            return reason
    if not is_complete(Path(sysconfig.get_path("purelib"))):
        return INCOMPLETE
    return "" if before == now else OTHER_LIBRARIES


def facts(lock: Path) -> list[str]:
    """Return what an environment is bound to.

    These are its folder, the kind of Python and machine, and the locked libraries.
    """
    return [os.path.realpath(sys.prefix), sysconfig.get_config_var("SOABI"), sha256(lock.read_bytes()).hexdigest()]


def record_of(lock: Path) -> Path:
    return FOLDER / lock.stem.replace("requirements", ".installed")


def is_complete(libraries: Path) -> bool:
    """Tell whether every file is there that pip recorded.

    Compiled files are left out, because Python makes them itself.
    """
    lines = [line for record in libraries.glob("*.dist-info/RECORD") for line in record.read_text().splitlines()]
    names = (line.rsplit(",", 2)[0].strip('"') for line in lines)
    return all((libraries / name).exists() for name in names if not name.endswith(".pyc"))


def put_right(lock: Path) -> None:
    """Install the locked libraries, in a new environment where the present one cannot be kept."""
    if not os.access(".", os.W_OK):
        raise Refusal(f"Parley cannot write to {Path.cwd()}: give this folder to the user who runs it.")
    there = os.path.lexists(FOLDER)
    reason = heard(lock) if there else ""
    if there and not reason:
        # Another terminal was faster.
        return
    if reason != OTHER_LIBRARIES or not runs([*PIP, "--version"]):
        make_anew(reason)
    what = "what the tests need" if "dev" in lock.stem else "Parley's libraries"
    say(f"Installing {what} into .venv (about half a minute, once).")
    install(lock)


def heard(lock: Path) -> str:
    """Return the fault that the environment's own Python reports."""
    try:
        done = subprocess.run(asking("--flaw", lock), capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return GONE
    return "" if done.returncode == 0 else done.stdout.strip() or GONE


def make_anew(reason: str) -> None:
    is_ours = (FOLDER / "pyvenv.cfg").exists() and not FOLDER.is_symlink()
    if os.path.lexists(FOLDER) and not is_ours:
        raise Refusal(
            f"{reason} .venv is left alone, as it is a link or nothing of Python's: remove it, then give the same "
            "command again."
        )
    if reason:
        say(f"{reason} It is made anew.")
    if not runs([sys.executable, "-m", "venv", "--clear", str(FOLDER)], is_heard=True):
        raise Refusal("The environment in .venv could not be made; what Python says about it stands above.")


def install(lock: Path) -> None:
    AT_WORK.touch()
    is_done = runs([*INSTALL, str(lock)], is_heard=True) and runs(asking("--record", lock))
    AT_WORK.unlink()
    if not is_done:
        raise Refusal(
            f"The libraries of {lock} could not be installed, for the reason above. If the package index was not "
            "reached, give the same command again when it can be."
        )


def asking(what: str, lock: Path) -> list[str]:
    return [PYTHON, "-m", "config.environment", what, str(lock)]


def runs(command: list[str], *, is_heard: bool = False) -> bool:
    """Tell whether a command succeeds.

    Its output goes to the terminal, or nowhere.
    """
    to = None if is_heard else subprocess.DEVNULL
    return subprocess.run(command, stdout=to, stderr=to, check=False).returncode == 0  # noqa: S603 - our own commands


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - `make` shows it


def main() -> int:
    *question, name = sys.argv[1:]
    lock = Path(name)
    try:
        if question == ["--flaw"]:
            say(found := flaw(lock))
            return bool(found)
        if question == ["--record"]:
            record_of(lock).write_text("\n".join(facts(lock)))
            return 0
        here = os.open(".", os.O_RDONLY)
        fcntl.flock(here, fcntl.LOCK_EX)
        put_right(lock)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        return 2
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
