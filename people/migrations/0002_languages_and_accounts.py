import people.models.person
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="personpage",
            name="fediverse",
            field=models.CharField(
                blank=True,
                help_text="As in @ana@social.example. Mastodon then shows who wrote a post that is shared there.",
                max_length=255,
                validators=[people.models.person.validate_fediverse],
                verbose_name="Mastodon or other Fediverse account",
            ),
        ),
        migrations.AddField(
            model_name="quote",
            name="language",
            field=models.TextField(blank=True),
        ),
    ]
