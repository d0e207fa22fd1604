"""Open cases know since when a reply is lost."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0039_promises_before_a_case")]

    operations = [
        migrations.AddField(model_name="case", name="reply_lost_at", field=models.DateTimeField(null=True)),
    ]
