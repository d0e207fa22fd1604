"""What casework, promises, waits and moods must say, counted the slow and obvious way."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from community.models import Community, Message
from moderation.models import Answer, Assessment, Case, CaseEvent, CaseMessage, Clock, Escalation
from moderation.policy.histogram import Histogram
from moderation.policy.hours import Week, working_time

NAMES = ("wait_wall", "next_wall", "desk_working", "close_wall", "report_wall", "delay_wall")
PROMISED = (
    *("kept", "late", "open", "closed", "not_owed", "not_ours", "relaxed"),
    *("unneeded", "undelivered", "by_hand", "platform"),
)
AGAINST = {"hide", "remove", "warn", "suspend", "suspend_7d", "ban"}


@dataclass
class FoundOfCases:
    """What of casework falls on one day of a channel."""

    counts: Counter[str] = field(default_factory=Counter)
    closings: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    promises: dict[Any, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    persons: dict[Any, dict[str, Counter[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )
    waits: list[dict[str, Any]] = field(default_factory=list)
    moods: dict[int, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0, 0]))
    teams: dict[int, list[Escalation]] = field(default_factory=lambda: defaultdict(list))

    def row(self, week: Week) -> dict[str, Any]:
        until = max(((date.fromisoformat(day) if day else date.max) for day in self.closings), default=None)
        return {
            **{name: Histogram.of(each for each in self.seconds[name] if each >= 0).as_json() for name in NAMES},
            "closings": dict(self.closings),
            "standing_until": until,
            "waits": sorted(one_of_a_person(self.waits)),
            "moods": sorted((person, *each) for person, each in self.moods.items()),
            "promises": {
                key: {name: each[name] for name in PROMISED}
                | {"by_person": {person: dict(ends) for person, ends in self.persons[key].items()}}
                for key, each in self.promises.items()
                if each
            },
            "teams": {team: team_row(each, week) for team, each in self.teams.items()},
        }


def one_of_a_person(waits: list[dict[str, Any]]) -> list[tuple[int, int, int, int, int]]:
    people = defaultdict[int, list[dict[str, Any]]](list)
    for wait in waits:
        people[wait["person"]].append(wait)
    rows = []
    for person, each in people.items():
        left = [wait for wait in each if not wait["answered"]] or each
        since, due = min(wait["since"] for wait in left), min(wait["due"] for wait in each)
        by_members = any(wait["by_members"] for wait in left)
        rows.append((person, since, due, int(any(wait["answered"] for wait in each)), int(by_members)))
    return rows


def team_row(asked: list[Escalation], week: Week) -> dict[str, Any]:
    def took(name: str) -> dict[str, Any]:
        ends = [(each.made_at, getattr(each, name)) for each in asked if getattr(each, name)]
        return Histogram.of(working_time(*each, week).total_seconds() for each in ends).as_json()

    return {
        "asked": len(asked),
        "open": len([each for each in asked if each.closed_at is None]),
        "acknowledge": took("acknowledged_at"),
        "answer": took("answered_at"),
    }


Days = Callable[[int, datetime], FoundOfCases]


def count_all(community: Community, days: Days, day_of: Callable[[datetime], date], week: Week) -> None:
    for case in Case.objects.filter(community=community):
        here = days(case.channel_id, case.opened_at)
        here.closings[day_of(case.closed_at).isoformat() if case.closed_at else ""] += 1
        if case.closed_at:
            took = (case.closed_at - case.opened_at).total_seconds()
            days(case.channel_id, case.closed_at).seconds["close_wall"].append(took)
    for row in CaseMessage.objects.filter(case__community=community, left_at=None).select_related("case", "message"):
        count_report(days, row)
    for clock in Clock.objects.filter(case__community=community).select_related("escalation", "message", "case"):
        count_clock(days, clock, week)
    for escalation in Escalation.objects.filter(community=community, withdrawn_at=None).select_related("case"):
        days(escalation.case.channel_id, escalation.made_at).teams[escalation.team_id].append(escalation)
    for message in Message.objects.filter(community=community):
        count_message(days, message)
    count_decisions(days, community)


def count_report(days: Days, row: CaseMessage) -> None:
    if "reports" not in row.opened_for:
        return
    here = days(row.case.channel_id, row.case.opened_at)
    here.counts["reported"] += 1
    here.counts["reports"] += row.message.reports or 0
    here.counts["reports_upheld"] += row.settled_as == "decided" and row.case.decision in AGAINST
    if row.settled_at:
        here.seconds["report_wall"].append((row.settled_at - row.joined_at).total_seconds())


def count_clock(days: Days, clock: Clock, week: Week) -> None:
    if clock.kept_at and not clock.escalation:
        count_kept(days(clock.channel_id, clock.kept_at), clock, week)
    if clock.escalation and clock.escalation.withdrawn_at:
        return
    key, here = (clock.kind, clock.severity, clock.escalation and clock.escalation.team_id), None
    fate = fate_of(clock)
    if fate is None:
        return
    here = days(clock.channel_id, clock.due_by)
    here.promises[key][fate] += 1
    if clock.kept_at and clock.kept_as in ("by_hand", "platform"):
        here.promises[key][clock.kept_as] += 1
    if not clock.kept_at and clock.ended_as in ("unneeded", "undeliver"):
        here.promises[key]["unneeded" if clock.ended_as == "unneeded" else "undelivered"] += 1
    if not clock.kept_at and clock.ended_as in ("acted", "withdrawn", "thanks", "unneeded"):
        actor = CaseEvent.objects.filter(case=clock.case, at=clock.ended_at).exclude(actor=None).order_by("pk").first()
        if actor:
            here.persons[key][str(actor.actor_id)][clock.ended_as] += 1
    if clock.kind in ("reply", "next_reply") and fate in ("kept", "late", "open", "closed"):
        here.waits.append(wait_of(clock))


def count_kept(here: FoundOfCases, clock: Clock, week: Week) -> None:
    assert clock.kept_at
    since_posted = (clock.kept_at - clock.message.posted_at).total_seconds()
    if clock.kind == "reply":
        here.seconds["wait_wall"].append(since_posted)
    if clock.kind == "next_reply":
        here.seconds["next_wall"].append(since_posted)
    if clock.kind == "action" and clock.kept_at >= clock.started_at:
        wall = clock.kept_at - clock.started_at
        took = wall if clock.any_hour else working_time(clock.started_at, clock.kept_at, week)
        here.seconds["desk_working"].append(took.total_seconds())


def fate_of(clock: Clock) -> str | None:
    if clock.kept_at:
        return "kept" if clock.kept_at <= clock.due_by else "late"
    if not clock.ended_at:
        return "open"
    if clock.ended_as == "withdrawn":
        return "not_owed" if clock.ended_at <= clock.due_by else "closed"
    fates = {"acted": "not_owed", "thanks": "not_owed", "not_ours": "not_ours", "relaxed": "relaxed", "moved": None}
    return fates.get(clock.ended_as, "closed")


def wait_of(clock: Clock) -> dict[str, Any]:
    asked = clock.message
    later = Answer.objects.filter(
        conversation=asked.conversation_id, answered=True, posted_at__gte=asked.posted_at, message__removed_at=None
    )
    by_staff = [each for each in later if (each.author_id or None, each.target_id or None) != (None, None)]
    meant = [each for each in by_staff if is_meant(each, asked)]
    replies = Message.objects.filter(parent=asked, from_staff=False, automated=False, internal=False, removed_at=None)
    others = [each for each in replies if each.author_id is None or each.author_id != asked.author_id]
    return {
        "person": asked.author_id or -asked.pk,
        "since": int(asked.posted_at.timestamp()),
        "due": int(clock.due_by.timestamp()),
        "answered": bool(clock.kept_at or meant),
        "by_members": bool(others) and not clock.kept_at,
    }


def is_meant(answer: Answer, asked: Message) -> bool:
    return answer.author_id == asked.author_id if asked.author_id else answer.target_id == asked.pk


def count_message(days: Days, message: Message) -> None:
    here = days(message.channel_id, message.posted_at) if message.removed_at is None else None
    if here and message.automated:
        here.counts["automated_messages"] += 1
    if message.from_staff or message.automated:
        return
    if here and not message.internal:
        here.seconds["delay_wall"].append((message.received_at - message.posted_at).total_seconds())
    made = Assessment.objects.filter(message=message, revision=message.revision).first()
    if made is None or made.compound is None or is_spam(message, made):
        return
    place = 2 if message.removed_at else 0
    sums = days(message.channel_id, message.posted_at).moods[message.author_id or -message.pk]
    sums[place] += 1
    sums[place + 1] += round(made.compound * 10_000)


def is_spam(message: Message, made: Assessment) -> bool:
    if any(finding.version.category == "spam" for finding in made.findings.all()):
        return True
    if message.removed_at is None:
        return False
    rows = CaseMessage.objects.filter(message=message, left_at=None)
    events = [event for row in rows for event in row.case.events.all()]
    undone = {event.facts["event"] for event in events if event.kind == "undone"}
    spam = set(message.community.guidelines.filter(category="spam").values_list("pk", flat=True))
    decided = [event for event in events if event.kind == "decided" and event.pk not in undone]
    return any(event.facts.get("guideline") in spam for event in decided)


def opened_again(event: CaseEvent) -> bool:
    undone = event.kind == "undone" and event.facts["what"] != "decided" and event.facts.get("opens", False)
    return undone or event.kind == "reopened"


def count_decisions(days: Days, community: Community) -> None:
    events = list(CaseEvent.objects.filter(case__community=community).select_related("case"))
    undone = {event.facts["event"] for event in events if event.kind == "undone"}
    for event in events:
        if event.kind != "decided":
            continue
        here = days(event.case.channel_id, event.at)
        if event.pk in undone:
            here.counts["decisions_undone"] += 1
            continue
        again = [each for each in events if each.case_id == event.case_id and opened_again(each)]
        soon = [each for each in again if event.at < each.at <= event.at + timedelta(days=7)]
        here.counts["decisions_reopened"] += bool(soon)
