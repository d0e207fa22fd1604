"""The jobs of RQ, without arguments, and their worker."""

import gc
from contextlib import suppress

import django_rq
from django.conf import settings
from django.db import connections
from django.utils import timezone

from moderation.assessments import pipeline
from moderation.guidelines import publishing
from moderation.models import Desk
from moderation.moods import rescoring
from moderation.policy.matching import BadPattern
from moderation.policy.sentiment import make_engine
from moderation.policy.warming import warm_up
from moderation.work.bell import DEFAULT

# New objects before the garbage collector runs. A work-horse keeps few of its many objects, and is gone within seconds.
GARBAGE = 50_000


def assess_due() -> None:
    pipeline.drain(seconds=settings.JOB_SECONDS)


def rescore_due() -> None:
    rescoring.go_on(timezone.now(), settings.JOB_SECONDS)


def run_worker(name: str = DEFAULT, *, burst: bool = False) -> None:
    """Work on this queue until told to stop."""
    # Loaded once, before the first job forks, instead of in every job.
    if name == DEFAULT:
        load_policy()
    # Loaded objects stay for good, and walking them took the collector a fifth of every job (measured).
    gc.freeze()
    gc.set_threshold(GARBAGE)
    connections.close_all()
    worker = django_rq.get_worker(name, worker_ttl=60, maintenance_interval=30, log_job_description=False)
    worker.work(burst=burst, logging_level="WARNING")


def load_policy() -> None:
    warm_up(publishing.compiled_rule_set(None))
    for desk in Desk.objects.all():
        # A rule set that does not compile fails only its own community's messages, with the reason.
        with suppress(BadPattern):
            warm_up(publishing.compiled_rule_set(desk.rule_set_id), make_engine(desk.engine, desk.own_words))
