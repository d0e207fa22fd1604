"""A desk has an engine and words of mood of its own, and findings say how words are mentioned."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0016_runs_say_what_time_they_cover'),
        ('moderation', '0040_a_lost_reply_comes_first'),
    ]

    operations = [
        # Moods of communities that are there stay what they were until somebody changes the engine.
        migrations.AddField(
            model_name='desk',
            name='engine',
            field=models.CharField(choices=[('vader-3.3.2', 'vader-3.3.2'), ('parley-1', 'parley-1')], default='vader-3.3.2', max_length=40),
        ),
        migrations.AlterField(
            model_name='desk',
            name='engine',
            field=models.CharField(choices=[('vader-3.3.2', 'vader-3.3.2'), ('parley-1', 'parley-1')], default='parley-1', max_length=40),
        ),
        migrations.AddField(
            model_name='desk',
            name='negative_emoji',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='desk',
            name='own_names',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='desk',
            name='trouble_words',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='finding',
            name='evidence',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='finding',
            name='frame',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AlterField(
            model_name='change',
            name='subject',
            field=models.CharField(choices=[('person', 'Person'), ('invitation', 'Invitation'), ('channel', 'Channel'), ('source', 'Source'), ('staff', 'Staff and automated by list'), ('role', 'Role of a member'), ('joined', 'Joined members'), ('recount', 'Counted from the start'), ('feed', 'Feed'), ('token', 'Token'), ('targets', 'Response targets'), ('hours', 'Working hours'), ('escalation', 'Escalation rule'), ('community', 'Community'), ('desk', 'Desk'), ('mood', 'Mood'), ('guideline', 'Guideline'), ('member', 'Member'), ('retention', 'Retention'), ('import', 'Import')], max_length=12),
        ),
        migrations.CreateModel(
            name='Rescoring',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('engine', models.CharField(max_length=40)),
                ('was', models.JSONField()),
                ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('done_at', models.DateTimeField(null=True)),
                ('is_overtaken', models.BooleanField(default=False)),
                ('reached', models.BigIntegerField(null=True)),
                ('total', models.PositiveIntegerField(default=0)),
                ('looked', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('community', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rescorings', to='community.community')),
            ],
            options={
                'ordering': ('-pk',),
                'indexes': [models.Index(fields=['community', '-started_at'], name='rescorings_newest_first'), models.Index(condition=models.Q(('done_at', None)), fields=['started_at'], name='rescorings_to_do')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at', None)), fields=('community',), name='one_rescoring_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('engine', models.CharField(max_length=40)),
                ('neg', models.FloatField(null=True)),
                ('neu', models.FloatField(null=True)),
                ('pos', models.FloatField(null=True)),
                ('compound', models.FloatField(null=True)),
                ('not_scored', models.CharField(blank=True, max_length=200)),
                ('was_cut', models.BooleanField(default=False)),
                ('words', models.JSONField(default=list)),
                ('assessment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='moderation.assessment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('assessment', 'engine'), name='one_score_per_engine')],
            },
        ),
        migrations.CreateModel(
            name='SentimentCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('band', models.CharField(choices=[('negative', 'negative'), ('unclear', 'unclear'), ('positive', 'positive')], max_length=8)),
                ('engine', models.CharField(max_length=40)),
                ('said', models.CharField(choices=[('negative', 'negative'), ('unclear', 'unclear'), ('positive', 'positive')], max_length=8)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mood_corrections', to='community.message')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('message', 'revision', 'by'), name='one_mood_correction_a_person')],
            },
        ),
    ]
