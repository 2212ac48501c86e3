import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('events', '0001_initial'),
        ('media', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='started')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished')),
                ('seen_at', models.DateTimeField(auto_now=True)),
                ('source', models.CharField(blank=True, max_length=255, verbose_name='old site')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Running'), ('done', 'Done'), ('refused', 'Refused'), ('failed', 'Stopped by an error')], default='waiting', max_length=20, verbose_name='state')),
                ('options', models.JSONField(default=dict)),
                ('phase', models.CharField(blank=True, max_length=100, verbose_name='at work on')),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('rate', models.FloatField(default=0)),
                ('counts', models.JSONField(default=dict)),
                ('message', models.TextField(blank=True, verbose_name='message')),
                ('report_path', models.CharField(blank=True, max_length=500)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, verbose_name='started by')),
            ],
            options={
                'verbose_name': 'WordPress import',
                'verbose_name_plural': 'WordPress imports',
                'ordering': ['-started_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ArchivedComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=255)),
                ('comment_id', models.PositiveBigIntegerField()),
                ('parent_id', models.PositiveBigIntegerField(default=0)),
                ('name', models.CharField(blank=True, max_length=255, verbose_name='name')),
                ('text', models.TextField(verbose_name='text')),
                ('date', models.DateTimeField(blank=True, null=True, verbose_name='date')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'comment of the old site',
                'verbose_name_plural': 'comments of the old site',
                'ordering': ['date', 'comment_id'],
                'constraints': [models.UniqueConstraint(fields=('page', 'source', 'comment_id'), name='one_comment_on_each_page')],
            },
        ),
        migrations.CreateModel(
            name='ImportedItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=255)),
                ('key', models.CharField(max_length=300)),
                ('kind', models.CharField(max_length=50)),
                ('title', models.CharField(blank=True, max_length=255)),
                ('state', models.CharField(choices=[('begun', 'Begun'), ('done', 'Done'), ('failed', 'Failed')], default='begun', max_length=10)),
                ('made_here', models.BooleanField(default=False)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('revision', models.BigIntegerField(blank=True, null=True)),
                ('live', models.BooleanField(default=False)),
                ('indexed', models.BooleanField(default=True)),
                ('file_name', models.CharField(blank=True, max_length=255)),
                ('upload_path', models.CharField(blank=True, db_index=True, max_length=500)),
                ('page_path', models.CharField(blank=True, db_index=True, max_length=500)),
                ('old_paths', models.JSONField(default=list)),
                ('unresolved', models.JSONField(default=list)),
                ('report', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customdocument')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('page', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('venue', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='events.venue')),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='items', to='wordpress.importrun')),
            ],
            options={
                'verbose_name': 'imported item',
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='one_record_for_each_source')],
            },
        ),
    ]
