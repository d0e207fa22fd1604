"""Members can be erased, and do not come in again."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0011_warnings_of_a_run'),
    ]

    operations = [
        migrations.AddField(
            model_name='member',
            name='erased_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name='ErasedMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_hash', models.CharField(max_length=64)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(null=True)),
                ('stage', models.PositiveSmallIntegerField(default=0)),
                ('reached', models.BigIntegerField(default=0)),
                ('member', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='erasure', to='community.member')),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='erased', to='community.source')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('finished_at', None)), fields=['asked_at'], name='erasures_to_finish')],
                'constraints': [models.UniqueConstraint(fields=('source', 'key_hash'), name='one_erasure_per_identity_and_source')],
            },
        ),
    ]
