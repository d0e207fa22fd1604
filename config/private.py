"""Keep Parley's files from other users of the machine."""

import os
from contextlib import suppress
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
EVERYBODY = 0o007
# Paths that an earlier version made readable for everybody.
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
    """Close the state folder, and all that this process writes, to other users."""
    os.umask(0o077)
    folder = Path(os.environ.get("PARLEY_VAR", "").strip() or CHECKOUT / "var")
    # In a closed folder nothing else needs closing. A folder of another owner cannot be closed, so its contents are.
    for path in [folder] if is_ours(folder) else [folder / name for name in MADE]:
        if is_ours(path):
            close(path)


def is_ours(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_uid == os.geteuid()
    return False


def close(path: Path) -> None:
    """Take everybody's rights on a path away, except its owner's."""
    # A file system without rights must not prevent the start.
    with suppress(OSError):
        mode = path.stat().st_mode
        # Rights of a group alone were set on purpose.
        if mode & EVERYBODY:
            path.chmod(mode & 0o700)
