import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0005_the_desk")]

    operations = [
        # First without a default: nobody knows since when those are members who were here before.
        migrations.AddField("membership", "joined_at", models.DateTimeField(editable=False, null=True)),
        migrations.AlterField(
            "membership",
            "joined_at",
            models.DateTimeField(default=django.utils.timezone.now, editable=False, null=True),
        ),
    ]
