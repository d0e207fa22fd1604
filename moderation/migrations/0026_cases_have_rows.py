"""Cases have rows for their messages: room for them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0015_erased_in_a_source_that_parted"),
        ("moderation", "0025_one_conversation_one_case"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="one_case_per_message_revision",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="one_open_case_per_message",
        ),
        migrations.AddField(
            model_name="casemessage",
            name="answered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="casemessage",
            name="is_unscored",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="desk",
            name="reopen_days",
            field=models.PositiveSmallIntegerField(default=7),
        ),
        migrations.AlterField(
            model_name="case",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("decided", "Decided"),
                    ("replied", "Replied"),
                    ("answered", "Answered on the platform"),
                    ("unneeded", "No answer needed"),
                    ("undeliver", "Could not be delivered"),
                    ("merged", "Merged into another case"),
                    ("gone", "Gone: deleted at the source"),
                    ("closed", "Closed without a decision"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="casemessage",
            name="settled_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("decided", "Decided"),
                    ("acted", "Acted against"),
                    ("replied", "Replied"),
                    ("answered", "Answered on the platform"),
                    ("unneeded", "No answer needed"),
                    ("thanks", "Thanks only"),
                    ("gone", "Gone: deleted at the source"),
                    ("closed", "Closed without a decision"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["conversation", "author"], name="cases_of_a_conversation"),
        ),
    ]
