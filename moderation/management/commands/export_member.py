"""Print what is held about a member of a source."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from moderation.management import asked
from moderation.management.piped import while_somebody_reads
from moderation.members.exporting import lines_about


class Command(BaseCommand):
    help = (
        "Print what is held about a member, a JSON line each: who they are, their messages with earlier texts and "
        "findings, their cases with decisions, replies and notes, and rejected records that name them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        asked.add_member_arguments(parser)
        parser.add_argument("--json", action="store_true", required=True, help="as JSON lines, the only form")

    def handle(self, **options: Any) -> None:
        _, member = asked.member_asked(options)
        with while_somebody_reads():
            for line in lines_about(member):
                self.stdout.write(line)
