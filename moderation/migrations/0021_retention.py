"""Texts may go after some months; members are a subject of the record."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0020_what_the_look_found'),
    ]

    operations = [
        migrations.AddField(
            model_name='desk',
            name='keep_cases',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='desk',
            name='keep_messages',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='desk',
            name='keep_rejects',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='desk',
            name='keep_uploads',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='desk',
            name='retention_due_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='change',
            name='subject',
            field=models.CharField(choices=[('person', 'Person'), ('invitation', 'Invitation'), ('channel', 'Channel'), ('feed', 'Feed'), ('targets', 'Response targets'), ('hours', 'Working hours'), ('escalation', 'Escalation rule'), ('community', 'Community'), ('desk', 'Desk'), ('guideline', 'Guideline'), ('member', 'Member'), ('retention', 'Retention')], max_length=12),
        ),
    ]
