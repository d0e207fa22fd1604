"""A team is a row of its community, and whatever names a team gets room for its key beside the word."""

import django.db.models.deletion
from django.db import migrations, models


def key(**more):
    return models.ForeignKey(
        blank=True,
        db_column="team_id",
        null=True,
        on_delete=django.db.models.deletion.RESTRICT,
        to="moderation.team",
        **more,
    )


class Migration(migrations.Migration):

    dependencies = [("community", "0004_runs_name_their_community"), ("moderation", "0013_a_version_has_its_own_name")]

    operations = [
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(db_index=False, max_length=60)),
                ("name", models.CharField(max_length=60)),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teams",
                        to="community.community",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(fields=("community", "slug"), name="one_team_per_slug_and_community")
                ],
            },
        ),
        migrations.AddField(model_name="membership", name="team_row", field=key(related_name="memberships")),
        migrations.AddField(model_name="invitation", name="team_row", field=key(related_name="invitations")),
        migrations.AddField(model_name="escalationrule", name="team_row", field=key(related_name="escalation_rules")),
        migrations.AddField(
            model_name="escalation", name="team_row", field=key(db_index=False, related_name="escalations")
        ),
    ]
