"""Open cases get their places in the order of work."""

from collections import defaultdict

from django.db import migrations

from moderation.cases.ranking import fill_ranks
from moderation.policy.hours import Window, week_from


def rank(apps, schema_editor):
    def rows(app, name):
        return apps.get_model(app, name).objects.using(schema_editor.connection.alias).order_by()

    windows, closed = defaultdict(lambda: defaultdict(list)), defaultdict(set)
    hours = rows("moderation", "WorkingHours").values_list("community", "weekday", "opens", "closes")
    for community, weekday, opens, closes in hours.order_by("weekday", "opens"):
        windows[community][weekday].append(Window(opens, closes))
    for community, on in rows("moderation", "ClosedDay").values_list("community", "date"):
        closed[community].add(on)
    zones = rows("community", "Community").values_list("pk", "time_zone")
    weeks = {pk: week_from(zone, windows[pk], closed[pk]) for pk, zone in zones}
    fill_ranks(rows("moderation", "Case"), rows("moderation", "CaseGuideline"), weeks)


class Migration(migrations.Migration):
    # Slice by slice, so that nothing waits for all of them.
    atomic = False

    dependencies = [("moderation", "0032_a_stored_order")]

    operations = [migrations.RunPython(rank, migrations.RunPython.noop, elidable=True)]
