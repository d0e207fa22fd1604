"""Open cases know since when a reply is lost; those of which one is lost already are marked."""

from django.db import migrations, models

from moderation.cases.lost_before import mark_lost


def mark(apps, schema_editor):
    names = ("Case", "CaseMessage", "Outbox")
    # At once, as few replies fail.
    mark_lost(*(apps.get_model("moderation", name).objects.using(schema_editor.connection.alias) for name in names))


class Migration(migrations.Migration):
    dependencies = [("moderation", "0039_promises_before_a_case")]

    operations = [
        migrations.AddField(model_name="case", name="reply_lost_at", field=models.DateTimeField(null=True)),
        migrations.RunPython(mark, migrations.RunPython.noop, elidable=True),
    ]
