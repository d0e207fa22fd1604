"""Probes of health, readiness and metrics, each answered within two seconds."""

import hmac

from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily

from moderation.assessments.backlog import state
from moderation.models import Case
from moderation.web.shared.address import is_from_here
from moderation.web.shared.asking import Question, answers_in_time
from moderation.work import broker

TEXT = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Answer while this process runs, whatever else is broken."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Answer whether the database and the queue work."""
    work, rings = answers_in_time(WORK, BELL)
    ready = {"database": work is not None, "queue": bool(rings)}
    # Shown only, because taking servers away would not make old work younger.
    oldest = work["oldest_pending_seconds"] if work else None
    status = 200 if all(ready.values()) else 503
    return JsonResponse({**ready, "oldest_pending_seconds": oldest}, status=status)


@rate_limit(action="metrics", limit_get=True)
@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not may_scrape(request):
        # Plain text, because the page of a refusal would read the session.
        return HttpResponse("Figures need the bearer token of PARLEY_METRICS_TOKEN.\n", status=403, content_type=TEXT)
    (figures,) = answers_in_time(FIGURES)
    if figures is None:
        return HttpResponse("The database does not answer.\n", status=503, content_type=TEXT)
    return HttpResponse(generate_latest(figures), content_type="text/plain; version=0.0.4; charset=utf-8")


def work_to_do() -> dict[str, int | None]:
    """Return the backlog, once the database would also take a change."""
    # On SQLite this takes the lock that a change would need.
    with transaction.atomic():
        pass
    return state(timezone.now())


def bell_answers() -> bool:
    return broker.redis_answers()


def may_scrape(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode())
    return not settings.PRODUCTION and is_from_here(request)


class Assessed:
    """A counter kept in the database.

    It survives restarts and counts all workers.
    """

    def __init__(self, total: int) -> None:
        self.total = total

    def collect(self) -> list[CounterMetricFamily]:
        return [CounterMetricFamily("parley_assessed", "Messages assessed since the beginning", value=self.total)]


def gathered_metrics() -> CollectorRegistry:
    now, registry = state(timezone.now()), CollectorRegistry()
    shown = {
        "pending": ("Messages that wait to be assessed", now["pending"]),
        "leased": ("Messages that a worker holds", now["leased"]),
        "dead": ("Messages that could not be checked", now["dead"]),
        "oldest_pending_seconds": ("Age of the oldest message that waits", now["oldest_pending_seconds"]),
        "imports_waiting": ("Uploaded files that no worker has taken yet", now["imports_waiting"]),
        "oldest_import_seconds": ("Age of the oldest file that waits", now["oldest_import_seconds"]),
        "open_cases": ("Cases that are open", Case.objects.open().count()),
    }
    for name, (help_text, value) in shown.items():
        Gauge(f"parley_{name}", help_text, registry=registry).set(value or 0)
    registry.register(Assessed(now["assessed"] or 0))
    return registry


WORK, BELL, FIGURES = Question(work_to_do), Question(bell_answers), Question(gathered_metrics)
# Views that are answered even when no other request is let in.
PROBES = {healthz, readyz, metrics}
