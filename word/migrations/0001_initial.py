import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReadText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('name', models.CharField(blank=True, max_length=255)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('running', 'Being read'), ('ready', 'Ready to be read through'), ('refused', 'Could not be read'), ('done', 'Done'), ('undone', 'Undone')], default='waiting', max_length=10)),
                ('step', models.CharField(blank=True, max_length=100)),
                ('done', models.PositiveSmallIntegerField(default=0)),
                ('message', models.TextField(blank=True)),
                ('content', models.BinaryField(default=bytes)),
                ('as_it_was', models.BooleanField(default=False)),
                ('report', models.JSONField(default=dict)),
                ('proposals', models.JSONField(default=list)),
                ('matches', models.JSONField(default=dict)),
                ('made', models.JSONField(default=dict)),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('target', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={'ordering': ['-created_at', '-pk'], 'default_permissions': ()},
        ),
    ]
