"""An index for finding a page by its whole path (``content.serving.lookup``). Wagtail has none: it walks the tree."""

from django.db import migrations

# For equality and for the beginning of a path, whatever the collation of the database.
INDEX = "CREATE INDEX content_page_url_path ON wagtailcore_page (url_path text_pattern_ops);"
NO_INDEX = "DROP INDEX content_page_url_path;"


class Migration(migrations.Migration):
    dependencies = [("content", "0002_page_findings")]

    operations = [migrations.RunSQL(INDEX, NO_INDEX)]
