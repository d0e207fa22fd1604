"""Escalations know the message, and with it the conversation, that they are about."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_messages(apps, schema_editor):
    # Until now no case of several conversations was escalated, so the message that leads it names the one it has.
    Case, Escalation = (apps.get_model("moderation", name) for name in ("Case", "Escalation"))
    led_by = Case.objects.filter(pk=OuterRef("case")).values("message")
    Escalation.objects.filter(message=None).update(message=Subquery(led_by))


class Migration(migrations.Migration):
    dependencies = [("community", "0015_erased_in_a_source_that_parted"), ("moderation", "0036_ratings")]

    operations = [
        migrations.AddField(
            model_name="escalation",
            name="message",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.message"
            ),
        ),
        migrations.RemoveConstraint(model_name="escalation", name="one_open_escalation_per_case_and_team"),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("case", "team", "message"),
                name="one_open_escalation_a_message",
            ),
        ),
        # Last, as no index is made of a table with changes that wait.
        migrations.RunPython(name_messages, migrations.RunPython.noop),
    ]
