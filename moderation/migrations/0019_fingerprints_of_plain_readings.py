"""Texts that are compared with new ones get the fingerprints of their plain readings."""

from django.db import migrations
from django.utils import timezone

from moderation.assessments.fingerprints import renew_fingerprints


def renew(apps, schema_editor):
    using = schema_editor.connection.alias
    models = (apps.get_model("moderation", name).objects.using(using) for name in ("Assessment", "Case"))
    renew_fingerprints(*models, timezone.now())


class Migration(migrations.Migration):
    # Slice by slice, so that nothing waits for all of them.
    atomic = False

    dependencies = [("moderation", "0018_assessments_name_their_reading")]

    operations = [migrations.RunPython(renew, migrations.RunPython.noop, elidable=True)]
