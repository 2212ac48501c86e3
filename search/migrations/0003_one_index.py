"""The index takes quotes and files besides pages, and knows the words of the site.

What it holds is derived: ``manage.py update_search`` fills it anew.
"""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models

# Names are not stemmed, and hold words such as “The”. Texts come folded to plain letters (engine/text.py).
NAMES_CONFIG = "CREATE TEXT SEARCH CONFIGURATION roundtable_names (COPY = pg_catalog.simple)"
NO_NAMES_CONFIG = "DROP TEXT SEARCH CONFIGURATION roundtable_names"

# Ranking and counting read the few small columns of many rows: the large ones are to lie elsewhere, uncompressed
# where they are searched in.
STORAGE = """
ALTER TABLE search_searchdocument
    ALTER COLUMN vector SET STORAGE EXTERNAL,
    ALTER COLUMN body SET STORAGE EXTENDED,
    SET (toast_tuple_target = 512, autovacuum_analyze_scale_factor = 0.05);
"""

# Sites move, hide and reorder pages by many ways, some of them in plain SQL. The database itself keeps the index equal.
FOLLOW = """
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
DO_NOT_FOLLOW = """
DROP TRIGGER search_follow_page ON wagtailcore_page;
DROP FUNCTION search_follow_page();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0001_initial"),
        ("search", "0002_admin_search_index"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(NAMES_CONFIG, NO_NAMES_CONFIG),
        migrations.DeleteModel("SearchDocument"),
        migrations.CreateModel(
            name="IgnoredWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "word",
                    models.CharField(
                        help_text="A single word to leave out of searches, e.g. “institute”.",
                        max_length=100,
                        unique=True,
                        verbose_name="word",
                    ),
                ),
            ],
            options={
                "verbose_name": "word to ignore",
                "verbose_name_plural": "words to ignore",
                "ordering": ["word"],
            },
        ),
        migrations.CreateModel(
            name="Stem",
            fields=[
                ("stem", models.TextField(primary_key=True, serialize=False)),
                ("documents", models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    models.CharField(
                        help_text="What visitors search for, e.g. “MMU”.",
                        max_length=100,
                        unique=True,
                        verbose_name="word or words",
                    ),
                ),
                (
                    "same_as",
                    models.CharField(
                        help_text="What it means, with commas between several, e.g. “Manchester Metropolitan University, ManMet”.",
                        max_length=500,
                        verbose_name="also search for",
                    ),
                ),
                (
                    "both_ways",
                    models.BooleanField(
                        default=True,
                        help_text="Who searches for the long form finds pages with the short one as well.",
                        verbose_name="the other way round too",
                    ),
                ),
            ],
            options={
                "verbose_name": "synonym",
                "verbose_name_plural": "synonyms",
                "ordering": ["words"],
            },
        ),
        migrations.CreateModel(
            name="Acronym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("short", models.CharField(max_length=20)),
                ("long", models.CharField(max_length=200)),
                ("documents", models.IntegerField(default=1)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("short", "long"), name="search_one_acronym")],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("documents", models.IntegerField(default=1)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="search_word_trigrams", opclasses=["gin_trgm_ops"]
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("anchor", models.CharField(blank=True, max_length=100)),
                ("title", models.TextField()),
                ("label", models.CharField(blank=True, max_length=100)),
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
                ("date", models.DateTimeField(null=True)),
                ("year", models.SmallIntegerField(null=True)),
                ("length", models.IntegerField(default=0)),
                ("live", models.BooleanField(default=False)),
                ("path", models.CharField(blank=True, max_length=255)),
                ("visible_from", models.DateTimeField(null=True)),
                ("visible_until", models.DateTimeField(null=True)),
                ("names", django.contrib.postgres.search.SearchVectorField(null=True)),
                ("vector", django.contrib.postgres.search.SearchVectorField(null=True)),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="media.customdocument",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["vector"], name="search_vector_gin"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["names"], name="search_names_gin"
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["topic_ids"], name="search_topics_gin"),
                    django.contrib.postgres.indexes.GinIndex(fields=["person_ids"], name="search_people_gin"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("document__isnull", True)),
                        fields=("page", "anchor"),
                        name="search_one_row_a_place",
                    )
                ],
            },
        ),
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOW, DO_NOT_FOLLOW),
    ]
