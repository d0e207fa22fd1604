"""Columns of the order of work, beside those of the order before."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0015_erased_in_a_source_that_parted"),
        ("moderation", "0031_told_in_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="judged_on",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="behind",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="followers",
                to="moderation.case",
            ),
        ),
        migrations.AddField(
            model_name="caseguideline",
            name="rank",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="desk",
            name="looked_case",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="desk",
            name="looked_rank",
            field=models.BigIntegerField(editable=False, null=True),
        ),
    ]
