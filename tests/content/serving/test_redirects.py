"""Redirects lead only to what the visitor may open."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from blog.models import BlogPage
from demo.builders import build_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    post = build_post("A quiet merger", slug="a-quiet-merger")
    Redirect.objects.create(old_path="/old", redirect_page=post)
    return post


def test_a_published_page_is_the_target(client, post):
    response = client.get("/old/?utm_source=x")
    assert (response.status_code, response.headers["Location"]) == (301, post.url)


def test_a_temporary_redirect_stays_one(client, post):
    Redirect.objects.update(is_permanent=False)
    assert client.get("/old/").status_code == 302


@pytest.mark.parametrize(
    "values",
    [
        {"live": False},
        {"expire_at": timezone.now() - timedelta(hours=1)},
        {"date": timezone.now() + timedelta(days=1)},
    ],
    ids=["draft", "expired", "future"],
)
def test_a_hidden_page_is_not(client, post, values):
    BlogPage.objects.filter(pk=post.pk).update(**values)
    response = client.get("/old/")
    assert (response.status_code, response.headers.get("Location")) == (404, None)


def test_a_private_page_is_one_for_those_who_may_open_it(client, post):
    PageViewRestriction.objects.create(page=post, restriction_type="password", password="secret")
    assert client.get("/old/").status_code == 404
    restriction = PageViewRestriction.objects.get()
    client.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{post.pk}/", {"password": "secret", "return_url": post.url}
    )
    assert client.get("/old/").headers["Location"] == post.url


def test_an_address_that_a_browser_would_run_is_no_target(client):
    Redirect.objects.create(old_path="/away", redirect_link="https://example.org/")
    Redirect.objects.create(old_path="/run", redirect_link="javascript:alert(1)")
    assert client.get("/away/").headers["Location"] == "https://example.org/"
    assert client.get("/run/").status_code == 404
