"""SQL of the search index beyond its models: column storage, a trigger, and indexes of Wagtail's own search."""

from django.db import migrations

# Scoring and counting read the small columns of many rows. The large ones are stored elsewhere (TOAST), uncompressed if
# they are searched; the small ones stay in the row.
SMALL = ("packed_facet_ids", "path", "kind", "person_ids", "topic_ids", "anchor", "title", "names_vector")
STORAGE = f"""
ALTER TABLE search_searchdocument
    ALTER COLUMN vector SET STORAGE EXTERNAL,
    {", ".join(f"ALTER COLUMN {column} SET STORAGE MAIN" for column in SMALL)},
    SET (toast_tuple_target = 512, autovacuum_analyze_scale_factor = 0.05)
"""

# Pages are moved, hidden and reordered in many ways, some of them in plain SQL. A trigger keeps the index equal.
FOLLOW_PAGES = """
CREATE FUNCTION search_follow_page() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE search_searchdocument
       SET live = NEW.live, path = NEW.path, visible_until = NEW.expire_at
     WHERE page_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER search_follow_page AFTER UPDATE OF live, path, expire_at ON wagtailcore_page
    FOR EACH ROW
    WHEN (OLD.live IS DISTINCT FROM NEW.live OR OLD.path IS DISTINCT FROM NEW.path
          OR OLD.expire_at IS DISTINCT FROM NEW.expire_at)
    EXECUTE FUNCTION search_follow_page();
"""
DO_NOT_FOLLOW_PAGES = """
DROP TRIGGER search_follow_page ON wagtailcore_page;
DROP FUNCTION search_follow_page();
"""

# Wagtail's own search, which the admin uses, searches ``title || body``, which has no index. With many words waiting
# outside an index (fastupdate), the planner reads the whole table instead.
ADMIN_INDEX = """
CREATE INDEX roundtable_indexentry_title_body ON wagtailsearch_indexentry USING gin ((title || body))
    WITH (fastupdate = off)
"""
NO_ADMIN_INDEX = "DROP INDEX roundtable_indexentry_title_body"
# Wagtail may name its index otherwise one day: nothing depends on this.
CHOOSER_INDEX = "ALTER INDEX IF EXISTS wagtailsear_autocom_476c89_gin SET (fastupdate = off)"
CHOOSER_INDEX_AS_SHIPPED = "ALTER INDEX IF EXISTS wagtailsear_autocom_476c89_gin RESET (fastupdate)"


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("wagtailsearch", "0010_add_text_fields")]

    operations = [
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOW_PAGES, DO_NOT_FOLLOW_PAGES),
        migrations.RunSQL(ADMIN_INDEX, NO_ADMIN_INDEX),
        migrations.RunSQL(CHOOSER_INDEX, CHOOSER_INDEX_AS_SHIPPED),
    ]
