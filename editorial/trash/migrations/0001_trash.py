import django.db.models.deletion
import django.utils.timezone
import editorial.trash.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TrashedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("carried", models.JSONField(default=list, encoder=editorial.trash.models.RowEncoder)),
                ("emptied", models.JSONField(default=list)),
                (
                    "deleted_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, editable=False, verbose_name="deleted"
                    ),
                ),
                ("model", models.CharField(max_length=100)),
                ("object_id", models.BigIntegerField()),
                ("collection_id", models.BigIntegerField()),
                ("uploader_id", models.BigIntegerField(null=True)),
                ("file", models.CharField(max_length=255)),
                ("row", models.JSONField(encoder=editorial.trash.models.RowEncoder)),
                ("users", models.JSONField(default=list)),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "file in the trash",
                "verbose_name_plural": "files in the trash",
                "ordering": ("-deleted_at", "-pk"),
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TrashedPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("carried", models.JSONField(default=list, encoder=editorial.trash.models.RowEncoder)),
                ("emptied", models.JSONField(default=list)),
                (
                    "deleted_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, editable=False, verbose_name="deleted"
                    ),
                ),
                ("path_before", models.CharField(max_length=255)),
                ("address", models.CharField(blank=True, max_length=2000)),
                ("page_count", models.PositiveIntegerField()),
                ("live_ids", models.JSONField(default=list)),
                ("owner_ids", models.JSONField(default=list)),
                ("schedule", models.JSONField(default=dict, encoder=editorial.trash.models.RowEncoder)),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.WAGTAIL_PAGE_MODEL
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "page in the trash",
                "verbose_name_plural": "pages in the trash",
                "ordering": ("-deleted_at", "-pk"),
                "abstract": False,
                "default_permissions": ("delete",),
            },
        ),
    ]
