"""What production refuses to start on."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from config.embedded import Valkey
from moderation.work import broker
from moderation.work.checks import redis_keeps_jobs

CHECKOUT = Path(__file__).resolve().parents[2]
FIT = {"PARLEY_PRODUCTION": "1", "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "desk.example"}


@pytest.fixture
def kept(valkey: Valkey) -> Iterator[redis.Redis]:
    broker.redis_client.cache_clear()
    yield broker.redis_client()
    broker.redis_client().config_set("maxmemory-policy", "noeviction")


@pytest.mark.parametrize(
    ("policy", "production", "errors"),
    [
        ("noeviction", True, []),
        ("allkeys-lru", True, ["parley.E001"]),
        ("volatile-ttl", True, ["parley.E001"]),
        ("allkeys-lru", False, []),
    ],
)
def test_production_refuses_a_redis_that_evicts(
    kept: redis.Redis, settings: Any, policy: str, production: bool, errors: list[str]
) -> None:
    settings.PRODUCTION = production
    kept.config_set("maxmemory-policy", policy)
    assert [error.id for error in redis_keeps_jobs()] == errors


def test_a_redis_that_does_not_answer_is_no_reason_to_refuse(settings: Any, tmp_path: Path) -> None:
    settings.PRODUCTION, settings.REDIS_URL = True, f"unix://{tmp_path}/nobody.sock"
    broker.redis_client.cache_clear()
    assert redis_keeps_jobs() == []
    broker.redis_client.cache_clear()


def start(script: str = "import config.settings", *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Django with this environment alone; the settings are read before anything else."""
    command = [sys.executable, "-c", script, *words]
    path = {"PATH": os.environ["PATH"]}
    return subprocess.run(command, env=path | environment, cwd=CHECKOUT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("said", "header"),
    [
        ({}, "max-age=31536000"),
        ({"PARLEY_HSTS_SECONDS": "3600"}, "max-age=3600"),
        ({"PARLEY_HSTS_SECONDS": "0"}, "None"),
        ({"PARLEY_HSTS_SUBDOMAINS": "1"}, "max-age=31536000; includeSubDomains"),
        ({"PARLEY_HSTS_SUBDOMAINS": "1", "PARLEY_HSTS_PRELOAD": "1"}, "max-age=31536000; includeSubDomains; preload"),
        ({"PARLEY_PRODUCTION": "", "PARLEY_HSTS_SECONDS": "3600"}, "None"),
    ],
)
def test_browsers_are_told_to_come_by_https_as_long_as_is_set(
    tmp_path: Path, said: dict[str, str], header: str
) -> None:
    asked = """
import django
from django.test import Client
django.setup()
answer = Client(headers={"host": "127.0.0.1"}).get("/healthz", secure=True)
print(answer.status_code, answer.headers.get("Strict-Transport-Security"))
"""
    hosts = {"ALLOWED_HOSTS": "desk.example,127.0.0.1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    answered = start(asked, **FIT | hosts | said, PARLEY_VAR=str(tmp_path))
    assert answered.stdout.split(maxsplit=1) == ["200", f"{header}\n"], answered.stderr


@pytest.mark.parametrize(("seconds", "warns"), [("31536000", False), ("3600", False), ("0", True)])
def test_the_check_of_a_deployment_warns_only_of_what_was_switched_off(
    tmp_path: Path, seconds: str, warns: bool
) -> None:
    check = "from django.core.management import execute_from_command_line as run; import sys; run(sys.argv)"
    words = ["check", "--deploy", "--fail-level", "WARNING"]
    said = {"PARLEY_HSTS_SECONDS": seconds, "DJANGO_SETTINGS_MODULE": "config.settings", "PARLEY_VAR": str(tmp_path)}
    checked = start(check, *words, **FIT | {"SECRET_KEY": secrets.token_urlsafe(64)} | said)
    assert ("security.W004" in checked.stderr, checked.returncode != 0) == (warns, warns), checked.stderr


def test_production_starts_with_secrets_of_its_own(tmp_path: Path) -> None:
    assert start(**FIT, PARLEY_VAR=str(tmp_path)).returncode == 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"SECRET_KEY": ""}, "needs a SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "needs a SECRET_KEY"),
        ({"SECRET_KEY": "django-insecure-" + "k" * 60}, "needs a SECRET_KEY"),
        ({"DEBUG": "1"}, "does not run with DEBUG"),
        ({"ALLOWED_HOSTS": ""}, "needs ALLOWED_HOSTS"),
    ],
)
def test_production_refuses_to_start(tmp_path: Path, change: dict[str, str], says: str) -> None:
    refused = start(**FIT | change, PARLEY_VAR=str(tmp_path))
    assert refused.returncode != 0
    assert says in refused.stderr


def test_outside_production_each_installation_makes_a_secret_of_its_own(tmp_path: Path) -> None:
    start(PARLEY_VAR=str(tmp_path))
    made = tmp_path / "secret_key"
    assert len(made.read_text()) > 50
    assert made.stat().st_mode & 0o077 == 0
