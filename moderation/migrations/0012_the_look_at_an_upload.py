"""What an upload's beginning looked like is kept; of those that are here it is looked at when somebody asks."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("moderation", "0011_an_invitation_is_opened_once")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="look",
            field=models.JSONField(default=dict, help_text="Empty until somebody looks at it as it is read now."),
        ),
    ]
