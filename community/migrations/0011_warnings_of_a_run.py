"""Runs keep how many values of each field were left unknown, with the first of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0010_every_message_has_a_conversation"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="warnings",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="ImportWarning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=40)),
                ("count", models.PositiveBigIntegerField()),
                ("sample", models.TextField()),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="warned",
                        to="community.importrun",
                    ),
                ),
            ],
            options={
                "ordering": ("run", "field"),
                "constraints": [models.UniqueConstraint(fields=("run", "field"), name="one_warning_per_field_and_run")],
            },
        ),
    ]
