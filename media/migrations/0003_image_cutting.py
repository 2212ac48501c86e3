import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0002_manage_collections"),
    ]

    operations = [
        migrations.AddField(
            model_name="customimage",
            name="cut_due_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, editable=False
            ),
        ),
        migrations.AddField(
            model_name="customimage",
            name="cut_failures",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="customimage",
            name="cut_key",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=16),
        ),
    ]
