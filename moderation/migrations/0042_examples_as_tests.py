"""Guidelines carry examples, by which a change is tried."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0041_moods'),
    ]

    operations = [
        migrations.AddField(
            model_name='guidelineversion',
            name='must_find',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='guidelineversion',
            name='must_not_find',
            field=models.JSONField(default=list),
        ),
    ]
