"""Creates the initial page tree of every site: a home page, the blog, events, people and topics."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations
from django.utils import timezone

SECTIONS = [
    ("blog", "BlogIndexPage", "Blog", "blog", "Reports, comment and news."),
    ("events", "EventIndexPage", "Events", "events", "Round tables, lectures and other events."),
    ("people", "PersonIndexPage", "People", "people", "Who writes, speaks and is quoted here."),
    ("topics", "TopicIndexPage", "Topics", "topics", "The subjects that posts and events are about."),
]


def create_pages(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Page = apps.get_model("wagtailcore", "Page")
    Locale = apps.get_model("wagtailcore", "Locale")
    Site = apps.get_model("wagtailcore", "Site")
    now = timezone.now()
    locale = Locale.objects.order_by("pk").first()

    def create(app_label, model_name, **fields):
        model = apps.get_model(app_label, model_name)
        content_type, _created = ContentType.objects.get_or_create(app_label=app_label, model=model_name.lower())
        return model.objects.create(
            content_type=content_type,
            locale=locale,
            draft_title=fields["title"],
            live=True,
            first_published_at=now,
            last_published_at=now,
            **fields,
        )

    # Wagtail's own first migration creates a welcome page of type Page, and a site for it.
    Page.objects.filter(depth=2, slug="home").delete()
    home = create(
        "home",
        "HomePage",
        title="Home",
        slug="home",
        summary="Who said what, where, about which topic, and what happens next.",
        path="00010001",
        depth=2,
        numchild=len(SECTIONS),
        url_path="/home/",
    )
    Page.objects.filter(depth=1).update(numchild=1)
    for number, (app_label, model_name, title, slug, summary) in enumerate(SECTIONS, start=1):
        create(
            app_label,
            model_name,
            title=title,
            slug=slug,
            summary=summary,
            path=f"{home.path}{number:04}",
            depth=3,
            numchild=0,
            url_path=f"/home/{slug}/",
            show_in_menus=True,
        )
    address = urlsplit(settings.SITE_URL)
    Site.objects.create(
        hostname=address.hostname,
        port=address.port or (443 if address.scheme == "https" else 80),
        site_name="Roundtable",
        root_page_id=home.pk,
        is_default_site=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("blog", "0001_initial"),
        ("events", "0001_initial"),
        ("people", "0001_initial"),
        ("topics", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        # The menu lists the pages of one depth. Without this index each request would read the whole tree for it.
        migrations.RunSQL(
            "CREATE INDEX roundtable_page_depth ON wagtailcore_page (depth)", "DROP INDEX roundtable_page_depth"
        ),
        migrations.RunPython(create_pages, migrations.RunPython.noop),
    ]
