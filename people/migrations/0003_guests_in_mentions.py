import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_languages_and_accounts")]

    operations = [
        migrations.AddField("mention", "guest", models.CharField(max_length=255, default="", db_default="")),
        migrations.AlterField(
            model_name="mention",
            name="person",
            field=models.ForeignKey(
                "people.personpage", null=True, on_delete=django.db.models.deletion.CASCADE, related_name="mentioned_in"
            ),
        ),
    ]
