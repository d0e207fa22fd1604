"""The order of work gets its indexes, and those of the order before go."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0033_open_cases_are_ranked")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("community"),
                models.OrderBy(models.F("rank"), descending=True),
                models.F("id"),
                condition=models.Q(("closed_at", None)),
                name="cases_by_rank",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("channel"),
                models.OrderBy(models.F("rank"), descending=True),
                models.F("id"),
                condition=models.Q(("closed_at", None)),
                name="cases_of_channel_by_rank",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("community"),
                models.F("severity"),
                models.OrderBy(models.F("rank"), descending=True),
                models.F("id"),
                condition=models.Q(("closed_at", None)),
                name="cases_of_severity_by_rank",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("community"),
                models.F("assignee"),
                models.OrderBy(models.F("rank"), descending=True),
                models.F("id"),
                condition=models.Q(("closed_at", None)),
                name="cases_of_assignee_by_rank",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("community"),
                models.OrderBy(models.F("rank"), descending=True),
                models.F("id"),
                condition=models.Q(("answer_only", True), ("closed_at", None)),
                name="cases_to_answer_by_rank",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("community"),
                models.OrderBy(models.F("rank"), descending=True),
                models.F("id"),
                condition=models.Q(("closed_at", None), ("is_unscored", True)),
                name="cases_unscored_by_rank",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("community"),
                models.OrderBy(models.F("rank"), descending=True),
                models.F("id"),
                condition=models.Q(("closed_at", None), ("is_unchecked", True)),
                name="cases_unchecked_by_rank",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("behind__isnull", False), ("closed_at", None)),
                fields=["behind"],
                name="open_cases_behind_one",
            ),
        ),
        migrations.AddIndex(
            model_name="caseguideline",
            index=models.Index(
                models.F("guideline"),
                models.OrderBy(models.F("rank"), descending=True),
                models.F("case"),
                condition=models.Q(("closed_at", None)),
                name="cases_of_guideline_by_rank",
            ),
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="open_cases_in_order",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="open_cases_of_channel",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="open_cases_by_severity",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="open_cases_of_assignee",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="open_cases_to_answer",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="open_cases_unscored",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="open_cases_unchecked",
        ),
        migrations.RemoveIndex(
            model_name="caseguideline",
            name="open_cases_of_guideline",
        ),
        migrations.RemoveField(
            model_name="caseguideline",
            name="due_by",
        ),
        migrations.RemoveField(
            model_name="caseguideline",
            name="posted_at",
        ),
        migrations.RemoveField(
            model_name="caseguideline",
            name="priority",
        ),
    ]
