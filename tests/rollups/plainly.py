"""What the rollups must say, counted the slow and obvious way: every row of every table, in Python."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from community.models import Community, Message
from moderation.models import Assessment, Case, CaseEvent, DayRollup, PromiseDay, TeamDay
from moderation.policy.histogram import Histogram
from moderation.policy.hours import Week, working_time
from moderation.rollups.packing import unpack_keys, unpack_rows
from moderation.rollups.refresh import COUNTED
from moderation.targets import week_of
from tests.rollups import plain_cases

Pair = tuple[int, date]
Rows = dict[Pair, dict[str, Any]]
TARGETS = {"action": "first_action", "reply": "first_reply"}
HISTOGRAMS = ("first_wall", "first_working", "every_wall", "every_working")
# The columns that `plain_cases` counts, and the width of its packed rows.
PACKED = {"waits": 5, "moods": 5}
OF_CASES = (*plain_cases.NAMES, "closings", "standing_until", *PACKED)


def rollups(community: Community) -> Rows:
    """The stored rows, by channel and date."""
    found = {
        (row.channel_id, row.date): {name: value_of(row, name) for name in COUNTED if name != "community"}
        | {"promises": {}, "teams": {}}
        for row in DayRollup.objects.filter(community=community)
    }
    for promised in PromiseDay.objects.filter(community=community):
        key = (promised.kind, promised.severity, promised.team_id)
        columns = {name: getattr(promised, name) for name in (*plain_cases.PROMISED, "by_person")}
        found[promised.channel_id, promised.date]["promises"][key] = columns
    for asked in TeamDay.objects.filter(community=community):
        columns = {name: getattr(asked, name) for name in ("asked", "open", "acknowledge", "answer")}
        found[asked.channel_id, asked.date]["teams"][asked.team_id] = columns
    return found


def value_of(row: DayRollup, name: str) -> Any:
    value = getattr(row, name)
    if name in PACKED:
        return sorted(unpack_rows(value, PACKED[name]))
    return list(unpack_keys(value)) if name == "members" else value


@dataclass
class Found:
    """What falls on one day of a channel."""

    counts: Counter[str] = field(default_factory=Counter)
    members: set[int] = field(default_factory=set)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    decisions: Counter[str] = field(default_factory=Counter)
    of_cases: plain_cases.FoundOfCases = field(default_factory=plain_cases.FoundOfCases)

    def row(self, week: Week) -> dict[str, Any]:
        others = ("community", "members", "decisions", *HISTOGRAMS, *OF_CASES)
        counts = self.counts + self.of_cases.counts
        return {name: counts[name] for name in COUNTED if name not in others} | {
            "compound_sum": self.counts["ten_thousandths"] / 10_000,
            "members": sorted(self.members),
            "decisions": dict(self.decisions),
            **{name: Histogram.of(self.seconds[name]).as_json() for name in HISTOGRAMS},
            **self.of_cases.row(week),
        }


@dataclass
class Days:
    """All days of a community's channels on which anything falls."""

    zone: ZoneInfo
    found: dict[Pair, Found] = field(default_factory=lambda: defaultdict(Found))

    def __call__(self, channel: int, at: datetime) -> Found:
        return self.found[channel, self.day_of(at)]

    def day_of(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()


def counted(community: Community) -> Rows:
    """The same rows from the tables."""
    days, week = Days(ZoneInfo(community.time_zone)), week_of(community)
    people = Message.objects.filter(community=community, automated=False, internal=False)
    messages = list(people.filter(removed_at=None))
    scores = {(made.message_id, made.revision): made.compound for made in Assessment.objects.all()}
    for message in messages:
        count_message(days(message.channel_id, message.posted_at), message, scores)
    for name, asked, answer in waits(messages):
        seconds = days(answer.channel_id, answer.posted_at).seconds
        seconds[f"{name}_wall"].append((answer.posted_at - asked.posted_at).total_seconds())
        seconds[f"{name}_working"].append(working_time(asked.posted_at, answer.posted_at, week).total_seconds())
    for case in Case.objects.filter(community=community):
        count_case(days, case)
    for event in standing(community):
        days(event.case.channel_id, event.at).decisions[event.facts["action"]] += 1
    plain_cases.count_all(community, lambda channel, at: days(channel, at).of_cases, days.day_of, week)
    rows = {pair: found.row(week) for pair, found in days.found.items()}
    return {pair: row for pair, row in rows.items() if any(map(says_something, row.values()))}


def says_something(value: Any) -> bool:
    return bool(value["n"] if isinstance(value, dict) and "buckets" in value else value)


def count_message(here: Found, message: Message, scores: dict[tuple[int, int], float | None]) -> None:
    here.counts["staff_messages" if message.from_staff else "member_messages"] += 1
    begins = message.conversation.root_id == message.pk and not message.waiting_for
    here.counts["posts" if begins else "replies"] += 1
    here.counts["reactions"] += message.reactions or 0
    here.counts["reactions_known"] += message.reactions is not None
    if message.from_staff:
        return
    here.members.add(message.author_id or -message.pk)
    if (message.pk, message.revision) in scores:
        compound = scores[message.pk, message.revision]
        here.counts["not_scored" if compound is None else "scored"] += 1
        here.counts["negative"] += compound is not None and compound <= -0.05
        # So that the sum is exact.
        here.counts["ten_thousandths"] += round((compound or 0) * 10_000)


def count_case(days: Days, case: Case) -> None:
    days(case.channel_id, case.opened_at).counts["cases_opened"] += 1
    if case.closed_at:
        days(case.channel_id, case.closed_at).counts["cases_closed"] += 1
    for clock in case.clocks.all():
        if clock.kept_at and clock.kind in TARGETS:
            met = "met" if clock.kept_at <= clock.due_by else "missed"
            days(clock.channel_id, clock.kept_at).counts[f"{TARGETS[clock.kind]}_{met}"] += 1


def waits(messages: list[Message]) -> Iterator[tuple[str, Message, Message]]:
    """Each response: to a message, and to the first one of a thread."""
    alive = {message.pk: message for message in messages}
    threads: dict[int, list[Message]] = defaultdict(list)
    for message in sorted(messages, key=lambda each: (each.posted_at, each.conversation.root_id != each.pk, each.pk)):
        threads[message.conversation_id].append(message)
        parent = alive.get(message.parent_id or 0)
        if message.from_staff and parent and not parent.from_staff and parent.posted_at <= message.posted_at:
            yield "every", parent, message
    for thread in threads.values():
        answer = next((message for message in thread if message.from_staff), None)
        if answer and not thread[0].from_staff:
            yield "first", thread[0], answer


def standing(community: Community) -> list[CaseEvent]:
    events = list(CaseEvent.objects.filter(case__community=community).select_related("case"))
    undone = {event.facts["event"] for event in events if event.kind == "undone"}
    return [event for event in events if event.kind == "decided" and event.pk not in undone]
