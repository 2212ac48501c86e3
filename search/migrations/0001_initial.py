import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.contrib.postgres.operations import BtreeGinExtension, CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

EXTENSIONS = [
    BtreeGinExtension(),  # words and years in one index
    CreateExtension("fuzzystrmatch"),  # how many letters differ, for misspelt words
    TrigramExtension(),
    UnaccentExtension(),
]

# English stems without accents: "café" and "cafes" are one word, in texts and in queries. Names are not stemmed, and
# hold words such as “The”.
CONFIGURATIONS = """
CREATE TEXT SEARCH CONFIGURATION roundtable (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION roundtable
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION roundtable_names (COPY = pg_catalog.simple);
"""
NO_CONFIGURATIONS = """
DROP TEXT SEARCH CONFIGURATION roundtable_names;
DROP TEXT SEARCH CONFIGURATION roundtable;
"""

# The page ids that facets count, four bytes each: those of topics as they are, those of people negative.
PACK_FACET_IDS = """
CREATE FUNCTION search_pack_facet_ids(topics bigint[], people bigint[]) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(int4send(id::int), ''), '')
      FROM (SELECT unnest(topics) UNION ALL SELECT -unnest(people)) AS linked (id)
$$
"""
DROP_PACK_FACET_IDS = "DROP FUNCTION search_pack_facet_ids(bigint[], bigint[])"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        *EXTENSIONS,
        migrations.RunSQL(CONFIGURATIONS, NO_CONFIGURATIONS),
        migrations.RunSQL(PACK_FACET_IDS, DROP_PACK_FACET_IDS),
        migrations.CreateModel(
            name='IgnoredWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(help_text='A single word to leave out of searches, e.g. “institute”.', max_length=100, unique=True, verbose_name='word')),
            ],
            options={
                'verbose_name': 'word to ignore',
                'verbose_name_plural': 'words to ignore',
                'ordering': ['word'],
            },
        ),
        migrations.CreateModel(
            name='Stem',
            fields=[
                ('stem', models.TextField(primary_key=True, serialize=False)),
                ('documents', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Synonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(help_text='What visitors search for, e.g. “MMU”.', max_length=100, unique=True, verbose_name='word or words')),
                ('same_as', models.CharField(help_text='What it means, with commas between several, e.g. “Manchester Metropolitan University, ManMet”.', max_length=500, verbose_name='also search for')),
                ('both_ways', models.BooleanField(default=True, help_text='Who searches for the long form finds pages with the short one as well.', verbose_name='the other way round too')),
            ],
            options={
                'verbose_name': 'synonym',
                'verbose_name_plural': 'synonyms',
                'ordering': ['words'],
            },
        ),
        migrations.CreateModel(
            name='Acronym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('short', models.CharField(max_length=20)),
                ('long', models.CharField(max_length=200)),
                ('documents', models.IntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('short', 'long'), name='search_one_acronym')],
            },
        ),
        migrations.CreateModel(
            name='Promotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phrases', models.CharField(help_text='With commas between several, e.g. “open day, opening times”. Capitals and accents do not matter.', max_length=500, verbose_name='when visitors search for')),
                ('match', models.CharField(choices=[('exact', 'These words and no others'), ('prefix', 'Any search that begins like this')], default='exact', help_text='“Any search that begins like this” lets “open day” match “open days 2026” too.', max_length=10, verbose_name='and nothing else?')),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, editable=False, size=None)),
            ],
            options={
                'verbose_name': 'promoted result',
                'verbose_name_plural': 'promoted results',
                'ordering': ['phrases'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['keys'], name='search_promotion_keys')],
            },
        ),
        migrations.CreateModel(
            name='PromotedResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('url', models.URLField(blank=True, help_text='E.g. “https://library.example.org/”.', max_length=500, verbose_name='or an address elsewhere')),
                ('title', models.CharField(blank=True, help_text='Needed for an address elsewhere, e.g. “Library catalogue”. A page has its own title.', max_length=255, verbose_name='text of the link')),
                ('text', models.CharField(blank=True, help_text='One sentence below the link, e.g. “Books and papers of the institute”. A page has its summary.', max_length=255, verbose_name='description')),
                ('page', models.ForeignKey(blank=True, help_text='A page of this site. It is shown while it is published.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
                ('promotion', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='search.promotion')),
            ],
            options={
                'verbose_name': 'result',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SearchCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('query', models.CharField(max_length=100, verbose_name='search')),
                ('day', models.DateField(verbose_name='day')),
                ('searches', models.PositiveIntegerField(default=0, verbose_name='searches')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='without results')),
                ('clicks', models.PositiveIntegerField(default=0, verbose_name='results opened')),
                ('results', models.PositiveIntegerField(default=0, verbose_name='results')),
            ],
            options={
                'verbose_name': 'search',
                'verbose_name_plural': 'searches',
                'default_permissions': ['view'],
                'constraints': [models.UniqueConstraint(fields=('day', 'query'), name='search_one_count_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('word', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('documents', models.IntegerField(default=1)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['word'], name='search_word_trigrams', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                # The columns that a search reads of all that matches come first.
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
                ('document', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='media.customdocument')),
                ('date', models.DateTimeField(null=True)),
                ('visible_from', models.DateTimeField(null=True)),
                ('visible_until', models.DateTimeField(null=True)),
                ('length', models.IntegerField(default=0)),
                ('day', models.DateField(null=True)),
                ('year', models.IntegerField(null=True)),
                ('kind_number', models.IntegerField()),
                ('live', models.BooleanField(default=False)),
                ('packed_facet_ids', models.GeneratedField(db_persist=True, expression=models.Func('topic_ids', 'person_ids', function='search_pack_facet_ids'), output_field=models.BinaryField())),
                ('path', models.CharField(blank=True, max_length=255)),
                ('kind', models.CharField(max_length=20)),
                ('person_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('topic_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('anchor', models.CharField(blank=True, max_length=100)),
                ('title', models.TextField()),
                ('summary', models.TextField(blank=True)),
                ('body', models.TextField(blank=True)),
                ('people', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('names_vector', django.contrib.postgres.search.SearchVectorField(null=True)),
                ('vector', django.contrib.postgres.search.SearchVectorField(null=True)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['vector', 'year'], name='search_vector_gin'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['names_vector'], name='search_names_gin'), django.contrib.postgres.indexes.GinIndex(condition=models.Q(('kind__in', ['person', 'topic'])), fastupdate=False, fields=['names_vector'], name='search_named_gin'), django.contrib.postgres.indexes.GinIndex(condition=models.Q(('kind__in', ['person', 'topic'])), fastupdate=False, fields=['vector'], name='search_named_stems_gin'), django.contrib.postgres.indexes.GinIndex(fields=['topic_ids'], name='search_topics_gin'), django.contrib.postgres.indexes.GinIndex(fields=['person_ids'], name='search_people_gin')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('document__isnull', True)), fields=('page', 'anchor'), name='search_one_row_a_place')],
            },
        ),
    ]
