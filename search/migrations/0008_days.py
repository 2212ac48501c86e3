"""Days are those of the page, on its own clocks; what stands beside a title is asked of the page when it is shown.

Rows that are there get the day on the site's clock. ``manage.py update_search`` gives events elsewhere their own.
"""

from django.conf import settings
from django.db import migrations, models


def fill(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "UPDATE search_searchdocument SET day = (date AT TIME ZONE %s)::date WHERE date IS NOT NULL",
            [settings.TIME_ZONE],
        )


class Migration(migrations.Migration):
    dependencies = [("search", "0007_permissions")]

    operations = [
        migrations.RemoveField("searchdocument", "label"),
        migrations.AddField("searchdocument", "day", models.DateField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
