"""The index that Wagtail's own search table lacks: its queries ask for ``title || body``, which has none."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX roundtable_indexentry_title_body ON wagtailsearch_indexentry USING gin ((title || body))",
            "DROP INDEX roundtable_indexentry_title_body",
        )
    ]
