"""Has the sweep count every day on which anything happened before there were counts."""

from django.db import migrations

from moderation.metrics.days import date_of, dates_of

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


class Migration(migrations.Migration):

    dependencies = [
        ("community", "0003_messages_by_day"),
        ("moderation", "0007_answers_are_heard"),
    ]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
