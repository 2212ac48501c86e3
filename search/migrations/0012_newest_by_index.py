"""Words and years are found by one index, and what facets count is put together in one column."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations, models

PACK = """
CREATE FUNCTION search_packed(topics bigint[], people bigint[]) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(int4send(id::int), ''), '')
      FROM (SELECT unnest(topics) UNION ALL SELECT -unnest(people)) AS linked (id)
$$;
-- The column stays where it is, among those that a search reads: a new one would stand behind the large ones.
ALTER TABLE search_searchdocument ALTER COLUMN packed_topics SET EXPRESSION AS (search_packed(topic_ids, person_ids));
ALTER TABLE search_searchdocument RENAME COLUMN packed_topics TO packed;
ALTER TABLE search_searchdocument DROP COLUMN packed_people;
DROP FUNCTION search_packed(bigint[])
"""
UNPACK = """
CREATE FUNCTION search_packed(ids bigint[]) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(int8send(id), ''), '') FROM unnest(ids) AS id
$$;
ALTER TABLE search_searchdocument ADD COLUMN packed_people bytea GENERATED ALWAYS AS (search_packed(person_ids)) STORED;
ALTER TABLE search_searchdocument RENAME COLUMN packed TO packed_topics;
ALTER TABLE search_searchdocument ALTER COLUMN packed_topics SET EXPRESSION AS (search_packed(topic_ids));
DROP FUNCTION search_packed(bigint[], bigint[])
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0011_admin_search_at_once")]

    operations = [
        BtreeGinExtension(),
        migrations.RemoveIndex(model_name="searchdocument", name="search_vector_gin"),
        migrations.RunSQL(
            PACK,
            UNPACK,
            state_operations=[
                migrations.RemoveField(model_name="searchdocument", name="packed_people"),
                migrations.RemoveField(model_name="searchdocument", name="packed_topics"),
                migrations.AddField(
                    model_name="searchdocument",
                    name="packed",
                    field=models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("topic_ids", "person_ids", function="search_packed"),
                        output_field=models.BinaryField(),
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="searchdocument",
            name="year",
            field=models.IntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="searchdocument",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["vector", "year"], name="search_vector_gin"
            ),
        ),
    ]
