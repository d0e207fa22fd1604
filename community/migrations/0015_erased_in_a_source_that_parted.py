from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0014_roles_name_their_cause"),
    ]

    operations = [
        migrations.AddField(
            model_name="erasedmember",
            name="hashed_in",
            field=models.BigIntegerField(null=True),
        ),
    ]
