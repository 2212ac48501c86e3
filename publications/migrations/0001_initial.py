import core.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import people.credits
import publications.identifiers
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('blog', '0001_initial'),
        ('events', '0001_initial'),
        ('media', '0001_initial'),
        ('people', '0001_initial'),
        ('topics', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='PublicationIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(help_text='One or two sentences for lists, search results and shared links.', max_length=400, verbose_name='summary')),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
            ],
            options={
                'verbose_name': 'list of publications',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='PublicationPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(help_text='One or two sentences for lists, search results and shared links.', max_length=400, verbose_name='summary')),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('related_vector', django.contrib.postgres.search.SearchVectorField(editable=False, null=True, serialize=False)),
                ('publication_type', models.CharField(choices=[('report', 'Report'), ('working-paper', 'Working paper'), ('briefing', 'Briefing'), ('annual-review', 'Annual review'), ('evidence', 'Evidence'), ('book', 'Book')], db_index=True, default='report', help_text='What it is, e.g. “Working paper”. The list can be filtered by it.', max_length=20, verbose_name='kind')),
                ('edition', models.CharField(blank=True, help_text='If it is not the first, e.g. “Second edition, corrected”.', max_length=80, verbose_name='edition')),
                ('series', models.CharField(blank=True, help_text='The series it appears in, e.g. “Northgate Papers”.', max_length=120, verbose_name='series')),
                ('number', models.CharField(blank=True, help_text='E.g. “12” or “2026/3”.', max_length=40, verbose_name='number in the series')),
                ('publisher', models.CharField(blank=True, help_text='If it is not this institution itself, e.g. “Northgate University Press”.', max_length=255, verbose_name='publisher')),
                ('isbn', models.CharField(blank=True, help_text='Of thirteen digits, with its hyphens, e.g. 978-1-4028-9462-6.', max_length=40, validators=[publications.identifiers.validate_isbn], verbose_name='ISBN')),
                ('doi', models.CharField(blank=True, help_text='E.g. 10.5555/12345678. The address https://doi.org/10.5555/12345678 is taken, too.', max_length=255, validators=[publications.identifiers.validate_doi], verbose_name='DOI')),
                ('licence', models.CharField(blank=True, help_text='On what terms it may be reused, e.g. “CC BY 4.0”, which becomes a link to the licence.', max_length=120, verbose_name='licence')),
                ('strapline', models.CharField(blank=True, help_text='A line below the title, e.g. “Home care in Northgate, street by street”.', max_length=255, verbose_name='strapline')),
                ('date', models.DateField(db_index=True, default=django.utils.timezone.localdate, help_text='The day it appeared, e.g. 2026-03-14. With a day in the future it stays hidden until then.', verbose_name='date')),
                ('body', core.fields.StreamField(blank=True, verbose_name='body')),
                ('cover', models.ForeignKey(blank=True, help_text='The front cover, upright, e.g. the first page as an image. A publication without one looks finished.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='cover')),
                ('launched_at', models.ForeignKey(blank=True, help_text='The event at which it was presented, e.g. a round table. Each page links to the other.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='publications', to='events.eventpage', verbose_name='launched at')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
                ('supersedes', models.ForeignKey(blank=True, help_text="The edition before this one, e.g. last spring's. It leaves the lists but keeps its address, and each of the two pages links to the other.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='newer_editions', to='publications.publicationpage', verbose_name='supersedes')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='publications', to='topics.topicpage', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='PublicationFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('label', models.CharField(blank=True, help_text="E.g. “The full report”. Leave empty to use the document's title.", max_length=255, verbose_name='link text')),
                ('note', models.CharField(blank=True, help_text='What sets it apart from the others, e.g. “In Welsh” or “Large print”.', max_length=120, verbose_name='language or format')),
                ('document', models.ForeignKey(help_text='The file itself, e.g. the PDF of the report. One in a private collection is not shown.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='media.customdocument', verbose_name='document')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='publications.publicationpage')),
            ],
            options={
                'verbose_name': 'file',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PublicationEditor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(blank=True, help_text='For somebody who has no page here, e.g. “Dr Mina Ahlberg”.', max_length=255, verbose_name="guest's name")),
                ('role', models.CharField(blank=True, help_text='As it was at the time, e.g. “Director of Housing”. It stays as written here.', max_length=255, verbose_name='role that day')),
                ('organisation', models.CharField(blank=True, help_text='For whom they spoke, e.g. “Northgate Council”. It stays as written here.', max_length=255, verbose_name='organisation that day')),
                ('url', models.URLField(blank=True, help_text='Where to read more about a guest.', verbose_name="guest's link")),
                ('person', models.ForeignKey(blank=True, help_text='Choose a person, or create one on the spot.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.personpage', verbose_name='person')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='editors', to='publications.publicationpage')),
            ],
            options={
                'verbose_name': 'editor',
                'ordering': ['sort_order'],
                'abstract': False,
            },
            bases=(people.credits.Attribution, models.Model),
        ),
        migrations.CreateModel(
            name='PublicationAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(blank=True, help_text='For somebody who has no page here, e.g. “Dr Mina Ahlberg”.', max_length=255, verbose_name="guest's name")),
                ('role', models.CharField(blank=True, help_text='As it was at the time, e.g. “Director of Housing”. It stays as written here.', max_length=255, verbose_name='role that day')),
                ('organisation', models.CharField(blank=True, help_text='For whom they spoke, e.g. “Northgate Council”. It stays as written here.', max_length=255, verbose_name='organisation that day')),
                ('url', models.URLField(blank=True, help_text='Where to read more about a guest.', verbose_name="guest's link")),
                ('person', models.ForeignKey(blank=True, help_text='Choose a person, or create one on the spot.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.personpage', verbose_name='person')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to='publications.publicationpage')),
            ],
            options={
                'verbose_name': 'author',
                'ordering': ['sort_order'],
                'abstract': False,
            },
            bases=(people.credits.Attribution, models.Model),
        ),
        migrations.CreateModel(
            name='PublicationPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='post_links', to='publications.publicationpage')),
                ('post', models.ForeignKey(help_text='A post that introduces, sums up or discusses this publication. Each page links to the other.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='blog.blogpage', verbose_name='post')),
            ],
            options={
                'verbose_name': 'post about it',
            },
        ),
        migrations.AddIndex(
            model_name='publicationpage',
            index=django.contrib.postgres.indexes.GinIndex(fields=['related_vector'], name='publications_by_words'),
        ),
    ]
