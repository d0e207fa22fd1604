"""What a feed's own columns said stands in its settings."""

from django.db import migrations

SLICE = 2_000
COLUMNS = ("seed", "a_minute")


def fill_settings(apps, schema_editor):
    for feed in apps.get_model("community", "Feed").objects.order_by("pk").iterator(SLICE):
        feed.settings = {name: getattr(feed, name) for name in COLUMNS} | feed.settings
        feed.save(update_fields=["settings"])


def fill_columns(apps, schema_editor):
    for feed in apps.get_model("community", "Feed").objects.order_by("pk").iterator(SLICE):
        for name in COLUMNS:
            setattr(feed, name, feed.settings.get(name, getattr(feed, name)))
        feed.save(update_fields=COLUMNS)


class Migration(migrations.Migration):

    dependencies = [("community", "0005_feeds_hold_settings")]

    operations = [migrations.RunPython(fill_settings, fill_columns)]
