"""Feeds get a column for their connector's settings, and one for its secrets."""

from django.db import migrations, models

import community.db.secrets


class Migration(migrations.Migration):

    dependencies = [("community", "0004_runs_name_their_community")]

    operations = [
        migrations.AlterField(model_name="feed", name="kind", field=models.CharField(max_length=20)),
        migrations.AddField(
            model_name="feed", name="settings", field=models.JSONField(blank=True, default=dict)
        ),
        migrations.AddField(
            model_name="feed",
            name="secrets",
            field=community.db.secrets.SecretsField(default=community.db.secrets.Secrets, editable=False),
        ),
    ]
