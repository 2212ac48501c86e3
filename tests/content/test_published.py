"""``published()``: which pages visitors may see."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import BlogIndexPage, BlogPage
from demo.builders import build_page, build_post, build_topic
from home.models import StandardPage
from topics.models import TopicPage

pytestmark = pytest.mark.django_db


def test_a_live_post_is_published():
    post = build_post()
    assert list(BlogPage.objects.published()) == [post]


def test_a_page_type_without_anything_to_load_for_its_teaser_is_listed_all_the_same():
    page = build_page()
    assert list(StandardPage.objects.published().for_listing()) == [page]


def test_a_draft_is_not_published():
    build_post(live=False)
    assert not BlogPage.objects.published().exists()


def test_a_post_dated_in_the_future_is_hidden_until_then():
    now = timezone.now()
    post = build_post(date=now + timedelta(minutes=5))
    assert not BlogPage.objects.published(now).exists()
    assert list(BlogPage.objects.published(now + timedelta(minutes=5))) == [post]


def test_an_expired_page_is_hidden_before_a_job_unpublishes_it():
    now = timezone.now()
    build_post(expire_at=now + timedelta(minutes=5))
    assert BlogPage.objects.published(now).exists()
    assert not BlogPage.objects.published(now + timedelta(minutes=5)).exists()


@pytest.mark.parametrize(
    "restriction_type", [PageViewRestriction.PASSWORD, PageViewRestriction.LOGIN, PageViewRestriction.GROUPS]
)
@pytest.mark.parametrize("above", [False, True], ids=["on the page", "above it"])
def test_a_restricted_page_is_not_published(restriction_type, above):
    post = build_post()
    restricted = BlogIndexPage.objects.get() if above else post
    restriction = PageViewRestriction.objects.create(page=restricted, restriction_type=restriction_type, password="x")
    restriction.groups.set(Group.objects.all())
    assert not BlogPage.objects.published().exists()


def test_a_restriction_elsewhere_hides_nothing():
    build_post("Open")
    PageViewRestriction.objects.create(page=build_topic(), restriction_type=PageViewRestriction.LOGIN)
    assert BlogPage.objects.published().count() == 1
    assert not TopicPage.objects.published().exists()


@pytest.mark.parametrize("below", ["", "feed/", "2026/"])
def test_an_expired_list_hides_its_archives_and_feed(client, below):
    blog = build_post(date=datetime(2026, 3, 1, tzinfo=UTC)).get_parent().specific
    assert client.get(f"{blog.url}{below}").status_code == 200
    BlogIndexPage.objects.update(expire_at=timezone.now())
    assert client.get(f"{blog.url}{below}").status_code == 404


@pytest.mark.parametrize("field", [{"date": timedelta(hours=1)}, {"expire_at": timedelta(hours=-1)}], ids=str)
def test_a_page_that_is_not_visible_answers_404(client, field):
    name, offset = next(iter(field.items()))
    post = build_post(**{name: timezone.now() + offset})
    assert client.get(post.url).status_code == 404
