"""Be an RQ worker for Parley's one queue."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation import jobs, queue


class Command(BaseCommand):
    help = "Work on what the bell rings for, until told to stop. Start as many as there are cores, on any host."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--burst", action="store_true", help="stop when nothing waits")

    def handle(self, *args: Any, **options: Any) -> None:
        if not queue.answers():
            raise CommandError("Redis does not answer at REDIS_URL. Nothing is lost: start it, then start the worker.")
        jobs.work(burst=options["burst"])
