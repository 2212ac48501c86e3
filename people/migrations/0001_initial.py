import content.serving.routing
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import modelcluster.fields
import people.credits
import people.models.person
import wagtail.fields
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
        ('topics', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        TrigramExtension(),  # names are found by their trigrams
        migrations.CreateModel(
            name='PersonIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(help_text='One or two sentences for lists, search results and shared links.', max_length=400, verbose_name='summary')),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
            ],
            options={
                'verbose_name': 'list of people',
            },
            bases=(content.serving.routing.VisibleRoutesMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='PersonPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('summary', models.TextField(blank=True, help_text='One sentence for lists. Leave empty to show role and organisation.', max_length=400, verbose_name='summary')),
                ('honorific', models.CharField(blank=True, help_text='E.g. “Prof” or “Dame”.', max_length=50, verbose_name='honorific')),
                ('given_name', models.CharField(blank=True, max_length=120, verbose_name='given name')),
                ('family_name', models.CharField(help_text='By which lists are sorted. The whole name of people who use one name.', max_length=120, verbose_name='family name')),
                ('post_nominals', models.CharField(blank=True, help_text='E.g. “MP” or “OBE”.', max_length=50, verbose_name='letters after the name')),
                ('sort_name', models.CharField(db_index=True, editable=False, max_length=255)),
                ('search_name', models.CharField(default='', editable=False, max_length=400)),
                ('role', models.CharField(blank=True, help_text='E.g. “Professor of Evaluation”.', max_length=255, verbose_name='role today')),
                ('organisation', models.CharField(blank=True, help_text='E.g. “Northgate Council”.', max_length=255, verbose_name='organisation today')),
                ('organisation_ror', models.CharField(blank=True, help_text='Its number in the Research Organization Registry, e.g. 013meh722.', max_length=9, validators=[people.models.person.validate_ror], verbose_name='ROR ID of the organisation')),
                ('biography', wagtail.fields.RichTextField(blank=True, verbose_name='biography')),
                ('orcid', models.CharField(blank=True, help_text="The researcher's number, e.g. 0000-0002-1825-0097.", max_length=19, validators=[people.models.person.validate_orcid], verbose_name='ORCID iD')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('photo', models.ForeignKey(blank=True, help_text='A portrait. Set the focal point on the face.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='photo')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='people', to='topics.topicpage', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.WAGTAIL_PAGE_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentioned_in', to='people.personpage')),
            ],
        ),
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('block_id', models.TextField()),
                ('position', models.PositiveIntegerField()),
                ('name', models.TextField(blank=True)),
                ('role', models.TextField(blank=True)),
                ('organisation', models.TextField(blank=True)),
                ('text', models.TextField()),
                ('html', models.TextField()),
                ('source', models.TextField(blank=True)),
                ('source_url', models.TextField(blank=True)),
                ('topic_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('date', models.DateTimeField(null=True)),
                ('visible_from', models.DateTimeField(null=True)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotes', to=settings.WAGTAIL_PAGE_MODEL)),
                ('speaker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='spoken_quotes', to='people.personpage')),
            ],
            bases=(people.credits.Attribution, models.Model),
        ),
        migrations.AddIndex(
            model_name='personpage',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search_name'], name='person_search_name_trgm', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='personpage',
            index=django.contrib.postgres.indexes.GinIndex(fields=['sort_name'], name='person_sort_name_trgm', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.UniqueConstraint(fields=('page', 'person'), name='unique_mention_of_person'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(fields=['speaker', '-date'], name='quotes_of_speaker'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=models.Index(fields=['-date', '-page', 'position'], name='quotes_newest_first'),
        ),
        migrations.AddIndex(
            model_name='quote',
            index=django.contrib.postgres.indexes.GinIndex(fields=['topic_ids'], name='quotes_of_topic'),
        ),
    ]
