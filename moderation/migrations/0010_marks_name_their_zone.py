"""A mark names its time zone; and every counted day is counted again, because the buckets of durations begin lower."""

from django.db import migrations, models


def mark_what_is_counted(apps, schema_editor):
    DayRollup, StaleDay = (apps.get_model("moderation", name) for name in ("DayRollup", "StaleDay"))
    days = DayRollup.objects.order_by("pk").values_list("channel", "date")
    StaleDay.objects.bulk_create((StaleDay(channel_id=channel, date=day) for channel, day in days), batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("moderation", "0009_found_and_withdrawn")]

    operations = [
        migrations.AddField(
            model_name="staleday",
            name="zone",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.RunPython(mark_what_is_counted, migrations.RunPython.noop),
    ]
