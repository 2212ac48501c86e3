from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0003_confirmation_and_reminders")]

    operations = [
        migrations.AlterField(
            model_name="eventpage",
            name="summary",
            field=models.TextField(
                blank=True,
                help_text="One or two sentences for lists and search results. Leave empty to show date and place alone.",
                max_length=400,
                verbose_name="summary",
            ),
        )
    ]
