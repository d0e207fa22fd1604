import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [("community", "0009_fill_sources_and_conversations")]

    operations = [
        migrations.RemoveConstraint("member", "one_member_per_id_and_community"),
        migrations.RemoveIndex("message", "message_by_id_in_community"),
        migrations.RemoveIndex("message", "orphans_by_parent"),
        migrations.RemoveIndex("message", "conversation"),
        migrations.RemoveIndex("message", "staff_replies"),
        migrations.AlterField(
            "member",
            "community",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="community.community",
            ),
        ),
        migrations.RemoveField("member", "community"),
        migrations.RemoveField("member", "is_staff"),
        migrations.RemoveField("message", "root"),
        migrations.AlterField(
            "channel",
            "source",
            models.ForeignKey(
                on_delete=django.db.models.deletion.RESTRICT, related_name="channels", to="community.source"
            ),
        ),
        migrations.AlterField(
            "member",
            "source",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="community.source",
            ),
        ),
        migrations.AlterField(
            "message",
            "source",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="community.source",
            ),
        ),
        migrations.AlterField(
            "message",
            "conversation",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="messages",
                to="community.conversation",
            ),
        ),
        migrations.AddIndex("memberrole", models.Index(fields=["member", "since"], name="roles_of_a_member")),
        migrations.AddIndex("message", models.Index(fields=["source", "external_id"], name="message_by_id_in_source")),
        migrations.AddIndex(
            "message",
            models.Index(fields=["source", "waiting_for"], condition=~Q(waiting_for=""), name="orphans_by_parent_id"),
        ),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["channel", "thread_external_id"],
                condition=Q(kind="direct") & ~Q(thread_external_id=""),
                name="messages_of_direct_threads",
            ),
        ),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["conversation", "posted_at"], condition=Q(from_staff=True), name="staff_in_conversations"
            ),
        ),
        migrations.AddIndex("person", models.Index(fields=["community"], name="people_of_a_community")),
        migrations.AddIndex("source", models.Index(fields=["community", "name"], name="sources_by_name")),
        migrations.AddConstraint(
            "conversation",
            models.UniqueConstraint(
                fields=("channel", "member"),
                condition=Q(member__isnull=False),
                name="one_direct_conversation_a_member",
            ),
        ),
        migrations.AddConstraint(
            "member",
            models.UniqueConstraint(
                fields=("source", "external_id"), condition=~Q(external_id=""), name="one_member_per_id_and_source"
            ),
        ),
        migrations.AddConstraint(
            "source",
            models.UniqueConstraint(
                fields=("community", "kind", "host_key"), condition=~Q(host_key=""), name="one_source_per_server"
            ),
        ),
        migrations.AddConstraint(
            "staffentry",
            models.UniqueConstraint(
                fields=("source", "kind", "value"), name="one_staff_entry_per_value_and_source"
            ),
        ),
    ]
