"""Each assessment names the version of the reading that it was made from; earlier ones were made from the text as written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0017_labels_come_from_tables")]

    operations = [
        migrations.AddField("assessment", "reading_version", models.PositiveSmallIntegerField(default=0)),
    ]
