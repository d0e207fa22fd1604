"""Cases get the rows of their messages and their clocks, slice by slice."""

from functools import partial

from django.db import migrations

from moderation.cases.filling import fill_cases


def fill(apps, schema_editor):
    fill_cases(partial(apps.get_model, "moderation"), schema_editor.connection.alias)


class Migration(migrations.Migration):
    # Slice by slice, so that nothing waits for all of them.
    atomic = False

    dependencies = [("moderation", "0026_cases_have_rows")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
