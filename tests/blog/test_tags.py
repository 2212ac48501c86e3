"""Tags: shown on posts, each with a list and a feed of its own."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import PageViewRestriction, Site

from blog import sitemap
from blog.models import BlogIndexPage, BlogPage
from demo.builders import build_post

pytestmark = pytest.mark.django_db


def test_a_post_shows_its_tags_and_they_lead_to_lists(client):
    build_post("Ferries", tags=["Tidal power", "boats"])
    build_post("Buses", tags=["boats"])
    build_post("Untagged")
    html = client.get("/blog/ferries/").content.decode()
    assert '<li dir="auto"><a href="/blog/tag/boats/" rel="tag">boats</a></li>' in html
    assert '<meta property="article:tag" content="Tidal power">' in html
    response = client.get("/blog/tag/boats/")
    assert {post.title for post in response.context["posts"]} == {"Ferries", "Buses"}
    html = response.content.decode()
    assert '<h1 dir="auto">Posts tagged “boats”</h1>' in html
    assert '<link rel="canonical" href="http://127.0.0.1:8000/blog/tag/boats/">' in html
    assert 'href="/blog/tag/boats/feed/"' in html


def test_a_tag_has_a_feed(client):
    build_post("Ferries", tags=["boats"])
    build_post("Untagged")
    feed = feedparser.parse(client.get("/blog/tag/boats/feed/").content)
    assert [entry.title for entry in feed.entries] == ["Ferries"]
    assert feed.feed.link == "http://127.0.0.1:8000/blog/tag/boats/"
    assert feed.feed.title.startswith("Posts tagged “boats” – ")


def test_a_tag_that_no_visitor_may_see_is_not_there(client):
    build_post("Draft", tags=["secret"], live=False)
    for address in ("secret/", "secret/feed/", "nothing/", "nothing/feed/"):
        assert client.get(f"/blog/tag/{address}").status_code == 404
    assert "Tags</h2>" not in client.get(build_post("Untagged").url).content.decode()


def test_tags_come_with_the_post(django_assert_num_queries):
    post = build_post("Tagged", tags=["one", "Two", "three"])
    loaded = type(post).for_serving().get(pk=post.pk)
    Site.get_site_root_paths()
    with django_assert_num_queries(0):
        assert [tag["name"] for tag in loaded.tag_list] == ["one", "three", "Two"]
    assert post.tag_list == loaded.tag_list


@pytest.mark.parametrize(("name", "slug"), [("🎉", "tada"), ("?!", "tag"), ("計量", "計量"), ("C++", "c")])
def test_each_tag_has_an_address(client, name, slug):
    build_post("First", tags=[name])
    assert client.get(f"/blog/tag/{slug}/").status_code == 200


def test_tags_without_letters_do_not_share_an_address():
    assert [Tag.objects.create(name=name).slug for name in ("!", "?!", "🎉", "tada", "…!")] == [
        "tag", "tag-2", "tada", "tada_1", "tag-3"
    ]  # fmt: skip


def list_in_sitemap(client) -> dict[str, str]:
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own XML
    rows = [[child.text or "" for child in url] for url in root]
    return {row[0].removeprefix("http://testserver/blog/tag/"): row[1] for row in rows if "/tag/" in row[0]}


def test_lists_of_tags_are_in_the_sitemap_with_their_last_change(client, monkeypatch, django_assert_num_queries):
    assert list_in_sitemap(client) == {}
    day = datetime(2020, 5, 4, 12, tzinfo=UTC)
    for number, tags in enumerate((["boats", "計量"], ["boats"], ["boats"])):
        post = build_post(f"Post {number}", tags=tags, date=day + timedelta(days=number))
        BlogPage.objects.filter(pk=post.pk).update(last_published_at=day - timedelta(days=number))
    later = timezone.now() + timedelta(days=1)
    build_post("Draft", tags=["draft"], live=False), build_post("Later", tags=["later", "boats"], date=later)
    PageViewRestriction.objects.create(page=build_post("Private", tags=["private"]), restriction_type="login")
    assert list_in_sitemap(client) == {"boats/": "2020-05-06", "%E8%A8%88%E9%87%8F/": "2020-05-04"}
    site = Site.objects.select_related("root_page").get()
    with django_assert_num_queries(2):
        assert len(list(sitemap.list_tags(site))) == 2
    monkeypatch.setattr(sitemap, "MAX_TAGS", 1)
    assert list(list_in_sitemap(client)) == ["boats/"]
    BlogIndexPage.objects.update(noindex=True)
    assert list_in_sitemap(client) == {}
