"""The form of the post editor: what a draft may lack, and what publication requires."""

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import BlogIndexPage, BlogPage

pytestmark = pytest.mark.django_db
NOBODY = {"person": "", "name": "", "role": "", "organisation": "", "url": ""}


def send(client, *, publish: bool, authors: list[dict], **fields):
    """Send the form of a new post."""
    data = {
        "title": "A report",
        "slug": "",
        "summary": "In brief.",
        "date": "2026-03-01 09:30",
        "body": streamfield([("paragraph", rich_text("<p>Words.</p>"))]),
        "authors": inline_formset([NOBODY | author for author in authors]),
        "related_posts": inline_formset([]),
        "corrections": streamfield([]),
    }
    data = nested_form_data(data | fields)
    if publish:
        data["action-publish"] = "1"
    return client.post(f"/admin/pages/add/blog/blogpage/{BlogIndexPage.objects.get().pk}/", data)


def author_errors(response) -> dict:
    return response.context["form"].formsets["authors"].forms[0].errors


def test_a_byline_that_names_nobody_is_kept_in_a_draft(editor_client):
    response = send(editor_client, publish=False, authors=[{"role": "Keeper"}], summary="", body=streamfield([]))
    assert response.status_code == 302
    assert not BlogPage.objects.get().live
    assert BlogPage.objects.get().slug == "a-report"


def test_a_byline_that_names_nobody_is_refused_at_publishing(editor_client):
    response = send(editor_client, publish=True, authors=[{"role": "Keeper"}])
    assert author_errors(response) == {"person": ["Choose a person, or type the name of a guest."]}
    assert not BlogPage.objects.exists()


def test_a_guest_is_published(editor_client):
    assert send(editor_client, publish=True, authors=[{"name": "Zoe Field"}]).status_code == 302
    post = BlogPage.objects.get()
    assert post.live
    assert [author.display_name for author in post.credits] == ["Zoe Field"]


@pytest.mark.parametrize("missing", ["summary", "body"])
def test_publication_needs_summary_and_body(editor_client, missing):
    empty = {"summary": "", "body": streamfield([])}[missing]
    response = send(editor_client, publish=True, authors=[], **{missing: empty})
    assert missing in response.context["form"].errors


def test_two_posts_of_one_title_get_addresses_of_their_own(editor_client):
    for _ in range(2):
        assert send(editor_client, publish=True, authors=[]).status_code == 302
    assert {post.slug for post in BlogPage.objects.all()} == {"a-report", "a-report-2"}
