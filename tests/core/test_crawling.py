"""What robots are let into: links to lists with at most two filters, forms to the others."""

import pytest
from django.template import Context, Template

from demo.builders import build_event, build_post

LINK = Template('{% load crawling %}{% list_link url css="more" rel="next" %}More<b>!</b>{% endlist_link %}')


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("?page=2", '<a class="more" href="?page=2" rel="next">More<b>!</b></a>'),
        ("/blog/?topic=a&page=2", '<a class="more" href="/blog/?topic=a&amp;page=2" rel="next">More<b>!</b></a>'),
        ("?topic=a&year=1", '<a class="more" href="?topic=a&amp;year=1" rel="next nofollow">More<b>!</b></a>'),
        (
            '/blog/?topic=a&year=1&author="',
            '<form class="list-form" method="get" action="/blog/"><input type="hidden" name="topic" value="a">'
            '<input type="hidden" name="year" value="1"><input type="hidden" name="author" value="&quot;">'
            '<button class="list-form__button more" type="submit">More<b>!</b></button></form>',
        ),
    ],
)
def test_more_than_two_filters_are_a_form(url, expected):
    assert LINK.render(Context({"url": url})) == expected


@pytest.mark.django_db
def test_lists_and_their_pages(client):
    build_post()
    build_event()
    assert "noindex" not in client.get("/blog/?topic=a").content.decode()
    assert 'content="noindex, nofollow"' in client.get("/blog/?topic=a&year=2025").content.decode()
    page = client.get("/events/?topic=a&kind=b&place=c&period=past").content.decode()
    assert 'href="?topic' not in page


@pytest.mark.django_db
def test_facets_of_a_narrow_search_are_forms(client):
    build_post("Otters and others")
    wide = client.get("/search/?q=otters").content.decode()
    assert '<a class="facet__link" href="?q=otters&amp;type=' in wide
    narrow = client.get("/search/?q=otters&type=post&year=2025&topic=none").content.decode()
    assert 'facet__link" href="?q=otters&amp;type' not in narrow


def test_robots_txt(client):
    text = client.get("/robots.txt").content.decode()
    for rule in ("/search/", "/*?*&*&", "/*/book/", "/*/booking/"):
        assert f"\nDisallow: {rule}\n" in text
    assert "Disallow: /\n" not in text
