"""Programs have tokens for a source, and fetch what is decided for it."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

SUBJECTS = [
    ("person", "Person"),
    ("invitation", "Invitation"),
    ("channel", "Channel"),
    ("feed", "Feed"),
    ("token", "Token"),
    ("targets", "Response targets"),
    ("hours", "Working hours"),
    ("escalation", "Escalation rule"),
    ("community", "Community"),
    ("desk", "Desk"),
    ("guideline", "Guideline"),
]
STATES = [
    ("waiting", "Waiting"),
    ("offered", "Waiting to be fetched"),
    ("to_do", "To do on the platform"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
    ("failed", "Failed"),
]
PEOPLE = settings.AUTH_USER_MODEL


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0010_every_message_has_a_conversation"),
        ("moderation", "0021_retention"),
    ]

    operations = [
        migrations.CreateModel(
            "PushToken",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("secret_hash", models.CharField(help_text="SHA-256 of the token.", max_length=64, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("made_by", models.ForeignKey(PEOPLE, django.db.models.deletion.PROTECT, related_name="+")),
                (
                    "source",
                    models.ForeignKey(
                        "community.source", django.db.models.deletion.CASCADE, related_name="push_tokens"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "pushtoken",
            models.UniqueConstraint(
                condition=Q(ended_at=None), fields=("source", "name"), name="one_live_token_of_a_name"
            ),
        ),
        migrations.AddField("outbox", "fetched_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "outbox", "state", models.CharField(choices=STATES, default="waiting", max_length=10)
        ),
        migrations.AddIndex(
            "outbox", models.Index(condition=Q(state="offered"), fields=["community", "id"], name="outbox_offered")
        ),
        migrations.AlterField("change", "subject", models.CharField(choices=SUBJECTS, max_length=12)),
    ]
