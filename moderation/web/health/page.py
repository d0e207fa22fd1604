"""The contents of a health page."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, prefetch_related_objects

from community.models import Channel, Community
from moderation.access import Right
from moderation.models import Recount, Rescoring, User
from moderation.models.people import may
from moderation.rollups import report as rollup_report
from moderation.rollups.days import day_span
from moderation.rollups.report import Report
from moderation.rollups.words import counted_plural, day_name, days_between, working_time
from moderation.targets import week_of
from moderation.web.health import span, tables
from moderation.web.health.desk_plots import desk_plots
from moderation.web.health.desk_tables import filled, mood_table, people_table, promises_table, teams_table
from moderation.web.health.desk_tiles import desk_tiles
from moderation.web.health.plots import Series, activity_plots, named_rows
from moderation.web.health.span import Span
from moderation.web.health.tiles import ACTIVITY, tiles_of

RECOUNTS_SHOWN = 5
BY_PERSON = "Who ended promises as not owed, or in need of no answer. Only those who manage the community see this."
BY_CHANCE = "The intervals hold at 95 % for all of these channels together."


def health_page(here: Community, user: User, asked: Mapping[str, str], now: datetime) -> dict[str, Any]:
    prefetch_related_objects([here], "channels")
    channels = list(here.channels.all())
    chosen = span_of(here, asked, channels, now)
    report = rollup_report.health_report(
        here,
        chosen.start,
        chosen.end,
        chosen.channel,
        now=now,
        unit_of=None if chosen.unit == "day" else chosen.unit_of,
    )
    first = report.first if report.by_channel else rollup_report.first_day(here)
    shown = {
        "community": here,
        "span": chosen,
        "channels": channels,
        "words": span_in_words(chosen, first),
        "working_time": working_time(week_of(here)),
        "is_behind": rollup_report.is_behind(here),
        "recounts": recounts_in(here, chosen),
        "rescorings": rescorings_in(here, chosen),
        "now": now,
        "printed": f"{now.astimezone(ZoneInfo(here.time_zone)):%-d %b %Y, %H:%M}",
    }
    if not report.by_channel:
        return shown | {"first": first and day_name(first), "may_import": may(user, Right.IMPORT, here)}
    people = [("By person", BY_PERSON, people_table(report))] if may(user, Right.SEE_BY_PERSON, here) else []
    return shown | page_figures(report, chosen) | {"sheets": filled([*desk_sheets(report), *people])}


def recounts_in(here: Community, chosen: Span) -> list[Recount]:
    """Return what changed the figures of these days since they were first counted."""
    zone = here.time_zone
    begins, ends = day_span(chosen.start, zone)[0], day_span(chosen.end, zone)[1]
    found = Recount.objects.filter(community=here, changed__gt=0, first_at__lt=ends, last_at__gte=begins)
    if chosen.channel:
        found = found.filter(Q(channel=chosen.channel) | Q(channel=None))
    return list(found.select_related("by").order_by("-started_at")[:RECOUNTS_SHOWN])


def rescorings_in(here: Community, chosen: Span) -> list[Rescoring]:
    """Return the changes of what moods are scored by that came in these days, or that go on, the newest first."""
    zone = here.time_zone
    begins, ends = day_span(chosen.start, zone)[0], day_span(chosen.end, zone)[1]
    found = Rescoring.objects.filter(community=here, is_overtaken=False)
    during = Q(started_at__gte=begins, started_at__lt=ends) | Q(done_at=None)
    return list(found.filter(during).select_related("by")[:RECOUNTS_SHOWN])


def span_of(here: Community, asked: Mapping[str, str], channels: Iterable[Channel], now: datetime) -> Span:
    """Read the span of an address, in days of the community's time zone."""
    return span.read_span(asked, channels, now.astimezone(ZoneInfo(here.time_zone)).date())


def page_figures(report: Report, chosen: Span) -> dict[str, Any]:
    by_channel = [(each.name, found) for each, found in report.by_channel.items()]
    by_day = Series(chosen.unit, report.by_day)
    return {
        "tiles": desk_tiles(report),
        "plots": desk_plots(report, by_day),
        "more_tiles": tiles_of(ACTIVITY, report.total, report.before),
        "more_plots": activity_plots(report.total, by_day),
        "by_channel": tables.figures_table("Channel", tables.EVERYTHING, by_channel),
        "by_day": tables.figures_table(chosen.unit.capitalize(), tables.EVERYTHING, named_rows(by_day)),
    }


def desk_sheets(report: Report) -> list[tuple[str, str, tables.Table]]:
    """Return the tables of the desk, each with its title and what to know about it."""
    by_channel = ((each.name, found) for each, found in report.by_channel.items())
    return [
        (
            "Promises by target and severity",
            "Teams are in a table of their own.",
            promises_table(report.total.promises),
        ),
        ("Waiting by channel", "", tables.figures_table("Channel", tables.BY_CHANNEL, by_channel)),
        ("Escalations by team", "", teams_table(report)),
        ("Mood by channel", BY_CHANCE, mood_table(report)),
    ]


def span_in_words(chosen: Span, first: date | None) -> str:
    """Write the days, and how far the days before were counted."""
    so_far = " so far" if chosen.end == chosen.today else ""
    begins, ends = chosen.before
    before = counted_plural(chosen.days, "day")
    said = f"{days_between(chosen.start, chosen.end)}{so_far}, compared with the {before} before"
    if first and begins < first <= ends:
        return f"{said}, of which those from {day_name(first)} on were counted."
    return f"{said}."
