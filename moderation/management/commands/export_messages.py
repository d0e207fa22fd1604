"""Export stored messages so that another installation can import them."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import reset_queries

from community.exports import A_QUERY, Wanted, export_lines
from moderation.management import asked
from moderation.management.piped import while_somebody_reads


class Command(BaseCommand):
    help = (
        "Export the stored messages of a community, one JSON line each, as read_messages shows them, with channel, "
        "source and revision. import_messages reads the export of a channel."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--community", required=True, metavar="SLUG")
        parser.add_argument("--channel", default="", metavar="SLUG", help="of one channel alone")
        parser.add_argument("--from", default="", metavar="YYYY-MM-DD", help="the first day, by the time of posting")
        parser.add_argument("--to", default="", metavar="YYYY-MM-DD", help="the last day, included")
        parser.add_argument("--json", action="store_true", help="JSON lines, which is also what comes without it")

    def handle(self, **options: Any) -> None:
        count = 0
        with while_somebody_reads():
            for count, line in enumerate(export_lines(wanted_messages(options)), start=1):
                self.stdout.write(json.dumps(line, ensure_ascii=False))
                if count % A_QUERY == 0:
                    # With DEBUG on, Django keeps every statement.
                    reset_queries()
        # Not among the lines, so that every line of the file is a message.
        self.stderr.write(f"{count:,} messages exported.")


def wanted_messages(options: dict[str, Any]) -> Wanted:
    community = asked.community_asked(options["community"])
    channel = asked.channel_asked(community, options["channel"]) if options["channel"] else None
    first, last = (asked.day_asked(options[name]) if options[name] else None for name in ("from", "to"))
    if first and last and first > last:
        raise CommandError(f"--from {first} lies after --to {last}.", returncode=asked.REFUSED)
    zone = ZoneInfo(community.time_zone)
    until = last + timedelta(days=1) if last else None
    return Wanted(community, channel, midnight(first, zone), midnight(until, zone))


def midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time(), zone) if day else None
