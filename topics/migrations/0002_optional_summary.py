from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("topics", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="topicpage",
            name="summary",
            field=models.TextField(
                blank=True,
                help_text="One or two sentences for lists and search results. A new topic can do without.",
                max_length=400,
                verbose_name="summary",
            ),
        )
    ]
