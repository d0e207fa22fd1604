"""Import runs name the community of their channel, and an index has a community's runs in their order."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

SLICE = 2_000


def name_communities(apps, schema_editor):
    runs = apps.get_model("community", "ImportRun").objects.order_by("pk")
    channel = apps.get_model("community", "Channel").objects.filter(pk=OuterRef("channel"))
    last = 0
    while keys := list(runs.filter(pk__gt=last).values_list("pk", flat=True)[:SLICE]):
        runs.filter(pk__in=keys).update(community=Subquery(channel.values("community")))
        last = keys[-1]


def community(**options):
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name="runs",
        to="community.community",
        **options,
    )


class Migration(migrations.Migration):

    dependencies = [("community", "0003_messages_by_day")]

    operations = [
        migrations.AddField(model_name="importrun", name="community", field=community(null=True)),
        migrations.RunPython(name_communities, migrations.RunPython.noop),
        migrations.AlterField(model_name="importrun", name="community", field=community()),
        migrations.AddIndex(
            model_name="importrun", index=models.Index(fields=["community", "-id"], name="runs_newest_first")
        ),
    ]
