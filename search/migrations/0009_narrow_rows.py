"""A search reads the small columns of all that matches: they come first, and what facets count is packed.

PostgreSQL cannot put columns in another order, so the table is made anew and keeps its rows.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Page ids as eight bytes each, so that those of thousands of rows are put together by copying and counted at once.
PACK = """
CREATE FUNCTION search_packed(ids bigint[]) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(int8send(id), ''), '') FROM unnest(ids) AS id
$$
"""
COPIED = (
    "id, page_id, document_id, date, visible_from, visible_until, length, day, year, live, kind, path, person_ids, topic_ids,"
    " anchor, title, summary, body, people, topics, names, vector"
)
KEEP = "CREATE TABLE search_kept AS SELECT * FROM search_searchdocument"
SMALL = ("kind", "path", "person_ids", "topic_ids", "packed_people", "packed_topics", "anchor", "title", "names")
# The large columns lie elsewhere, uncompressed where they are searched in; what many rows are asked for stays in them.
PUT_BACK = f"""
ALTER TABLE search_searchdocument
    ALTER COLUMN vector SET STORAGE EXTERNAL,
    {", ".join(f"ALTER COLUMN {column} SET STORAGE MAIN" for column in SMALL)},
    SET (toast_tuple_target = 512, autovacuum_analyze_scale_factor = 0.05);
INSERT INTO search_searchdocument ({COPIED}) SELECT {COPIED} FROM search_kept;
SELECT setval(pg_get_serial_sequence('search_searchdocument', 'id'), max(id)) FROM search_kept;
DROP TABLE search_kept;
"""  # noqa: S608 - constants of this module


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0002_document_text"),
        ("search", "0008_days"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.DeleteModel("SearchDocument"),
        migrations.RunSQL(PACK, "DROP FUNCTION search_packed"),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="media.customdocument",
                    ),
                ),
                ("date", models.DateTimeField(null=True)),
                ("visible_from", models.DateTimeField(null=True)),
                ("visible_until", models.DateTimeField(null=True)),
                ("length", models.IntegerField(default=0)),
                ("day", models.DateField(null=True)),
                ("year", models.SmallIntegerField(null=True)),
                ("live", models.BooleanField(default=False)),
                ("kind", models.CharField(max_length=20)),
                ("path", models.CharField(blank=True, max_length=255)),
                (
                    "person_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "topic_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "packed_people",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("person_ids"), function="search_packed"),
                        output_field=models.BinaryField(),
                    ),
                ),
                (
                    "packed_topics",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("topic_ids"), function="search_packed"),
                        output_field=models.BinaryField(),
                    ),
                ),
                ("anchor", models.CharField(blank=True, max_length=100)),
                ("title", models.TextField()),
                ("summary", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                ("names", django.contrib.postgres.search.SearchVectorField(null=True)),
                ("vector", django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
        ),
        migrations.RunSQL(PUT_BACK, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="searchdocument",
            constraint=models.UniqueConstraint(
                condition=models.Q(("document__isnull", True)),
                fields=("page", "anchor"),
                name="search_one_row_a_place",
            ),
        ),
        *(
            migrations.AddIndex(model_name="searchdocument", index=index)
            for index in [
                django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["vector"], name="search_vector_gin"),
                django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["names"], name="search_names_gin"),
                django.contrib.postgres.indexes.GinIndex(
                    condition=models.Q(("kind__in", ["person", "topic"])),
                    fastupdate=False,
                    fields=["names"],
                    name="search_named_gin",
                ),
                django.contrib.postgres.indexes.GinIndex(fields=["topic_ids"], name="search_topics_gin"),
                django.contrib.postgres.indexes.GinIndex(fields=["person_ids"], name="search_people_gin"),
            ]
        ),
    ]
