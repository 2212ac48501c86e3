"""Page lookup by the whole path gives the same answers as Wagtail's own routing."""

import pytest
from wagtail.models import Page, PageViewRestriction

from blog.models import BlogIndexPage
from content.serving.lookup import MAX_DEPTH
from demo.builders import build_page, build_post
from home.models import HomePage

pytestmark = pytest.mark.django_db


def test_finds_pages_at_every_depth(client):
    parent = build_page("About us")
    child = build_page("Our building", parent=parent)
    for page in (HomePage.objects.get(), BlogIndexPage.objects.get(), parent, child, build_post()):
        response = client.get(page.url)
        assert response.status_code == 200
        assert response.context["page"].pk == page.pk


@pytest.mark.parametrize(
    "path", ["/nothing/", "/blog/nothing/", "/about-us/nothing/at/all/", "/root/", "/home/", "/blog/2026/13/"]
)
def test_unknown_addresses_are_not_found(client, path):
    build_page("About us")
    assert client.get(path).status_code == 404


def test_a_draft_is_not_found(client):
    assert client.get(build_post(live=False).url_path.removeprefix("/home")).status_code == 404


def test_a_path_beyond_the_depth_limit_is_not_found(client):
    assert client.get("/" + "a/" * (MAX_DEPTH + 1)).status_code == 404


def test_a_page_of_wagtails_own_type_is_served(client):
    page = HomePage.objects.get().add_child(instance=Page(title="Plain", slug="plain"))
    assert client.get("/plain/").context["page"].pk == page.pk


def test_a_private_page_asks_for_its_password(client):
    post = build_post("Secret minutes")
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.PASSWORD, password="x")
    response = client.get(post.url)
    assert response.status_code == 200
    assert b"Secret minutes" not in response.content
    assert "no-store" in response.headers["Cache-Control"]
    answer = {"password": "wrong", "return_url": post.url}
    refused = client.post(response.context["action_url"], answer)
    assert b'role="alert"' in refused.content
    client.post(response.context["action_url"], answer | {"password": "x"})
    assert b"Secret minutes, in brief" in client.get(post.url).content


def test_moving_a_page_leaves_a_redirect(client, django_capture_on_commit_callbacks):
    post = build_post("Old name")
    old_url = post.url
    post.slug = "new-name"
    with django_capture_on_commit_callbacks(execute=True):
        post.save_revision().publish()
    response = client.get(old_url)
    assert response.status_code == 301
    assert response.url.endswith("/blog/new-name/")
