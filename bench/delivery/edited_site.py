"""The site, with an address that edits it: POST ``/edit/<kind>/<word>/`` in the web process, as an editor's click does.

Granian serves ``application`` for ``bench.delivery.edits``.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django_application = get_wsgi_application()

from django.core.signals import request_finished, request_started  # noqa: E402 - after the set-up of Django
from django.db import transaction  # noqa: E402
from wagtail.contrib.redirects.models import Redirect  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from blog.models import BlogPage  # noqa: E402
from core.generation import get_counter  # noqa: E402
from delivery.database import WebConnection, limit_database_time  # noqa: E402
from delivery.kept_pages import keep_pages  # noqa: E402
from delivery.other_hosts import has_other_hosts, wait_for_hosts  # noqa: E402
from home.models import SiteSettings  # noqa: E402
from people.models import PersonPage  # noqa: E402
from topics.models import TopicPage  # noqa: E402

POST, PERSON, TOPIC = "/blog/a-post/", "/people/ada-quill/", "/topics/rivers/"
FEED, SITEMAP = "/blog/feed/", "/sitemap.xml"


def publish(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def edit_settings(word: str) -> None:
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"organisation": word})


def edit_visibility(word: str) -> None:
    post = BlogPage.objects.get(slug="a-post")
    publish(post, title=word)
    if word.endswith("x"):
        post.unpublish()


# What each kind of edit does, and where its word shows.
EDITS: dict[str, tuple[Callable[[str], object], tuple[str, ...]]] = {
    "post": (
        lambda word: publish(BlogPage.objects.get(slug="a-post"), title=word),
        (POST, "/blog/", "/blog/?page=1", PERSON, TOPIC, FEED),
    ),
    "person": (
        lambda word: publish(PersonPage.objects.get(slug="ada-quill"), family_name=word, title=f"Ada {word}"),
        (PERSON, "/people/", POST, FEED),
    ),
    "topic": (lambda word: publish(TopicPage.objects.get(slug="rivers"), title=word), (TOPIC, "/topics/", POST)),
    "settings": (edit_settings, ("/", POST, "/events/", "/nothing-here/")),
    "summary": (lambda word: BlogPage.objects.filter(slug="a-post").update(summary=word), ("/blog/", FEED)),
    "redirect": (
        lambda word: Redirect.objects.create(old_path=f"/{word}", redirect_link=f"/to-{word}/"),
        ("/{word}",),
    ),
    "unpublish": (edit_visibility, (POST, "/blog/", SITEMAP)),
}


def edit(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if not environ["PATH_INFO"].startswith("/edit/"):
        return django_application(environ, start_response)
    _empty, _edit, kind, word, _end = environ["PATH_INFO"].split("/")
    request_started.send(edit, environ=environ)
    with transaction.atomic():
        EDITS[kind][0](word)
    if has_other_hosts() and (counter := get_counter()):  # as OtherHostsMiddleware does
        wait_for_hosts(counter.value)
    request_finished.send(edit)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"done"]


limit_database_time(WebConnection)
application = keep_pages(edit)
