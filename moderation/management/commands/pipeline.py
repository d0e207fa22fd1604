"""Print the state of the pipeline."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from moderation.assessments.backlog import state


class Command(BaseCommand):
    help = (
        "Print how many messages wait to be assessed, are leased, were assessed or are dead, "
        "and how many uploaded files wait for a worker of slow jobs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one object on one line")

    def handle(self, *args: Any, **options: Any) -> None:
        now = state(timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(now))
            return
        for name, value in now.items():
            self.stdout.write(f"{name.replace('_', ' '):24}{'none' if value is None else value}")
