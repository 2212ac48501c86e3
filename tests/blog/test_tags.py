"""Tags: shown on posts, each with a list and a feed of its own."""

import feedparser
import pytest
from wagtail.models import Site

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
