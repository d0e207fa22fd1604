"""Tries the examples of guidelines, and fails where one is broken."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.guidelines.examples import Checked, check_examples, check_one, disguised, language_of
from moderation.management.commands.check_texts import find_by_slug
from moderation.policy.starter import KINDS, starter_for


class Command(BaseCommand):
    help = "Try the examples of guidelines; the command fails where one is broken. Nothing is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        of = parser.add_mutually_exclusive_group()
        of.add_argument("--community", help="the guidelines in force there; without it, the starter guidelines")
        of.add_argument("--kind", choices=KINDS, default="brand", help="whose starter guidelines")
        parser.add_argument("--disguises", action="store_true", help="try what must be found in disguises too")
        parser.add_argument("--json", action="store_true", help="print one JSON object a line, one for each guideline")

    def handle(self, *, community: str | None, kind: str, **options: Any) -> None:
        here = find_by_slug(community)
        language = language_of(here) if here else "en"
        checked: Iterable[Checked] = (
            check_examples(here) if here else (check_one(each.key, each, language) for each in starter_for(kind))
        )
        broken = 0
        for each in checked:
            broken += len(each.broken) + bool(each.fault)
            with_disguises = options["disguises"] and not each.fault
            said = line_of(each, disguised(each.guideline, language) if with_disguises else None)
            self.stdout.write(json.dumps(said) if options["json"] else written(said))
        if broken:
            raise CommandError(f"{broken} example{'' if broken == 1 else 's'} broken.")


def line_of(each: Checked, share: float | None) -> dict[str, Any]:
    return {
        "guideline": each.slug,
        "examples": len(each.tried),
        "kept": each.kept,
        "disguised": None if share is None else round(share, 3),
        "broken": [{"text": one.text, "must_find": one.must} for one in each.broken],
        "fault": each.fault,
    }


def written(said: dict[str, Any]) -> str:
    share = "" if said["disguised"] is None else f", {said['disguised']:.0%} found in disguises"
    if said["fault"]:
        return f"{said['guideline']}: its rules cannot look: {said['fault']}"
    lines = [f"{said['guideline']}: {said['kept']} of {said['examples']} examples kept{share}"]
    wrong = {True: "is not found", False: "is found"}
    lines += [f"  “{one['text']}” {wrong[one['must_find']]}" for one in said["broken"]]
    return "\n".join(lines)
