"""List members whose channels suggest that they are strangers to each other."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from moderation.management.asked import community_asked
from moderation.management.commands.import_rejects import printable_text
from moderation.management.piped import while_somebody_reads
from moderation.recounts.suspects import Suspect, suspects_of

MOST = 1_000


class Command(BaseCommand):
    help = (
        "List members of a community who have one id and different names in different channels of a source, those who "
        "count as staff for another first. Names are compared as they come in, so an import that was stored before "
        "names were kept has to come in again to be seen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--community", required=True, metavar="SLUG")
        parser.add_argument("--json", action="store_true", help="one object a line")

    def handle(self, **options: Any) -> None:
        community = community_asked(options["community"])
        found = suspects_of(community, MOST)
        with while_somebody_reads():
            for each in found:
                self.stdout.write(json.dumps(as_json(each)) if options["json"] else in_words(each))
            if not options["json"]:
                self.stdout.write(f"{len(found):,} members of {community} are perhaps strangers.")


def as_json(suspect: Suspect) -> dict[str, Any]:
    member = suspect.member
    named = [{"channel": name.channel.slug, "name": name.name} for name in suspect.names]
    return {"source": member.source.name, "external_id": member.external_id, "names": named, "harm": suspect.harm}


def in_words(suspect: Suspect) -> str:
    names = ", ".join(f"{name.name} in {name.channel}" for name in suspect.names)
    member = suspect.member
    said = f"{member.external_id or member.name_key} in {member.source}: {names}"
    return printable_text(f"{suspect.harm} {said}".strip())
