"""A guideline's cases get the columns of triage order and an index that has it."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

PLACE = ("priority", "due_by", "posted_at", "closed_at")


def copy(apps: Any, editor: Any) -> None:
    case = apps.get_model("moderation", "Case").objects.filter(pk=OuterRef("case"))
    links = apps.get_model("moderation", "CaseGuideline").objects.all()
    links.update(**{name: Subquery(case.values(name)) for name in PLACE})


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="caseguideline",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="links", to="moderation.case"
            ),
        ),
        migrations.AddField(
            model_name="caseguideline",
            name="priority",
            field=models.PositiveSmallIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="caseguideline",
            name="due_by",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="caseguideline",
            name="posted_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(model_name="caseguideline", name="closed_at", field=models.DateTimeField(null=True)),
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="caseguideline",
            index=models.Index(
                models.F("guideline"),
                models.OrderBy(models.F("priority"), descending=True),
                models.F("due_by"),
                models.F("posted_at"),
                models.F("case"),
                condition=models.Q(("closed_at", None)),
                name="open_cases_of_guideline",
            ),
        ),
    ]
