"""The menu is the pages of one level: without an index of levels each page of the site reads the whole tree for it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0006_quotes_link_to_documents"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX roundtable_page_depth ON wagtailcore_page (depth)",
            "DROP INDEX roundtable_page_depth",
        )
    ]
