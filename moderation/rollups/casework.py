"""Count what people did about cases on a day, and what became of the cases that were opened on it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, Func, Q

from community.ingest.seen import in_chunks
from moderation.models import Case, CaseEvent, CaseMessage, Clock, Escalation, TeamDay
from moderation.models.rollups import EVER_AFTER
from moderation.policy.clocks import Kind
from moderation.policy.decisions import DECISIONS
from moderation.policy.histogram import Histogram
from moderation.policy.hours import working_time
from moderation.policy.values import Opening
from moderation.rollups.channel_days import ChannelDay
from moderation.rollups.days import date_of
from moderation.rollups.spans import spread

# SQLite uses a partial index only for its very words, and not for a parameter.
DECIDED = Func(template="'decided'", output_field=CharField())
# A case that opens again so soon was closed too early.
SOON = timedelta(days=7)
# Under which `closings` has the cases that stand open.
STANDING = ""


class Decided(NamedTuple):
    case: int
    action: str
    at: datetime


def count_casework(day: ChannelDay) -> dict[str, Any]:
    return count_cases(day) | count_cohort(day) | count_decisions(day) | count_reports(day)


def count_cases(day: ChannelDay) -> dict[str, int]:
    here = Case.objects.filter(channel=day.channel)
    counts = {
        "cases_opened": here.filter(day.when("opened_at")).count(),
        "cases_closed": here.filter(day.when("closed_at")).count(),
    }
    kept = Clock.objects.filter(day.when("kept_at"), channel=day.channel)
    in_time = Q(kept_at__lte=F("due_by"))
    for name, kind in (("first_action", Kind.ACTION), ("first_reply", Kind.REPLY)):
        # A target counts on the day on which it was kept.
        counts |= kept.filter(kind=kind).aggregate(
            **{f"{name}_met": Count("pk", filter=in_time), f"{name}_missed": Count("pk", filter=~in_time)}
        )
    return counts


def count_cohort(day: ChannelDay) -> dict[str, Any]:
    """Count the cases that were opened on the day by the day on which they were closed, if they are."""
    opened = Case.objects.filter(day.when("opened_at"), channel=day.channel).values_list("closed_at", flat=True)
    closed = Counter(date_of(at, day.zone) if at else EVER_AFTER for at in opened)
    named = {STANDING if each == EVER_AFTER else each.isoformat(): closed[each] for each in sorted(closed)}
    return {"closings": named, "standing_until": max(closed, default=None)}


def count_decisions(day: ChannelDay) -> dict[str, Any]:
    """Count the day's decisions by kind without those that were undone, which are apart."""
    made = CaseEvent.objects.filter(day.when("at"), kind=DECIDED, case__channel=day.channel)
    found = {pk: Decided(*rest) for pk, *rest in made.values_list("pk", "case", "facts__action", "at")}
    after = events_after(each.case for each in found.values())
    undone = {facts["event"] for _, kind, _, facts in after if kind == CaseEvent.Kind.UNDONE}
    standing = [each for pk, each in found.items() if pk not in undone]
    reopened = [(case, at) for case, kind, at, facts in after if opens_again(kind, facts)]
    again = [each for each in standing if any(was_reopened(each, *one) for one in reopened)]
    counts = Counter(each.action for each in standing)
    return {
        "decisions": dict(sorted(counts.items())),
        "decisions_undone": len(found) - len(standing),
        "decisions_reopened": len(again),
    }


def events_after(cases: Iterable[int]) -> list[tuple[int, str, datetime, dict[str, Any]]]:
    kinds = (CaseEvent.Kind.UNDONE, CaseEvent.Kind.REOPENED)
    back = CaseEvent.objects.filter(kind__in=kinds)
    return [
        row
        for keys in in_chunks(set(cases))
        for row in back.filter(case__in=keys).values_list("case", "kind", "at", "facts")
    ]


def opens_again(kind: str, facts: Mapping[str, Any]) -> bool:
    """Tell whether this opened a case again. A decision that was undone is counted as that."""
    if kind == CaseEvent.Kind.UNDONE:
        return facts.get("what") != CaseEvent.Kind.DECIDED and facts.get("opens", False)
    return kind == CaseEvent.Kind.REOPENED


def was_reopened(decided: Decided, case: int, at: datetime) -> bool:
    return case == decided.case and decided.at < at <= decided.at + SOON


def count_reports(day: ChannelDay) -> dict[str, Any]:
    """Count the reported messages of cases that were opened on the day."""
    here = CaseMessage.objects.filter(day.when("case__opened_at"), case__channel=day.channel, left_at=None)
    told = ("opened_for", "message__reports", "joined_at", "settled_at", "settled_as", "case__decision")
    rows = [row for row in here.values_list(*told) if Opening.REPORTS in row[0]]
    upheld = [row for row in rows if row[4] == CaseMessage.Settled.DECIDED and is_against(row[5])]
    return {
        "reported": len(rows),
        "reports": sum(row[1] or 0 for row in rows),
        "reports_upheld": len(upheld),
        "report_wall": spread(settled - joined for _, _, joined, settled, _, _ in rows if settled),
    }


def is_against(decision: str) -> bool:
    return decision in DECISIONS and DECISIONS[decision].against_author


def count_teams(day: ChannelDay) -> list[TeamDay]:
    """Count what teams were asked on the day."""
    asked = Escalation.objects.filter(
        day.when("made_at"), community=day.channel.community_id, case__channel=day.channel, withdrawn_at=None
    )
    rows: dict[int, list[tuple[Any, ...]]] = {}
    for team, *moments in asked.values_list("team", "made_at", "acknowledged_at", "answered_at", "closed_at"):
        rows.setdefault(team, []).append(tuple(moments))
    return [team_day(day, team, rows[team]) for team in sorted(rows)]


def team_day(day: ChannelDay, team: int, asked: list[tuple[Any, ...]]) -> TeamDay:
    def took(until: int) -> dict[str, Any]:
        spans = (working_time(each[0], each[until], day.week) for each in asked if each[until])
        return Histogram.of(each.total_seconds() for each in spans).as_json()

    return TeamDay(
        community_id=day.channel.community_id,
        channel=day.channel,
        date=day.on,
        team_id=team,
        asked=len(asked),
        open=sum(each[3] is None for each in asked),
        acknowledge=took(1),
        answer=took(2),
    )


def closed_days(closings: dict[str, int]) -> dict[date | None, int]:
    """Read what `count_cohort` wrote, with None for those that stand open."""
    return {date.fromisoformat(day) if day else None: number for day, number in closings.items()}
