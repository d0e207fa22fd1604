"""Run an RQ worker for one of Parley's two queues."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.work import bell, broker, jobs


class Command(BaseCommand):
    help = (
        "Work on what the bell rings for, until told to stop. Start about one a core, on any host, and beside them one "
        "for slow jobs, without which no file is imported in the browser."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "queue", nargs="?", choices=bell.QUEUES, default=bell.DEFAULT, help="slow: imports; default: all else"
        )
        parser.add_argument("--burst", action="store_true", help="stop when nothing waits")

    def handle(self, *args: Any, **options: Any) -> None:
        if not broker.redis_answers():
            raise CommandError("Redis does not answer at REDIS_URL. Nothing is lost: start it, then start the worker.")
        jobs.run_worker(options["queue"], burst=options["burst"])
