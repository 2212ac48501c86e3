"""The site of a request and the URLs of pages are those that Wagtail finds, with fewer queries."""

import pytest
from wagtail.models import Page, Site

from content.serving.sites import get_site
from content.serving.urls import get_full_url
from demo.builders import build_post, build_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_site():
    build_post("Otter")
    blog = Page.objects.get(slug="blog")
    return Site.objects.create(hostname="blog.example.org", port=8000, root_page=blog)


@pytest.mark.parametrize("host", ["localhost", "elsewhere.example.org", "blog.example.org", "blog.example.org:8000"])
class TestSite:
    def test_of_one_is_that_one(self, rf, host):
        assert get_site(rf.get("/", HTTP_HOST=host)) == Site.objects.get()

    @pytest.mark.usefixtures("other_site")
    def test_of_several_is_the_one_that_wagtail_finds(self, rf, host):
        expected = Site.find_for_request(rf.get("/", HTTP_HOST=host))
        found = get_site(rf.get("/", HTTP_HOST=host))
        assert (found, found.root_page) == (expected, expected.root_page)

    def test_is_asked_for_once_and_wagtail_knows_it(self, rf, host, django_assert_num_queries):
        request = rf.get("/", HTTP_HOST=host)
        found = get_site(request)
        with django_assert_num_queries(0):
            assert get_site(request) is Site.find_for_request(request) is found
            assert found.root_page.title


@pytest.mark.usefixtures("other_site")
def test_addresses_are_those_of_the_pages():
    build_topic("Housing")
    pages = list(Page.objects.all())
    assert [get_full_url(page.url_path) for page in pages] == [page.full_url or "" for page in pages]
    assert get_full_url(Page.objects.get(slug="otter").url_path) == "http://blog.example.org:8000/otter/"
