import core.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="blogpage",
            name="corrections",
            field=core.fields.StreamField(
                blank=True,
                default=list,
                db_default=models.Value([], models.JSONField()),
                verbose_name="corrections and updates",
            ),
        ),
        migrations.AddField(
            model_name="blogpage",
            name="licence",
            field=models.CharField(blank=True, default="", db_default="", max_length=120, verbose_name="licence"),
        ),
        migrations.AddField(
            model_name="blogpage", name="updated_at", field=models.DateTimeField(editable=False, null=True)
        ),
        migrations.AddField(
            model_name="blogpage",
            name="withdrawn_because",
            field=models.TextField(
                blank=True, default="", db_default="", max_length=1000, verbose_name="withdrawn, because"
            ),
        ),
    ]
