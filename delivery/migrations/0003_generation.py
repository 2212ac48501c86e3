"""The row, and the function that triggers call. ``delivery.generation`` makes the triggers after each ``migrate``."""

from django.db import migrations, models

from delivery.generation import FUNCTION, NO_FUNCTION  # its file is part of what a database is made from


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0002_backup_record"),
    ]

    operations = [
        migrations.CreateModel(
            name="Generation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("moments_until", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="delivery_one_generation")],
            },
        ),
        migrations.RunSQL(FUNCTION, NO_FUNCTION),
    ]
