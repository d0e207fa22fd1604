"""Decisions, what is carried out and what happens to cases have their labels in policy; no column changes."""

from django.db import migrations, models

from moderation.policy.cases import event_choices
from moderation.policy.decisions import act_choices, decision_choices


class Migration(migrations.Migration):
    dependencies = [("moderation", "0016_teams_by_key_alone")]

    operations = [
        migrations.AlterField("case", "decision", models.CharField(blank=True, choices=decision_choices, max_length=10)),
        migrations.AlterField("caseevent", "kind", models.CharField(choices=event_choices, max_length=12)),
        migrations.AlterField("outbox", "kind", models.CharField(choices=act_choices, max_length=10)),
    ]
