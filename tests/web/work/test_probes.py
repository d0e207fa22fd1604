"""What machines ask, and that they are told in time whatever does not answer."""

import time
from collections.abc import Iterator
from datetime import timedelta
from threading import Event, active_count
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from community.models import Channel
from moderation.models import Case, Tally, Upload, User
from moderation.web.shared import asking
from moderation.web.shared.asking import Question, answers_in_time
from moderation.work import broker
from tests.patience import busy, eventually
from tests.silence import black_hole

pytestmark = pytest.mark.django_db
# A probe looks from a connection of its own, which sees only what is committed.
committed = pytest.mark.django_db(transaction=True)
PROBE_SECONDS = 2.0


def test_alive_needs_no_sign_in(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@committed
@pytest.mark.parametrize(("answers", "status"), [(True, 200), (False, 503)])
def test_ready_only_with_a_queue(client: Client, monkeypatch: pytest.MonkeyPatch, answers: bool, status: int) -> None:
    monkeypatch.setattr(broker, "redis_answers", lambda: answers)
    response = client.get("/readyz")
    assert response.status_code == status
    assert response.json() == {"database": True, "queue": answers, "oldest_pending_seconds": None}


@committed
def test_figures_count_what_there_is(client: Client, case: Case) -> None:
    Tally.objects.create(name="assessed", amount=7)
    Tally.objects.create(name="hung", amount=2)
    said = client.get("/metrics").content.decode()
    assert "parley_assessed_total 7.0" in said
    assert "parley_hung_total 2.0" in said
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


@committed
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


def told(client: Client, path: str) -> int:
    """The status of an answer that came in time."""
    began = time.monotonic()
    status = client.get(path).status_code
    assert time.monotonic() - began < PROBE_SECONDS * busy()
    return status


@pytest.fixture
def ana_looks(client: Client, ana: User) -> Client:
    """Somebody who looks from a browser, with a session."""
    client.force_login(ana)
    return client


@committed
def test_probes_answer_in_time_without_a_database(ana_looks: Client, no_database: None) -> None:
    assert [told(ana_looks, path) for path in ("/healthz", "/readyz", "/metrics")] == [200, 503, 503]
    assert ana_looks.get("/readyz").json()["database"] is False


@committed
def test_probes_answer_in_time_while_somebody_holds_the_database(ana_looks: Client, locked_database: None) -> None:
    assert [told(ana_looks, path) for path in ("/healthz", "/readyz")] == [200, 503]
    assert ana_looks.get("/readyz").json()["database"] is False


@pytest.fixture
def deaf_queue(settings: Any) -> Iterator[None]:
    with black_hole() as port:
        settings.REDIS_URL = f"redis://127.0.0.1:{port}/0"
        broker.redis_client.cache_clear()
        yield
    broker.redis_client.cache_clear()


@committed
def test_ready_says_in_time_that_it_is_the_queue(client: Client, deaf_queue: None) -> None:
    assert told(client, "/readyz") == 503
    assert client.get("/readyz").json() == {"database": True, "queue": False, "oldest_pending_seconds": None}


def test_a_refused_scraper_costs_the_database_nothing(
    ana_looks: Client, django_assert_num_queries: Any, settings: Any
) -> None:
    settings.METRICS_TOKEN = "right"
    with django_assert_num_queries(0):
        assert ana_looks.get("/metrics").status_code == 403


def test_whether_it_is_alive_reads_no_session(ana_looks: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        ana_looks.get("/healthz")


def test_questions_that_hang_hold_up_few_threads_and_no_other_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.05)
    at_last, threads = Event(), active_count()
    hangs, works = Question(lambda: at_last.wait(60)), Question(lambda: "yes")
    assert [answers_in_time(hangs, works) for _ in range(20)] == [[None, "yes"]] * 20
    time.sleep(0.2)
    assert active_count() - threads == asking.AT_ONCE
    at_last.set()


def test_whoever_asks_has_an_answer_within_the_time_of_a_probe() -> None:
    assert asking.SECONDS < PROBE_SECONDS
    at_last = Event()
    began = time.monotonic()
    assert answers_in_time(*[Question(lambda: at_last.wait(60)) for _ in range(3)]) == [None] * 3
    assert time.monotonic() - began < PROBE_SECONDS * busy()
    at_last.set()


def test_a_question_leaves_no_connection_behind() -> None:
    def opened() -> Any:
        connections["default"].ensure_connection()
        return connections["default"]

    (used,) = answers_in_time(Question(opened))
    assert eventually(lambda: used.connection is None, within=5)
