"""Export the cases of a community with their messages, clocks and escalations."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import reset_queries
from django.utils import timezone

from moderation.cases.exporting import A_QUERY, STATES, case_lines
from moderation.management import asked
from moderation.management.piped import while_somebody_reads
from moderation.models import Case


class Command(BaseCommand):
    help = (
        "Export the cases of a community, one JSON line each by their numbers: their messages, copies, clocks and "
        "escalations, and nobody's words."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--community", required=True, metavar="SLUG")
        parser.add_argument("--state", choices=STATES, default="all", help="which cases, all without it")
        parser.add_argument("--json", action="store_true", help="JSON lines, which is also what comes without it")

    def handle(self, **options: Any) -> None:
        community, count = asked.community_asked(options["community"]), 0
        cases = STATES[options["state"]](Case.objects.filter(community=community))
        with while_somebody_reads():
            for count, line in enumerate(case_lines(cases, timezone.now()), start=1):
                self.stdout.write(json.dumps(line, ensure_ascii=False))
                if count % A_QUERY == 0:
                    # With DEBUG on, Django keeps every statement.
                    reset_queries()
        # Not among the lines, so that every line of the file is a case.
        self.stderr.write(f"{count:,} cases exported.")
