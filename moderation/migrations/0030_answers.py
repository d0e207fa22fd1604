"""Stored messages of staff get whom they answer."""

from django.db import migrations
from django.utils import timezone

from moderation.answers.filling import fill_answers

SLICE = 2_000


def fill(apps, schema_editor):
    reached = 0
    while reached is not None:
        reached = fill_answers(apps.get_model, reached, SLICE, timezone.now())


class Migration(migrations.Migration):
    # Slice by slice, so that nothing waits for all of them.
    atomic = False

    dependencies = [("moderation", "0029_calendars_and_targets")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
