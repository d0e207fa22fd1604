"""A desk knows whose starter guidelines it began with."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0042_examples_as_tests'),
    ]

    operations = [
        migrations.AddField(
            model_name='desk',
            name='kind',
            field=models.CharField(choices=[('brand', 'a brand and its customers'), ('game', 'players of a game'), ('regulated', 'a regulated trade, such as a bank or an insurer'), ('forum', 'a forum of people with a common interest')], default='brand', editable=False, max_length=10),
        ),
    ]
