"""Promises by the day they fell due, and who waited; every counted day is counted again for them."""

from zoneinfo import ZoneInfo

import django.db.models.deletion
import moderation.policy.clocks
from django.db import migrations, models

MADE = (("moderation", "Clock"), ("moderation", "StaleDay"))


def mark_what_is_counted(apps, schema_editor):
    DayRollup, StaleDay = (apps.get_model("moderation", name) for name in ("DayRollup", "StaleDay"))
    days = DayRollup.objects.order_by("pk").values_list("channel", "date").iterator()
    StaleDay.objects.bulk_create((StaleDay(channel_id=channel, date=day) for channel, day in days), batch_size=500)


def mark_what_fell_due(apps, schema_editor):
    Channel, Clock, StaleDay = (apps.get_model(*name) for name in (("community", "Channel"), *MADE))
    for channel, zone in Channel.objects.order_by("pk").values_list("pk", "community__time_zone"):
        moments = Clock.objects.filter(channel=channel).order_by("due_by").values_list("due_by", flat=True)
        days = {at.astimezone(ZoneInfo(zone)).date() for at in moments.iterator()}
        StaleDay.objects.bulk_create((StaleDay(channel_id=channel, date=day) for day in sorted(days)), batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0034_the_order_before_goes'),
    ]

    operations = [
        migrations.CreateModel(
            name='PromiseDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('kind', models.CharField(choices=[(moderation.policy.clocks.Kind['ACTION'], 'First action'), (moderation.policy.clocks.Kind['REPLY'], 'First reply'), (moderation.policy.clocks.Kind['NEXT_REPLY'], 'Next reply'), (moderation.policy.clocks.Kind['DECISION'], 'Decision'), (moderation.policy.clocks.Kind['UNCHECKED'], 'Look at what was not checked'), (moderation.policy.clocks.Kind['ACKNOWLEDGE'], 'The team takes it up'), (moderation.policy.clocks.Kind['ANSWER'], "The team's answer")], max_length=12)),
                ('severity', models.PositiveSmallIntegerField(choices=[(1, 'Low'), (2, 'Medium'), (3, 'High'), (4, 'Critical')])),
                ('kept', models.PositiveIntegerField(default=0)),
                ('late', models.PositiveIntegerField(default=0)),
                ('open', models.PositiveIntegerField(default=0)),
                ('closed', models.PositiveIntegerField(default=0)),
                ('not_owed', models.PositiveIntegerField(default=0)),
                ('not_ours', models.PositiveIntegerField(default=0)),
                ('relaxed', models.PositiveIntegerField(default=0)),
                ('unneeded', models.PositiveIntegerField(default=0)),
                ('undelivered', models.PositiveIntegerField(default=0)),
                ('by_hand', models.PositiveIntegerField(default=0)),
                ('platform', models.PositiveIntegerField(default=0)),
                ('by_person', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='TeamDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date', models.DateField()),
                ('asked', models.PositiveIntegerField(default=0)),
                ('open', models.PositiveIntegerField(default=0)),
                ('acknowledge', models.JSONField(default=dict)),
                ('answer', models.JSONField(default=dict)),
            ],
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='automated_messages',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='close_wall',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='closings',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='decisions_reopened',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='decisions_undone',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='delay_wall',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='desk_working',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='moods',
            field=models.BinaryField(default=bytes),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='next_wall',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='report_wall',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='reported',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='reports',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='reports_upheld',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='standing_until',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='wait_wall',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='dayrollup',
            name='waits',
            field=models.BinaryField(default=bytes),
        ),
        migrations.AddIndex(
            model_name='dayrollup',
            index=models.Index(condition=models.Q(('standing_until__isnull', False)), fields=['community', 'standing_until'], name='rollups_with_open_cases'),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(fields=['community', 'made_at'], name='escalations_by_day'),
        ),
        migrations.AddField(
            model_name='promiseday',
            name='channel',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='promise_days', to='community.channel'),
        ),
        migrations.AddField(
            model_name='promiseday',
            name='community',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='promise_days', to='community.community'),
        ),
        migrations.AddField(
            model_name='promiseday',
            name='team',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='promise_days', to='moderation.team'),
        ),
        migrations.AddField(
            model_name='teamday',
            name='channel',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='team_days', to='community.channel'),
        ),
        migrations.AddField(
            model_name='teamday',
            name='community',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='team_days', to='community.community'),
        ),
        migrations.AddField(
            model_name='teamday',
            name='team',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='days', to='moderation.team'),
        ),
        migrations.AddIndex(
            model_name='promiseday',
            index=models.Index(fields=['channel', 'date'], name='promise_days_of_a_channel'),
        ),
        migrations.AddIndex(
            model_name='promiseday',
            index=models.Index(fields=['community', 'date'], name='promises_of_a_community'),
        ),
        migrations.AddIndex(
            model_name='promiseday',
            index=models.Index(condition=models.Q(('open__gt', 0)), fields=['community', 'date'], name='days_with_open_promises'),
        ),
        migrations.AddIndex(
            model_name='teamday',
            index=models.Index(fields=['community', 'date'], name='team_days_of_a_community'),
        ),
        migrations.AddIndex(
            model_name='teamday',
            index=models.Index(condition=models.Q(('open__gt', 0)), fields=['community', 'date'], name='team_days_still_open'),
        ),
        migrations.AddConstraint(
            model_name='teamday',
            constraint=models.UniqueConstraint(fields=('channel', 'date', 'team'), name='one_row_per_team_channel_and_day'),
        ),
        migrations.RunPython(mark_what_is_counted, migrations.RunPython.noop),
        migrations.RunPython(mark_what_fell_due, migrations.RunPython.noop),
    ]
