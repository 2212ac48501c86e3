"""What facets count is read first of a row, and kinds are told apart by a number: of thousands it takes a quarter less.

PostgreSQL cannot put columns in another order, so the table is made anew and keeps its rows.
"""

from zlib import crc32

import django.contrib.postgres.fields as postgres
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import migrations, models

COPIED = (
    "id, page_id, document_id, date, visible_from, visible_until, length, day, year, live, kind, path, person_ids,"
    " topic_ids, anchor, title, summary, body, people, topics, names, vector"
)
KEEP = "CREATE TABLE search_kept AS SELECT * FROM search_searchdocument"
SMALL = ("packed", "path", "kind", "person_ids", "topic_ids", "anchor", "title", "names")
# As before: the large columns lie elsewhere, uncompressed where they are searched in.
STORAGE = f"""
ALTER TABLE search_searchdocument
    ALTER COLUMN vector SET STORAGE EXTERNAL,
    {", ".join(f"ALTER COLUMN {column} SET STORAGE MAIN" for column in SMALL)},
    SET (toast_tuple_target = 512, autovacuum_analyze_scale_factor = 0.05)
"""
# The number of a kind, as search.models.documents has it.
NUMBERED = (
    "INSERT INTO search_searchdocument (kind_number, {columns}) SELECT %s, {columns} FROM search_kept WHERE kind = %s"
)


def put_back(apps, schema_editor) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT kind FROM search_kept")
        for (kind,) in cursor.fetchall():
            cursor.execute(NUMBERED.format(columns=COPIED), [crc32(kind.encode()) >> 1, kind])
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('search_searchdocument', 'id'), max(id)) FROM search_searchdocument"
        )
        cursor.execute("DROP TABLE search_kept")


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0002_document_text"),
        ("search", "0013_choosers_at_once"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.DeleteModel("SearchDocument"),
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
                ("year", models.IntegerField(null=True)),
                ("kind_number", models.IntegerField()),
                ("live", models.BooleanField(default=False)),
                (
                    "packed",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("topic_ids", "person_ids", function="search_packed"),
                        output_field=models.BinaryField(),
                    ),
                ),
                ("path", models.CharField(blank=True, max_length=255)),
                ("kind", models.CharField(max_length=20)),
                *(
                    (name, postgres.ArrayField(base_field=models.BigIntegerField(), default=list, size=None))
                    for name in ("person_ids", "topic_ids")
                ),
                ("anchor", models.CharField(blank=True, max_length=100)),
                ("title", models.TextField()),
                ("summary", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                *(
                    (name, postgres.ArrayField(base_field=models.TextField(), default=list, size=None))
                    for name in ("people", "topics")
                ),
                ("names", SearchVectorField(null=True)),
                ("vector", SearchVectorField(null=True)),
            ],
        ),
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
        migrations.RunPython(put_back, migrations.RunPython.noop),
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
                GinIndex(fastupdate=False, fields=["vector", "year"], name="search_vector_gin"),
                GinIndex(fastupdate=False, fields=["names"], name="search_names_gin"),
                *(
                    GinIndex(
                        condition=models.Q(("kind__in", ["person", "topic"])),
                        fastupdate=False,
                        fields=[field],
                        name=name,
                    )
                    for field, name in (("names", "search_named_gin"), ("vector", "search_named_stems_gin"))
                ),
                GinIndex(fields=["topic_ids"], name="search_topics_gin"),
                GinIndex(fields=["person_ids"], name="search_people_gin"),
            ]
        ),
    ]
