from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="JobRun",
            fields=[
                ("name", models.CharField(max_length=255, primary_key=True, serialize=False)),
                ("started_at", models.DateTimeField(null=True)),
            ],
        )
    ]
