import core.languages
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="blogpage",
            name="language",
            field=models.CharField(
                blank=True,
                choices=core.languages.get_language_choices,
                help_text="If the post is not in the language of the site, so that screen readers pronounce it rightly.",
                max_length=10,
                verbose_name="language",
            ),
        )
    ]
