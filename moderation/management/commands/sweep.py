"""Run the sweep once, or every few seconds until told to stop."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from moderation.work import sweep


class Command(BaseCommand):
    help = "Wake workers for due work, read feeds, deliver the outbox. Safe to run on several hosts at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on until SIGTERM, this often")

    def handle(self, *args: Any, every: float | None = None, **options: Any) -> None:
        if every is None:
            found = sweep.sweep_once(timezone.now())
            self.stdout.write(", ".join(f"{name} {count}" for name, count in found.items()))
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            # A connection that the database has closed must not end the loop.
            close_old_connections()
            sweep.sweep_once(timezone.now())
            stop.wait(every)
