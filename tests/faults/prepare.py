"""`python -m tests.faults.prepare` fills the migrated database of DATABASE_URL for a world, with witnesses in it."""

import os

import django
from django.db import connection

# Doubling must be able to show; an assessment's own constraint stays, because storing one is written on top of it.
LOOSENED = {
    "Case": ("one_open_case_per_person_and_conversation", "one_open_case_without_an_author"),
    "CaseMessage": ("one_place_per_message_revision",),
    "Clock": ("one_running_clock_of_a_kind",),
    "Escalation": ("one_open_escalation_a_message",),
    "Finding": ("one_finding_per_footnote",),
    "Firing": ("a_rule_fires_once_per_cause",),
}
TABLES = (
    "CREATE TABLE witness_written (message_id bigint, revision integer)",
    "CREATE TABLE witness_batch (job text, pid integer, amount integer)",
)
ON_SQLITE = tuple(
    f"CREATE TRIGGER witness_{moment} AFTER {moment} ON moderation_assessment "
    "BEGIN INSERT INTO witness_written VALUES (NEW.message_id, NEW.revision); END"
    for moment in ("INSERT", "UPDATE")
)
ON_POSTGRESQL = (
    "CREATE FUNCTION witness() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN INSERT INTO witness_written VALUES (NEW.message_id, NEW.revision); RETURN NULL; END $$",
    "CREATE TRIGGER witness AFTER INSERT OR UPDATE ON moderation_assessment FOR EACH ROW EXECUTE FUNCTION witness()",
)


def loosen() -> None:
    from moderation import models

    with connection.schema_editor() as editor:
        for name, constraints in LOOSENED.items():
            model = getattr(models, name)
            for constraint in [each for each in model._meta.constraints if each.name in constraints]:
                # SQLite's editor makes the table anew from what the model says.
                model._meta.constraints.remove(constraint)
                editor.remove_constraint(model, constraint)


def watch() -> None:
    """Triggers see each time that an assessment is written, whichever code wrote it."""
    with connection.cursor() as cursor:
        for sql in (*TABLES, *(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL)):
            cursor.execute(sql)


def promise() -> None:
    """Promise something of each kind, so that every case has clocks."""
    from moderation.models import ResponseTarget
    from moderation.policy.values import Severity
    from tests.builders import make_community

    minutes = {"first_action": 60, "first_reply": 120, "decision": 240, "any_hour": True}
    here = make_community()
    ResponseTarget.objects.create(community=here, severity=Severity.HIGH, **minutes)
    ResponseTarget.objects.create(community=here, severity=Severity.NONE, unchecked=60)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from tests.builders import make_channel, make_guideline

    loosen()
    watch()
    make_channel(slug="reviews")
    promise()
    make_guideline(rules=(("phrase", "my lawyer"),))


if __name__ == "__main__":
    main()
