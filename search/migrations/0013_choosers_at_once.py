"""As in the admin's search, so in choosers: no words wait outside the index by which Wagtail completes what is typed."""

from django.db import migrations

INDEX = "wagtailsear_autocom_476c89_gin"


class Migration(migrations.Migration):
    dependencies = [("search", "0012_newest_by_index"), ("wagtailsearch", "0010_add_text_fields")]

    operations = [
        # Wagtail may call its index otherwise one day: nothing depends on this.
        migrations.RunSQL(
            f"""
            ALTER INDEX IF EXISTS {INDEX} SET (fastupdate = off);
            SELECT gin_clean_pending_list(oid) FROM pg_class WHERE relname = '{INDEX}' AND relkind = 'i'
            """,  # noqa: S608 - a constant of this module
            f"ALTER INDEX IF EXISTS {INDEX} RESET (fastupdate)",
        )
    ]
