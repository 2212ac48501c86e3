import core.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('blog', '0001_initial'),
        ('media', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(help_text='One or two sentences for lists, search results and shared links.', max_length=400, verbose_name='summary')),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('strapline', models.CharField(blank=True, help_text='A line on what the place is for.', max_length=255, verbose_name='strapline')),
                ('quote_block_id', models.CharField(blank=True, editable=False, max_length=64)),
                ('lead_post', models.ForeignKey(blank=True, help_text='Leave empty to lead with the newest post.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='blog.blogpage', verbose_name='lead story')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('quote_post', models.ForeignKey(blank=True, help_text='The post whose quote is shown large. Leave empty for the newest post with a quote.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='blog.blogpage', verbose_name='quote from')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
            ],
            options={
                'verbose_name': 'home page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SiteSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.CharField(default='Roundtable', help_text='The name at the top of every page.', max_length=120, verbose_name='organisation')),
                ('tagline', models.CharField(blank=True, help_text='A few words below the name.', max_length=255, verbose_name='tagline')),
                ('accent_colour', models.CharField(default='#1d3b8f', help_text="For links and marks, as in #1d3b8f. Must be dark enough to read on the site's paper.", max_length=7, verbose_name='accent colour')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='contact e-mail')),
                ('address', models.TextField(blank=True, verbose_name='address')),
                ('social', core.fields.StreamField(blank=True, verbose_name='social media')),
                ('footer_text', models.TextField(blank=True, help_text='One or two sentences on who you are.', verbose_name='footer text')),
                ('licence', models.CharField(blank=True, help_text='On what terms texts may be reused, e.g. “CC BY 4.0”.', max_length=120, verbose_name='licence')),
                ('default_share_image', models.ForeignKey(blank=True, help_text='For what has neither an image of its own nor a share card.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
                ('logo', models.ForeignKey(blank=True, help_text="Shown instead of the name. Its alt text should be the organisation's name.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='logo')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'site settings',
            },
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.TextField(help_text='One or two sentences for lists, search results and shared links.', max_length=400, verbose_name='summary')),
                ('noindex', models.BooleanField(default=False, help_text='The page stays public, but search engines are asked to leave it out.', verbose_name='hide from search engines')),
                ('body', core.fields.StreamField(blank=True, verbose_name='body')),
                ('listing_image', models.ForeignKey(blank=True, help_text="Shown in lists instead of the page's main image.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image in lists')),
                ('social_image', models.ForeignKey(blank=True, help_text='Shown when the page is shared. Landscape, at least 1200 pixels wide.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage', verbose_name='image when shared')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
            },
            bases=('wagtailcore.page',),
        ),
    ]
