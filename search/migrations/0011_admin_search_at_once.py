"""Words go into the index of the admin's search at once: with many waiting, the planner reads the whole table instead."""

from django.db import migrations

INDEX = "roundtable_indexentry_title_body"


class Migration(migrations.Migration):
    dependencies = [("search", "0010_named_stems")]

    operations = [
        migrations.RunSQL(
            f"ALTER INDEX {INDEX} SET (fastupdate = off); SELECT gin_clean_pending_list('{INDEX}')",
            f"ALTER INDEX {INDEX} RESET (fastupdate)",
        )
    ]
