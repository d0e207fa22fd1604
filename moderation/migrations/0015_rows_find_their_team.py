"""Every community gets the four teams, and whatever named one by its word points at the row.

A slice is stored when it is done: broken off, the next start goes on with the rows that point nowhere yet.
"""

from django.db import migrations
from django.db.models import OuterRef, Subquery

SLICE = 2_000
FIRST_TEAMS = (("support", "Support"), ("pr", "PR"), ("product", "Product"), ("legal", "Legal"))
NAMING = ("membership", "invitation", "escalationrule", "escalation")


def make_teams(apps, schema_editor):
    Community, Team = apps.get_model("community", "Community"), apps.get_model("moderation", "Team")
    for community in Community.objects.order_by("pk"):
        teams = [Team(community=community, slug=slug, name=name) for slug, name in FIRST_TEAMS]
        Team.objects.bulk_create(teams, ignore_conflicts=True)


def point_at_teams(apps, schema_editor):
    teams = apps.get_model("moderation", "Team").objects
    own = teams.filter(community=OuterRef("community"), slug=OuterRef("team")).order_by()
    for name in NAMING:
        rows = apps.get_model("moderation", name).objects.order_by("pk")
        last = 0
        while keys := list(next_rows(rows, last).values_list("pk", flat=True)[:SLICE]):
            rows.filter(pk__in=keys).update(team_row=Subquery(own.values("pk")))
            last = keys[-1]


def next_rows(rows, last):
    return rows.filter(team_row=None, pk__gt=last).exclude(team="")


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("moderation", "0014_a_team_is_a_row")]

    operations = [
        migrations.RunPython(make_teams, migrations.RunPython.noop),
        migrations.RunPython(point_at_teams, migrations.RunPython.noop),
    ]
