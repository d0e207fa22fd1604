import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import Q

ROLES = [("member", "Member"), ("staff", "Staff"), ("automated", "Automated")]


class Migration(migrations.Migration):

    dependencies = [("community", "0007_feeds_have_no_columns_of_the_stub")]

    operations = [
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(default="file", max_length=20)),
                ("host_key", models.CharField(blank=True, max_length=255)),
                ("name", models.CharField(max_length=120)),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="community.community",
                    ),
                ),
            ],
            options={"ordering": ("name", "pk")},
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="community.community",
                    ),
                ),
            ],
            options={"verbose_name_plural": "people"},
        ),
        migrations.CreateModel(
            name="MemberRole",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=ROLES, max_length=10)),
                ("since", models.DateTimeField(blank=True, null=True)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="community.member",
                    ),
                ),
            ],
            options={"ordering": ("member", "pk")},
        ),
        migrations.CreateModel(
            name="StaffEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("id", "Id"), ("domain", "Domain of a verified address"), ("name", "Name")],
                        max_length=10,
                    ),
                ),
                ("value", models.CharField(max_length=255)),
                ("role", models.CharField(choices=ROLES, default="staff", max_length=10)),
                ("since", models.DateTimeField(blank=True, null=True)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff_entries",
                        to="community.source",
                    ),
                ),
            ],
            options={"verbose_name_plural": "staff entries", "ordering": ("source", "kind", "value")},
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("thread_external_id", models.CharField(blank=True, max_length=255)),
                ("is_named_by_root", models.BooleanField(default=False)),
                (
                    "channel",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conversations",
                        to="community.channel",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conversations",
                        to="community.member",
                    ),
                ),
                (
                    "root",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="begins",
                        to="community.message",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="channel",
            name="source",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="channels",
                to="community.source",
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="source",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="community.source",
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="person",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="members",
                to="community.person",
            ),
        ),
        migrations.AddField("member", "name_key", models.CharField(blank=True, max_length=255)),
        migrations.AddField("member", "role", models.CharField(choices=ROLES, default="member", max_length=10)),
        migrations.AlterField("member", "external_id", models.CharField(blank=True, max_length=255)),
        migrations.AddField(
            model_name="message",
            name="source",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="community.source",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="conversation",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="messages",
                to="community.conversation",
            ),
        ),
        migrations.AddField("message", "guest_name", models.CharField(blank=True, max_length=255)),
        migrations.AddField("message", "automated", models.BooleanField(default=False)),
        migrations.AddField("message", "said_staff", models.BooleanField(null=True)),
        migrations.AddField("message", "said_automated", models.BooleanField(null=True)),
        migrations.AddField("message", "internal", models.BooleanField(default=False)),
        migrations.AddField("message", "removed_by_others", models.BooleanField(default=False)),
        migrations.AddField("message", "rating", models.FloatField(null=True)),
        migrations.AddField("message", "attachments", models.JSONField(blank=True, default=list)),
        migrations.AddField("importrun", "skipped", models.PositiveBigIntegerField(default=0)),
        # What the next migration looks for in.
        migrations.AddIndex(
            "message", models.Index(fields=["conversation", "posted_at"], name="messages_in_order")
        ),
        migrations.AddConstraint(
            "conversation",
            models.UniqueConstraint(
                fields=("channel", "thread_external_id"),
                condition=~Q(thread_external_id=""),
                name="one_conversation_per_thread_id",
            ),
        ),
        migrations.AddConstraint(
            "conversation",
            models.UniqueConstraint(
                fields=("root",), condition=Q(root__isnull=False), name="one_conversation_begins_with_a_message"
            ),
        ),
        migrations.AddConstraint(
            "member",
            models.UniqueConstraint(
                fields=("source", "name_key"), condition=Q(external_id=""), name="one_member_per_name_without_id"
            ),
        ),
    ]
