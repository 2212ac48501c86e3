import content.serving.routing
import core.fields
import core.languages
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.utils.timezone
import modelcluster.contrib.taggit
import modelcluster.fields
import people.credits
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('events', '0001_initial'),
        ('media', '0001_initial'),
        ('people', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('topics', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='BlogIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(help_text='One or two sentences for lists, search results and shared links.', max_length=400, verbose_name='summary')),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
            ],
            options={
                'verbose_name': 'blog',
            },
            bases=(content.serving.routing.VisibleRoutesMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='BlogPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(help_text='One or two sentences for lists, search results and shared links.', max_length=400, verbose_name='summary')),
                ('language', models.CharField(blank=True, choices=core.languages.get_language_choices, help_text='If the post is not in the language of the site, so that screen readers pronounce it rightly.', max_length=10, verbose_name='language')),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('related_vector', django.contrib.postgres.search.SearchVectorField(editable=False, null=True, serialize=False)),
                ('strapline', models.CharField(blank=True, help_text='A line below the title, e.g. “Personal budgets, ten years on”.', max_length=255, verbose_name='strapline')),
                ('date', models.DateTimeField(db_index=True, default=django.utils.timezone.now, help_text='The date the post bears. With a date in the future it stays hidden until then.', verbose_name='date')),
                ('hero_caption', models.CharField(blank=True, max_length=255, verbose_name='caption of the main image')),
                ('body', core.fields.StreamField(verbose_name='body')),
                ('event_reported', models.ForeignKey(blank=True, help_text='The event that this post writes up. Each page links to the other.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='events.eventpage', verbose_name='event reported')),
                ('hero_image', models.ForeignKey(blank=True, help_text='Shown across the top of the post. A post without one looks finished too.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='main image')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, related_name='posts', to='topics.topicpage', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'post',
                'verbose_name_plural': 'posts',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='BlogPageAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(blank=True, help_text='For somebody who has no page here, e.g. “Dr Mina Ahlberg”.', max_length=255, verbose_name="guest's name")),
                ('role', models.CharField(blank=True, help_text='As it was at the time, e.g. “Director of Housing”. It stays as written here.', max_length=255, verbose_name='role that day')),
                ('organisation', models.CharField(blank=True, help_text='For whom they spoke, e.g. “Northgate Council”. It stays as written here.', max_length=255, verbose_name='organisation that day')),
                ('url', models.URLField(blank=True, help_text='Where to read more about a guest.', verbose_name="guest's link")),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to='blog.blogpage')),
                ('person', models.ForeignKey(blank=True, help_text='Choose a person, or create one on the spot.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.personpage', verbose_name='person')),
            ],
            options={
                'verbose_name': 'author',
                'ordering': ['sort_order'],
                'abstract': False,
            },
            bases=(people.credits.Attribution, models.Model),
        ),
        migrations.CreateModel(
            name='BlogPageTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='tagged_items', to='blog.blogpage')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(app_label)s_%(class)s_items', to='taggit.tag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='blogpage',
            name='tags',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='blog.BlogPageTag', to='taggit.Tag', verbose_name='tags'),
        ),
        migrations.CreateModel(
            name='RelatedPost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_posts', to='blog.blogpage')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='blog.blogpage', verbose_name='post')),
            ],
            options={
                'verbose_name': 'related post',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='blogpage',
            index=django.contrib.postgres.indexes.GinIndex(fields=['related_vector'], name='post_related_vector'),
        ),
    ]
