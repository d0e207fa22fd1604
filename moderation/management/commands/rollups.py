"""Recount a community's marked days, or all days."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from moderation.management.asked import community_asked
from moderation.rollups import refresh


class Command(BaseCommand):
    help = (
        "Count the days of a community that changed since they were last counted; the sweep does the same by itself. "
        "With --rebuild forget all counts and count every day anew; broken off, the sweep goes on with it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--community", required=True, metavar="SLUG")
        parser.add_argument("--rebuild", action="store_true", help="count everything anew")

    def handle(self, **options: Any) -> None:
        started = time.monotonic()
        asked = community_asked(options["community"])
        counted = (refresh.rebuild_rollups if options["rebuild"] else refresh.bring_up_to_date)(asked)
        seconds = time.monotonic() - started
        self.stdout.write(f"{counted:,} days of channels of {asked} counted in {seconds:.1f} s.")
