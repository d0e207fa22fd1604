"""One open case per person and conversation; what rows and clocks hold now goes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0027_rows_and_clocks_of_cases"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="cases_by_first_action",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_by_first_reply",
        ),
        migrations.RemoveField(
            model_name="case",
            name="clock_started_at",
        ),
        migrations.RemoveField(
            model_name="case",
            name="first_action_at",
        ),
        migrations.RemoveField(
            model_name="case",
            name="first_action_by",
        ),
        migrations.RemoveField(
            model_name="case",
            name="first_action_risk_at",
        ),
        migrations.RemoveField(
            model_name="case",
            name="first_reply_at",
        ),
        migrations.RemoveField(
            model_name="case",
            name="first_reply_by",
        ),
        migrations.RemoveField(
            model_name="case",
            name="first_reply_risk_at",
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("author__isnull", False), ("closed_at", None)),
                fields=("conversation", "author", "split_no"),
                name="one_open_case_per_person_and_conversation",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("author", None), ("closed_at", None)),
                fields=("message",),
                name="one_open_case_without_an_author",
            ),
        ),
        migrations.DeleteModel(
            name="CaseCopy",
        ),
    ]
