"""What `make run` refuses before it starts anything."""

import socket
from pathlib import Path

import pytest

from config import preflight
from config.preflight import HOST, HOST_6, Refusal, free_port, has_ipv6, lock_folder, number_of
from tests import patience


@pytest.mark.parametrize("text", ["abc", "0", "-1", "65536", "80.5", "²"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="PORT must be a number from 1 to 65535"):
        free_port({"PORT": text})


@pytest.mark.parametrize(("environment", "expected"), [({}, 2), ({"WORKERS": ""}, 2), ({"WORKERS": "3"}, 3)])
def test_an_empty_number_is_the_default(environment: dict[str, str], expected: int) -> None:
    assert number_of(environment, "WORKERS", 2, 64) == expected


@pytest.mark.parametrize("host", [HOST, HOST_6])
def test_a_port_taken_on_either_address_is_refused_and_another_one_named(host: str) -> None:
    if host == HOST_6 and not has_ipv6():
        pytest.skip("this machine has no IPv6")
    family = socket.AF_INET6 if host == HOST_6 else socket.AF_INET
    with socket.create_server((host, 0), family=family) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match=f"Port {port} is taken; .* make run PORT=800"):
            free_port({"PORT": str(port)})


def test_a_machine_without_the_second_address_starts_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # One for documents, which no machine has.
    monkeypatch.setattr(preflight, "HOST_6", "2001:db8::1")
    assert not has_ipv6()
    port = patience.free_port()
    assert free_port({"PORT": str(port)}) == port


def test_the_same_folder_is_not_run_twice(tmp_path: Path) -> None:
    with lock_folder(tmp_path), pytest.raises(Refusal, match="already running"):
        lock_folder(tmp_path)


def test_a_folder_that_was_let_go_can_be_run_again(tmp_path: Path) -> None:
    lock_folder(tmp_path).close()
    lock_folder(tmp_path).close()


def test_a_place_that_takes_no_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refusal, match=r"cannot write to .*file/var"):
        lock_folder(tmp_path / "file" / "var")
