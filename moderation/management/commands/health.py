"""Prints how a community is: the figures of the health page, of days in its time zone."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.management import asked
from moderation.policy.health import Attainment, Figures, Times
from moderation.rollups import refresh
from moderation.rollups.report import Report, report
from moderation.rollups.words import UNBROKEN, count, duration, mood, rate, share

# Ten years: a slip of the pen is not worth a million empty days.
LONGEST = timedelta(days=3_660)


class Command(BaseCommand):
    help = (
        "The figures of a community over some days, both included, after counting what changed since the last sweep. "
        "docs/definitions.md says what each means."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--community", required=True, metavar="SLUG")
        parser.add_argument("--from", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--to", required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--channel", default="", metavar="SLUG", help="of one channel alone")
        parser.add_argument("--json", action="store_true", help="all figures as one object, also by day and channel")

    def handle(self, **options: Any) -> None:
        community = asked.community(options["community"])
        channel = asked.channel(community, options["channel"]) if options["channel"] else None
        start, end = asked.day(options["from"]), asked.day(options["to"])
        if start > end:
            raise CommandError(f"--from {start} lies after --to {end}.", returncode=asked.REFUSED)
        if end - start > LONGEST:
            raise CommandError(f"From {start} to {end} are more than ten years.", returncode=asked.REFUSED)
        refresh.bring_up_to_date(community)
        found = report(community, start, end, channel)
        self.stdout.write(json.dumps(found.as_json()) if options["json"] else in_words(found))


def in_words(found: Report) -> str:
    rows = list(lines(found.total))
    width = max(len(name) for name, _ in rows)
    title = f"{found.community}, {found.start} to {found.end} ({found.community.time_zone})"
    said = "\n".join([title, "", *(f"{name.ljust(width)}  {said}" for name, said in rows)])
    # Terminals and grep want plain spaces.
    return said.replace(UNBROKEN, " ")


def lines(total: Figures) -> Iterator[tuple[str, str]]:
    messages, tone, posts = total.messages, total.sentiment, total.engagement
    yield "Messages", f"{messages.total:,}: {messages.members:,} of members, {messages.staff:,} of staff"
    yield "Active members", count(messages.active_members)
    yield "Sentiment", f"mean {mood(tone.mean)}, negative {share(tone.negative_share)} of {tone.n:,} scored"
    yield "Not scored", f"{tone.not_scored:,} ({share(tone.not_scored_share)})"
    for name, clocks in (("First response", total.response.first), ("Every reply", total.response.every)):
        yield name, took(clocks.wall)
        yield f"{name}, working", took(clocks.working)
    yield "First action in time", kept(total.targets.first_action)
    yield "First reply in time", kept(total.targets.first_reply)
    yield "Posts", f"{posts.posts:,}, with {rate(posts.replies_per_post)} replies each"
    yield "Reactions", f"{count(posts.reactions)}, {rate(posts.reactions_per_post)} a post"
    yield "Cases", f"{total.cases.opened:,} opened, {total.cases.closed:,} closed"
    yield "Decisions", ", ".join(f"{number:,} {kind}" for kind, number in total.decisions.items()) or "0"


def took(times: Times) -> str:
    if not times.n:
        return "nobody was answered"
    return f"median {duration(times.median_seconds)}, p90 {duration(times.p90_seconds)}, of {times.n:,}"


def kept(target: Attainment) -> str:
    return f"{share(target.share)} of {target.n:,}" if target.n else "no target settled yet"
