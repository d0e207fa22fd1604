"""Take back what an import stored."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from community.models import ImportRun
from moderation.models import TakeBack
from moderation.refusal import Refused
from moderation.uploads import actions, taking_back
from moderation.uploads.taking_back import Preview, preview_take_back

REFUSED = 2
# Between two looks at what a worker does.
PAUSE_SECONDS = 0.2


class Command(BaseCommand):
    help = (
        "Take an import back. What it made and nobody acted on goes, what it changed gets back what it was unless "
        "changed again since, and what stays is counted with the reasons. Killed in the middle, it goes on by itself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, help="the number of the run, as import_messages prints it")
        parser.add_argument("--dry-run", action="store_true", help="count, take nothing back")
        parser.add_argument("--json", action="store_true", help="the counts as one JSON object")

    def handle(self, run: int, **options: Any) -> None:
        started = time.monotonic()
        found = ImportRun.objects.select_related("channel", "community").filter(pk=run).first()
        if not found:
            raise CommandError(f"There is no import run {run}.", returncode=REFUSED)
        if options["dry_run"]:
            counts = counts_before(preview_take_back(found, timezone.now()))
        else:
            counts = self.take_back(found)
        report = {"run": run, **counts, "seconds": round(time.monotonic() - started, 3)}
        self.stdout.write(json.dumps(report) if options["json"] else counts_in_words(report, options["dry_run"]))

    def take_back(self, run: ImportRun) -> dict[str, Any]:
        try:
            if not TakeBack.objects.unfinished().filter(run=run).exists():
                actions.take_back(run, None, timezone.now())
        except Refused as refused:
            raise CommandError(refused.reason, returncode=REFUSED) from refused
        carry_to_the_end(run)
        done = TakeBack.objects.get(run=run)
        if done.state == TakeBack.State.FAILED:
            raise CommandError(f"It failed: {done.error}", returncode=REFUSED)
        left = preview_take_back(run, timezone.now())
        return {"removed": done.removed, "put_back": done.put_back, "stays": left.stays}


def carry_to_the_end(run: ImportRun) -> None:
    """Work on it here, or wait where a worker does."""
    while TakeBack.objects.unfinished().filter(run=run).exists():
        if held := taking_back.lease(run):
            taking_back.carry_take_back(held, between=lambda: None)
        else:
            time.sleep(PAUSE_SECONDS)


def counts_before(counts: Preview) -> dict[str, Any]:
    return {"removed": counts.goes, "put_back": counts.put_back, "stays": counts.stays}


def counts_in_words(report: dict[str, Any], is_rehearsal: bool) -> str:
    stays = sum(report["stays"].values())
    said = f"{report['removed']:,} removed, {report['put_back']:,} as before, {stays:,} stay."
    reasons = [f"    {count:,}: {why}" for why, count in report["stays"].items()]
    return "\n".join([f"A rehearsal; nothing was taken back. {said}" if is_rehearsal else said, *reasons])
