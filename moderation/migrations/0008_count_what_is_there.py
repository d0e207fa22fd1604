"""Has the sweep count every day on which anything happened before there were counts.

What it knows of days is written out here, so that it stays what it was when the rest moves on.
"""

from bisect import bisect_left
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import migrations

DAY = timedelta(days=1)
EVER = datetime.min.replace(tzinfo=UTC)
MOMENTS = ("opened_at", "closed_at")


def mark(apps, schema_editor):
    Channel, Message = (apps.get_model("community", name) for name in ("Channel", "Message"))
    Case, CaseEvent, StaleDay = (apps.get_model("moderation", name) for name in ("Case", "CaseEvent", "StaleDay"))
    for channel in Channel.objects.select_related("community"):
        zone = channel.community.time_zone
        days = set(dates_of(Message.objects.filter(channel=channel), "posted_at", zone))
        for column in MOMENTS:
            days.update(dates_of(Case.objects.filter(channel=channel), column, zone))
        decided = CaseEvent.objects.filter(kind="decided", case__channel=channel).values_list("at", flat=True)
        days.update(date_of(at, zone) for at in decided.iterator())
        StaleDay.objects.bulk_create((StaleDay(channel=channel, date=day) for day in sorted(days)), batch_size=500)


def dates_of(rows, column, zone):
    moments, since = rows.order_by(column).values_list(column, flat=True), EVER
    while at := moments.filter(**{f"{column}__gte": since}).first():
        day = date_of(at, zone)
        yield day
        since = begin(day + DAY, zone)


def date_of(at, zone):
    shown = at.astimezone(ZoneInfo(zone)).date()
    return shown + DAY if at >= begin(shown + DAY, zone) else shown


def begin(day, zone):
    """The first moment of a day, in UTC, also where clocks jump over its midnight or show it twice."""
    local = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    found = local.astimezone(UTC)
    shown = found.astimezone(local.tzinfo)
    if shown == local:
        return found
    before = found - (shown - local)
    seconds = range((found - before) // timedelta(seconds=1))
    after = bisect_left(
        seconds, local, key=lambda second: (before + timedelta(seconds=second)).astimezone(local.tzinfo)
    )
    return before + timedelta(seconds=after)


class Migration(migrations.Migration):

    dependencies = [
        ("community", "0003_messages_by_day"),
        ("moderation", "0007_answers_are_heard"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
