"""Print the open cases of a community in the order of work."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import reset_queries
from django.utils import timezone

from moderation.cases.ordered import ordered_lines
from moderation.management import asked
from moderation.management.piped import while_somebody_reads
from moderation.policy.written import signed
from moderation.rollups.words import counted_plural

A_QUERY = 1_000


class Command(BaseCommand):
    help = "The open cases of a community, first to last, with the terms that put each where it stands (docs/order.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--community", required=True, metavar="SLUG")
        parser.add_argument("--channel", default="", metavar="SLUG", help="of one channel alone")
        parser.add_argument("--json", action="store_true", help="a JSON object a case")

    def handle(self, **options: Any) -> None:
        community = asked.community_asked(options["community"])
        channel = asked.channel_asked(community, options["channel"]) if options["channel"] else None
        count = 0
        with while_somebody_reads():
            for count, line in enumerate(ordered_lines(community, channel, timezone.now()), start=1):
                self.stdout.write(json.dumps(line, ensure_ascii=False) if options["json"] else in_words(line))
                if count % A_QUERY == 0:
                    # With DEBUG on, Django keeps every statement.
                    reset_queries()
        # Not among the lines, so that every line of the output is a case.
        self.stderr.write(f"{counted_plural(count, 'open case')}.")


def in_words(line: dict[str, Any]) -> str:
    terms = ", ".join(f"{signed(term['value'])} {term['name']}" for term in [*line["terms"], *line["order"]])
    return f"{line['sum']:>6}  case {line['case']}  {line['channel']}  {terms}"
