"""Uploads keep how they are read in a column of its own, and what a dry run finds to say."""

from django.db import migrations, models


def take_those_without_times(apps, schema_editor):
    # Until now the page took a file without times to be live, and what was begun so goes on so.
    apps.get_model("moderation", "Upload").objects.using(schema_editor.connection.alias).update(
        reading={"posted_at": "now"}
    )


class Migration(migrations.Migration):

    dependencies = [("moderation", "0019_fingerprints_of_plain_readings")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="reading",
            field=models.JSONField(default=dict, help_text="What else was said of how the file is read, by its name."),
        ),
        migrations.AddField(
            model_name="upload",
            name="found",
            field=models.JSONField(default=dict, help_text="The notes of the dry run, and what stops the import."),
        ),
        migrations.RunPython(take_those_without_times, migrations.RunPython.noop, elidable=True),
    ]
