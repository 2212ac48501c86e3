"""Pages of every type are valid to the Nu checker: no error, and no warning."""

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from blog.models import BlogPage, BlogPageTag
from events.models import EventPage
from people.models import PersonPage, Quote
from topics.models import TopicPage

from .nu_checker import check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
PER_TYPE = 12


def list_addresses() -> list[str]:
    """Return pages of every type, and views of each kind below them and beside them."""
    pages = Page.objects.live().filter(depth__gt=1).specific()
    by_type: dict[type, list[Page]] = {}
    for page in pages.order_by("-last_published_at"):
        by_type.setdefault(type(page), []).append(page)
    addresses = [page.url for some in by_type.values() for page in some[:PER_TYPE]]
    post, event = BlogPage.objects.published().first(), EventPage.objects.published().upcoming().first()
    quote = Quote.objects.published().filter(page__blogpage__isnull=False).first()
    assert post
    assert event
    assert quote
    tag = BlogPageTag.objects.filter(content_object__in=BlogPage.objects.published()).first()
    assert tag
    bookable = EventPage.objects.published().upcoming().filter(takes_bookings=True).first()
    assert bookable
    today, topic = timezone.localdate(), TopicPage.objects.published().first()
    return [
        *addresses,
        "/events/month/",
        f"/events/month/{event.starts_at.year}/{event.starts_at.month}/",
        f"/events/?year={today.year - 1}",
        f"/blog/{post.date.year}/",
        f"/blog/{post.date.year}/{post.date.month}/",
        f"/blog/tag/{tag.tag.slug}/",
        f"/blog/?topic={topic.slug}",
        "/blog/?page=2",
        f"{PersonPage.objects.published().first().url}?type=post",
        f"{topic.url}?type=quote",
        "/people/voices/",
        f"{post.url}cite/",
        f"{quote.page.url}cite/{quote.block_id}/",
        f"{bookable.url}book/",
        "/search/",
        "/search/?q=river",
        "/search/?q=zzzzqqq",
        "/no-such-page/",
    ]


def test_every_page_is_valid():
    client = Client()
    pages = {address: client.get(address, follow=True).content for address in list_addresses()}
    assert check(pages) == []
