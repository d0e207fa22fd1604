
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0013_imports_can_be_taken_back"),
    ]

    operations = [
        migrations.CreateModel(
            name="MemberName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255)),
                ("seen_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("member", "channel"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="staffentry",
            name="one_staff_entry_per_value_and_source",
        ),
        migrations.AddField(
            model_name="memberrole",
            name="why",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="person",
            name="counts_as_one",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="person",
            name="joined_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="person",
            name="why",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="staffentry",
            name="why",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["source", "name_key"], name="members_by_name"),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                condition=models.Q(("role", "member"), _negated=True),
                fields=["source", "role"],
                name="members_with_a_role",
            ),
        ),
        migrations.AddIndex(
            model_name="staffentry",
            index=models.Index(fields=["source", "kind", "value"], name="staff_entries_by_value"),
        ),
        migrations.AddField(
            model_name="membername",
            name="channel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.channel"
            ),
        ),
        migrations.AddField(
            model_name="membername",
            name="member",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="names", to="community.member"
            ),
        ),
        migrations.AddConstraint(
            model_name="membername",
            constraint=models.UniqueConstraint(fields=("member", "channel"), name="one_name_per_member_and_channel"),
        ),
    ]
