"""Addresses that are made from titles."""

import pytest

from blog.models import BlogIndexPage, BlogPage
from demo.builders import build_event, build_post, build_topic

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("title", ["🎉", "مرحبا بكم", "!!!"])
def test_a_title_without_letters_for_an_address_gets_one(client, title):
    posts = [build_post(title) for _number in range(3)]
    assert [post.slug for post in posts] == ["post", "post-2", "post-3"]
    assert client.get("/blog/post-2/").status_code == 200


def test_it_says_what_the_page_is():
    assert (build_event("🎭").slug, build_topic("🏠").slug) == ("event", "topic")


def test_a_draft_has_one_too():
    draft = BlogIndexPage.objects.get().add_child(instance=BlogPage(title="🎉", summary="-", live=False))
    assert draft.slug == "post"
