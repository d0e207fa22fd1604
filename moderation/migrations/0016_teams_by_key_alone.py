"""The key of a team takes the place of its word, in the rules that the database keeps too."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

LEADS_ALONE = Q(role="lead", team__isnull=False) | ~Q(role="lead") & Q(team__isnull=True)
NAMING = ("membership", "invitation", "escalationrule", "escalation")


def key(**more):
    return models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, to="moderation.team", **more)


# Where nobody but a lead has a team it may be empty; an escalation and a rule always name one.
KEYS = {
    "membership": key(blank=True, null=True, related_name="memberships"),
    "invitation": key(blank=True, null=True, related_name="invitations"),
    "escalationrule": key(related_name="escalation_rules"),
    "escalation": key(related_name="escalations", db_index=False),
}


class Migration(migrations.Migration):

    dependencies = [("moderation", "0015_rows_find_their_team")]

    operations = [
        migrations.RemoveConstraint(model_name="membership", name="a_team_is_for_leads_alone"),
        migrations.RemoveConstraint(model_name="invitation", name="an_invited_team_is_for_leads_alone"),
        migrations.RemoveConstraint(model_name="escalation", name="one_open_escalation_per_case_and_team"),
        migrations.RemoveIndex(model_name="escalation", name="open_escalations"),
        *(migrations.RemoveField(model_name=name, name="team") for name in NAMING),
        *(migrations.RenameField(model_name=name, old_name="team_row", new_name="team") for name in NAMING),
        *(migrations.AlterField(model_name=name, name="team", field=field) for name, field in KEYS.items()),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(condition=LEADS_ALONE, name="a_team_is_for_leads_alone"),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(condition=LEADS_ALONE, name="an_invited_team_is_for_leads_alone"),
        ),
        migrations.AddConstraint(
            model_name="escalation",
            constraint=models.UniqueConstraint(
                condition=Q(closed_at=None), fields=("case", "team"), name="one_open_escalation_per_case_and_team"
            ),
        ),
        migrations.AddIndex(
            model_name="escalation",
            index=models.Index(
                condition=Q(closed_at=None), fields=["community", "team", "made_at"], name="open_escalations"
            ),
        ),
    ]
