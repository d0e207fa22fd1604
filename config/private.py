"""Keeps what Parley writes from the machine's other users."""

import os
from contextlib import suppress
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
EVERYBODY = 0o007
# What an earlier version left in the state folder for everybody to read.
MADE = (
    "parley.sqlite3",
    "parley.sqlite3-wal",
    "parley.sqlite3-shm",
    "secret_key",
    "log",
    "valkey",
    "uploads",
    "static",
)


def keep_private() -> None:
    """Let no other user read what this process writes, nor what lies in the state folder already."""
    os.umask(0o077)
    folder = Path(os.environ.get("PARLEY_VAR", "").strip() or CHECKOUT / "var")
    # Nobody passes a closed folder, so what lies in it may stay as it is. Another owner's folder stays as it is itself.
    for path in [folder] if is_ours(folder) else [folder / name for name in MADE]:
        if is_ours(path):
            close(path)


def is_ours(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_uid == os.geteuid()
    return False


def close(path: Path) -> None:
    """Take what everybody may read from everybody but its owner."""
    # A file system that knows no rights is no reason not to start.
    with suppress(OSError):
        mode = path.stat().st_mode
        # One that only a group may enter was set so by hand.
        if mode & EVERYBODY:
            path.chmod(mode & 0o700)
