"""Print the figures of a community's health page."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.management import asked
from moderation.policy.health import Attainment, Figures, Times
from moderation.rollups import refresh
from moderation.rollups.report import Report, health_report
from moderation.rollups.words import UNBROKEN, count_words, duration_words, mood_figure, rate_words, share_words

# Ten years. A mistyped year would make a million empty days.
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
        community = asked.community_asked(options["community"])
        channel = asked.channel_asked(community, options["channel"]) if options["channel"] else None
        start, end = asked.day_asked(options["from"]), asked.day_asked(options["to"])
        if start > end:
            raise CommandError(f"--from {start} lies after --to {end}.", returncode=asked.REFUSED)
        if end - start > LONGEST:
            raise CommandError(f"From {start} to {end} are more than ten years.", returncode=asked.REFUSED)
        # Other programs take these figures on, so they must be up to date.
        refresh.bring_up_to_date(community)
        found = health_report(community, start, end, channel)
        self.stdout.write(json.dumps(found.as_json()) if options["json"] else report_in_words(found))


def report_in_words(found: Report) -> str:
    rows = list(figure_lines(found.total))
    width = max(len(name) for name, _ in rows)
    title = f"{found.community}, {found.start} to {found.end} ({found.community.time_zone})"
    said = "\n".join([title, "", *(f"{name.ljust(width)}  {said}" for name, said in rows)])
    # Terminals and grep want plain spaces.
    return said.replace(UNBROKEN, " ")


def figure_lines(total: Figures) -> Iterator[tuple[str, str]]:
    messages, tone, posts = total.messages, total.sentiment, total.engagement
    yield "Messages", f"{messages.total:,}: {messages.members:,} of members, {messages.staff:,} of staff"
    yield "Active members", count_words(messages.active_members)
    yield (
        "Sentiment",
        f"mean {mood_figure(tone.mean)}, negative {share_words(tone.negative_share)} of {tone.n:,} scored",
    )
    yield "Not scored", f"{tone.not_scored:,} ({share_words(tone.not_scored_share)})"
    for name, clocks in (("First response", total.response.first), ("Every reply", total.response.every)):
        yield name, response_words(clocks.wall)
        yield f"{name}, working", response_words(clocks.working)
    yield "First action in time", attainment_words(total.targets.first_action)
    yield "First reply in time", attainment_words(total.targets.first_reply)
    yield "Posts", f"{posts.posts:,}, with {rate_words(posts.replies_per_post)} replies each"
    yield "Reactions", f"{count_words(posts.reactions)}, {rate_words(posts.reactions_per_post)} a post"
    yield "Cases", f"{total.cases.opened:,} opened, {total.cases.closed:,} closed"
    yield "Decisions", ", ".join(f"{number:,} {kind}" for kind, number in total.decisions.items()) or "0"


def response_words(times: Times) -> str:
    if not times.n:
        return "nobody was answered"
    return f"median {duration_words(times.median_seconds)}, p90 {duration_words(times.p90_seconds)}, of {times.n:,}"


def attainment_words(target: Attainment) -> str:
    return f"{share_words(target.share)} of {target.n:,}" if target.n else "no target settled yet"
