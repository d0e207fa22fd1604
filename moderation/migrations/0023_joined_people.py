
from itertools import islice

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def mark_counted_days(apps, schema_editor):
    # Unknown authors are active members from here on, so the sweep counts each day once more.
    days = apps.get_model("moderation", "DayRollup").objects.using(schema_editor.connection.alias)
    stale = apps.get_model("moderation", "StaleDay").objects.using(schema_editor.connection.alias)
    known = days.order_by().values_list("channel", "date", "community__time_zone")
    rows = (stale.model(channel_id=channel, date=date, zone=zone) for channel, date, zone in known.iterator())
    while some := list(islice(rows, 2_000)):
        stale.bulk_create(some)
    if schema_editor.connection.vendor == "postgresql":
        # Checked now, because no table can be changed while a check is owed.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0014_roles_name_their_cause"),
        ("moderation", "0022_tokens"),
    ]

    operations = [
        migrations.AlterField(
            model_name="change",
            name="subject",
            field=models.CharField(
                choices=[
                    ("person", "Person"),
                    ("invitation", "Invitation"),
                    ("channel", "Channel"),
                    ("source", "Source"),
                    ("staff", "Staff and automated by list"),
                    ("role", "Role of a member"),
                    ("joined", "Joined members"),
                    ("recount", "Counted from the start"),
                    ("feed", "Feed"),
                    ("token", "Token"),
                    ("targets", "Response targets"),
                    ("hours", "Working hours"),
                    ("escalation", "Escalation rule"),
                    ("community", "Community"),
                    ("desk", "Desk"),
                    ("guideline", "Guideline"),
                    ("member", "Member"),
                    ("retention", "Retention"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Recount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("role", "A member’s messages get the role that was set from the start"),
                            ("split", "A channel’s messages get a source and members of their own"),
                            ("left", "A member’s messages lose the role that another channel gave"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField(null=True)),
                ("at_pk", models.BigIntegerField(default=0)),
                ("looked", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("first_at", models.DateTimeField(null=True)),
                ("last_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.channel"
                    ),
                ),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recounts",
                        to="community.community",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recounts",
                        to="community.member",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(fields=["community", "-started_at"], name="recounts_newest_first"),
                    models.Index(condition=models.Q(("done_at", None)), fields=["started_at"], name="recounts_to_do"),
                ],
            },
        ),
        migrations.RunPython(mark_counted_days, migrations.RunPython.noop, elidable=True),
    ]
