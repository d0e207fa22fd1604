"""Erase a member of a source, so that figures alone are left."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from moderation.management import asked
from moderation.management.commands.import_rejects import printable_text
from moderation.members.actions import Extent, begin_erasing, extent_of
from moderation.members.erasing import go_on


class Command(BaseCommand):
    help = (
        "Take a member's texts, name and id out of the database, and their name out of what others said. Rows, times "
        "and figures stay. Broken off, it goes on when it is called again, and the sweep goes on with it too. "
        "docs/privacy.md says what goes and what stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        asked.add_member_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, **options: Any) -> None:
        community, member = asked.member_asked(options)
        extent = extent_of(member)
        for line in extent_in_words(extent):
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("Nothing was erased.")
            return
        with asked.as_command_error():
            erasures = begin_erasing(community, member, None, timezone.now())
        # All of them, as one that has to wait holds up no other.
        finished = [go_on(erasure) for erasure in erasures]
        if all(finished):
            self.stdout.write("Erased.")
        else:
            self.stdout.write("An import of this source is running. The sweep goes on when it is over.")


def extent_in_words(extent: Extent) -> list[str]:
    names = ", ".join(f"{printable_text(str(member))} of {member.source}" for member in extent.members)
    return [
        f"Erasing {names}.",
        f"Emptied: {extent.messages:,} messages, {extent.earlier_texts:,} earlier texts, {extent.findings:,} findings, "
        f"{extent.cases:,} cases. Open cases that are closed: {extent.open_cases:,}.",
        f"Looked through for the name: {extent.others:,} messages of others, what was written about cases, and "
        f"{extent.rejects:,} rejected records. Uploaded files thrown away: {extent.uploads:,}.",
    ]
