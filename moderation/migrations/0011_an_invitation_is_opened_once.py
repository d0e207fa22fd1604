"""An invitation's link opens one browser, which from then on holds the secret; those that are open now go on as unopened."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("moderation", "0010_marks_name_their_zone")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="browser_hash",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
        migrations.AddField(
            model_name="invitation",
            name="opened_at",
            field=models.DateTimeField(null=True),
        ),
    ]
