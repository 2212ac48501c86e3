import core.fields
import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='TopicIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(help_text='One or two sentences for lists, search results and shared links.', max_length=400, verbose_name='summary')),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('introduction', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
            ],
            options={
                'verbose_name': 'list of topics',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='TopicPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(blank=True, help_text='One or two sentences for lists and search results. A new topic can do without.', max_length=400, verbose_name='summary')),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('body', core.fields.StreamField(blank=True, verbose_name='introduction')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('parent', models.ForeignKey(blank=True, help_text='The wider topic, e.g. “Housing” for “Rents”, which then lists what belongs to this one too.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='subtopics', to='topics.topicpage', verbose_name='part of')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
            },
            bases=('wagtailcore.page',),
        ),
    ]
