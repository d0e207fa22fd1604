"""Conditions that must hold before `make run` starts anything."""

import fcntl
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import IO

# Both addresses of localhost. Many browsers try the second one first.
HOST, HOST_6 = "127.0.0.1", "::1"


class Refusal(Exception):
    """The reason why nothing was started, and what to do."""


def number_of(environment: Mapping[str, str], name: str, default: int, highest: int) -> int:
    text = environment.get(name) or str(default)
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= highest):
        raise Refusal(f"{name} must be a number from 1 to {highest}, not {text!r}.")
    return int(text)


def has_ipv6() -> bool:
    """Tell whether this machine reaches itself by the second address too."""
    try:
        take(HOST_6, 0)
    except OSError:
        return False
    return True


def free_port(environment: Mapping[str, str]) -> int:
    """Return the port to listen on, free on both addresses."""
    port = number_of(environment, "PORT", 8000, 65_535)
    # A program on one of the two addresses would be met by some browsers.
    for host in [HOST, *[HOST_6] * has_ipv6()]:
        try:
            take(host, port)
        except OSError as error:
            reason = "is not open to this user" if isinstance(error, PermissionError) else "is taken"
            raise Refusal(f"Port {port} {reason}; choose another one: make run PORT={8001 + port % 2}") from error
    return port


def take(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As the server does it: a port that was closed a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))


def lock_folder(folder: Path) -> IO[str]:
    """Lock the state folder for as long as the returned file is open."""
    try:
        (folder / "log").mkdir(parents=True, exist_ok=True)
        held = (folder / "run.lock").open("a")
    except OSError as error:
        reason = f"Parley cannot write to {folder} ({error.strerror}); name another folder in PARLEY_VAR."
        raise Refusal(reason) from error
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise Refusal(f"Parley is already running on {folder}; stop that one first.") from error
    return held
