"""Assess what is due in this process, without Redis."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from moderation.assessments import pipeline
from moderation.models import PendingAssessment


class Command(BaseCommand):
    help = "Assess what is due, without Redis, until nothing is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--retry-dead", action="store_true", help="try again what could not be checked")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry_dead"]:
            again = {"died_at": None, "tries": 0, "token": None, "error": "", "due_at": timezone.now()}
            # A dead message has a case already.
            again["is_first"] = False
            count = PendingAssessment.objects.dead().update(**again)
            self.stdout.write(f"{count} that could not be checked are tried again.")
        self.stdout.write(f"{pipeline.drain()} messages assessed.")
