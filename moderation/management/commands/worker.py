"""Be an RQ worker for Parley's one queue."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from moderation import jobs


class Command(BaseCommand):
    help = "Work on what the bell rings for, until told to stop. Start as many as there are cores, on any host."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--burst", action="store_true", help="stop when nothing waits")

    def handle(self, *args: Any, **options: Any) -> None:
        jobs.work(burst=options["burst"])
