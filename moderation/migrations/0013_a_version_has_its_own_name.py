"""Versions keep the name and the category that their guideline had, and a change on the record may name a guideline.

How a guideline was called under its earlier versions was not kept: they get the name that it has now.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

SLICE = 2_000
COPIED = ("name", "category")
SUBJECTS = [
    ("person", "Person"),
    ("invitation", "Invitation"),
    ("channel", "Channel"),
    ("feed", "Feed"),
    ("targets", "Response targets"),
    ("hours", "Working hours"),
    ("escalation", "Escalation rule"),
    ("community", "Community"),
    ("desk", "Desk"),
    ("guideline", "Guideline"),
]


def name_versions(apps, schema_editor):
    versions = apps.get_model("moderation", "GuidelineVersion").objects.order_by("pk")
    guideline = apps.get_model("moderation", "Guideline").objects.filter(pk=OuterRef("guideline"))
    own = {name: Subquery(guideline.values(name)) for name in COPIED}
    last = 0
    while keys := list(versions.filter(pk__gt=last).values_list("pk", flat=True)[:SLICE]):
        versions.filter(pk__in=keys).update(**own)
        last = keys[-1]


class Migration(migrations.Migration):

    dependencies = [("moderation", "0012_the_look_at_an_upload")]

    operations = [
        migrations.AddField(
            model_name="guidelineversion",
            name="name",
            field=models.CharField(default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="guidelineversion",
            name="category",
            field=models.SlugField(db_index=False, default="", max_length=60),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="change",
            name="guideline",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="moderation.guideline",
            ),
        ),
        migrations.AlterField(
            model_name="change", name="subject", field=models.CharField(choices=SUBJECTS, max_length=12)
        ),
        migrations.RunPython(name_versions, migrations.RunPython.noop),
    ]
