"""A draft can be saved without a title; it gets an address of its own once it has one."""

import pytest

from blog.models import BlogPage
from tests.blog.test_editing import send

pytestmark = pytest.mark.django_db


def test_a_draft_without_a_title_is_untitled(editor_client):
    assert send(editor_client, publish=False, authors=[], title="").status_code == 302
    post = BlogPage.objects.get()
    assert (post.title, post.slug, post.live) == ("Untitled", "untitled", False)


def test_a_second_one_has_another_address(editor_client):
    for _time in range(2):
        send(editor_client, publish=False, authors=[], title="  ")
    assert sorted(BlogPage.objects.values_list("slug", flat=True)) == ["untitled", "untitled-2"]


def test_publication_needs_a_title(editor_client):
    response = send(editor_client, publish=True, authors=[], title="")
    assert response.context["form"].errors["title"] == ["This field is required."]
    assert not BlogPage.objects.exists()


def test_the_address_follows_the_title(editor_client):
    send(editor_client, publish=False, authors=[], title="Who pays?", slug="untitled-2")
    assert BlogPage.objects.get().slug == "who-pays"


def test_an_address_that_somebody_wrote_stays(editor_client):
    send(editor_client, publish=False, authors=[], title="Who pays?", slug="untitled-songs")
    assert BlogPage.objects.get().slug == "untitled-songs"
