"""What machines ask."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Channel
from moderation import queue
from moderation.models import Case, Tally, Upload, User

pytestmark = pytest.mark.django_db


def test_alive_needs_no_sign_in(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.parametrize(("answers", "status"), [(True, 200), (False, 503)])
def test_ready_only_with_a_queue(client: Client, monkeypatch: pytest.MonkeyPatch, answers: bool, status: int) -> None:
    monkeypatch.setattr(queue, "answers", lambda: answers)
    response = client.get("/readyz")
    assert response.status_code == status
    assert response.json() == {"database": True, "queue": answers, "oldest_pending_seconds": None}


def test_figures_count_what_there_is(client: Client, case: Case) -> None:
    Tally.objects.create(name="assessed", amount=7)
    said = client.get("/metrics").content.decode()
    assert "parley_assessed_total 7.0" in said
    assert "parley_open_cases 1.0" in said


@pytest.mark.parametrize(("header", "status"), [("", 403), ("Bearer wrong", 403), ("Bearer right", 200)])
def test_with_a_token_figures_need_it(client: Client, settings: Any, header: str, status: int) -> None:
    settings.METRICS_TOKEN = "right"
    assert client.get("/metrics", headers={"Authorization": header}).status_code == status


def test_without_a_token_figures_are_for_this_machine_alone(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403


def test_production_without_a_token_shows_no_figures(client: Client, settings: Any) -> None:
    settings.PRODUCTION = True
    assert client.get("/metrics").status_code == 403


@pytest.mark.parametrize(("held", "waiting", "seconds"), [(0, 1, 90), (1, 0, 0)])
def test_figures_tell_of_a_file_that_no_worker_has_taken(
    reviews: Channel, mia: User, held: int, waiting: int, seconds: int
) -> None:
    ago = timezone.now() - timedelta(seconds=90)
    named = {"name": "week.csv", "size": 1, "time_zone": "UTC", "state": "checking", "due_at": ago}
    Upload.objects.create(community=reviews.community, channel=reviews, by=mia, **named)
    Upload.objects.lease(timezone.now(), limit=held)
    said = Client().get("/metrics").content.decode()
    assert f"parley_imports_waiting {waiting}.0" in said
    assert f"parley_oldest_import_seconds {seconds}.0" in said
