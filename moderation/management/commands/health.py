"""Print the figures of a community's health page."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.management import asked
from moderation.policy.decisions import act_of
from moderation.policy.health import Attainment, Figures, Times
from moderation.policy.health.promises import ALL
from moderation.rollups import refresh
from moderation.rollups.report import Report, health_report, people_named
from moderation.rollups.words import (
    UNBROKEN,
    change_in_words,
    count_words,
    duration_words,
    mood_figure,
    rate_words,
    share_words,
)

# Twenty years. A mistyped year would make a million empty days.
LONGEST = timedelta(days=7_320)


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
            raise CommandError(f"From {start} to {end} are more than twenty years.", returncode=asked.REFUSED)
        # Other programs take these figures on, so they must be up to date.
        refresh.bring_up_to_date(community)
        found = health_report(community, start, end, channel)
        self.stdout.write(json.dumps(as_json(found)) if options["json"] else report_in_words(found))


def as_json(found: Report) -> dict[str, Any]:
    """Return all figures, with who ended promises as not owed or in need of no answer."""
    people = [{"person": person.email} | ends for person, ends in people_named(found)]
    return found.as_json() | {"by_person": people}


def report_in_words(found: Report) -> str:
    rows = [*promise_lines(found), *figure_lines(found.total)]
    width = max(len(name) for name, _ in rows)
    title = f"{found.community}, {found.start} to {found.end} ({found.community.time_zone})"
    said = "\n".join([title, "", *(f"{name.ljust(width)}  {said}" for name, said in rows)])
    # Terminals and grep want plain spaces.
    return said.replace(UNBROKEN, " ")


def promise_lines(found: Report) -> Iterator[tuple[str, str]]:
    total, mood, tone = found.total, found.moods.total.change, found.total.sentiment
    kept, waiting = total.promises[ALL], total.waiting
    yield "Promises kept", f"{share_words(kept.share)} of {kept.fell_due:,} that fell due"
    yield "Kept late", f"{kept.kept_late:,}, {kept.open_late:,} still open and late, {kept.closed:,} closed without"
    yield "Apart", f"{kept.not_owed:,} not owed, {kept.not_ours:,} not ours, {kept.relaxed:,} relaxed by hand"
    yield "Never answered", f"{waiting.never_answered:,} of {waiting.people:,} people who waited"
    yield "Open cases", count_words(total.backlog.open)
    yield "Member's wait", response_words(total.durations.member_wait)
    yield "Desk's time, working", response_words(total.durations.desk)
    yield "Mood", f"{mood_figure(mood.change)} against before, {change_in_words(mood)}"
    yield "Not scored", f"{tone.not_scored:,} ({share_words(tone.not_scored_share)})"


def figure_lines(total: Figures) -> Iterator[tuple[str, str]]:
    messages, posts = total.messages, total.engagement
    yield "Messages", f"{messages.total:,}: {messages.members:,} of members, {messages.staff:,} of staff"
    yield "Active members", count_words(messages.active_members)
    for name, clocks in (("First response", total.response.first), ("Every reply", total.response.every)):
        yield name, response_words(clocks.wall)
        yield f"{name}, working", response_words(clocks.working)
    yield "First action in time", attainment_words(total.targets.first_action)
    yield "First reply in time", attainment_words(total.targets.first_reply)
    yield "Posts", f"{posts.posts:,}, with {rate_words(posts.replies_per_post)} replies each"
    yield "Reactions", f"{count_words(posts.reactions)}, {rate_words(posts.reactions_per_post)} a post"
    yield "Cases", f"{total.cases.opened:,} opened, {total.cases.closed:,} closed"
    decisions = (f"{number:,} {act_of(kind).words.lower()}" for kind, number in total.decisions.items())
    yield "Decisions", ", ".join(decisions) or "0"


def response_words(times: Times) -> str:
    if not times.n:
        return "nobody was answered"
    return f"median {duration_words(times.median_seconds)}, p90 {duration_words(times.p90_seconds)}, of {times.n:,}"


def attainment_words(target: Attainment) -> str:
    return f"{share_words(target.share)} of {target.n:,}" if target.n else "no target settled yet"
