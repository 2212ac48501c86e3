"""The last backup, and the generation: its row, and the function that triggers call.

``delivery.generation`` makes the triggers after each ``migrate``.
"""

from django.db import migrations, models

from delivery.generation import FUNCTION, NO_FUNCTION  # its file is part of what a database is made from


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="BackupRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField()),
                ("place", models.CharField(max_length=500)),
                ("size", models.BigIntegerField()),
            ],
            options={"get_latest_by": "made_at"},
        ),
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("moments_until", models.DateTimeField(null=True)),
                ("invalidated", models.PositiveBigIntegerField(db_default=0, default=0)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="delivery_one_generation")],
            },
        ),
        migrations.RunSQL(FUNCTION, NO_FUNCTION),
    ]
