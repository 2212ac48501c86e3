import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ScheduleFailure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('reasons', models.JSONField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('failed_at', models.DateTimeField()),
                ('retry_at', models.DateTimeField()),
                ('reported_at', models.DateTimeField(null=True)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='schedule_failures', to=settings.WAGTAIL_PAGE_MODEL)),
                ('revision', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.revision')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(condition=models.Q(('revision', None)), fields=('page',), name='content_one_failed_expiry_a_page')],
            },
        ),
    ]
