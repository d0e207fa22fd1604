"""Feeds have no columns of their own for the stub any more."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("community", "0006_fill_the_settings_of_feeds")]

    operations = [
        migrations.RemoveField(model_name="feed", name="seed"),
        migrations.RemoveField(model_name="feed", name="a_minute"),
    ]
