"""Pages that are in use are protected from deletion, in the admin and in code; their uses are listed."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from blog.models import BlogIndexPage, BlogPage
from content.references.deletion import PageInUseError, without_protection
from content.references.usage import filter_referenced
from demo.builders import (
    build_event,
    build_person,
    build_post,
    build_series,
    build_topic,
    paragraph_block,
    publish,
    quote_block,
)
from people.models import PersonIndexPage, PersonPage

pytestmark = pytest.mark.django_db


def used_person():
    person = build_person("Ana", "Silva")
    build_post("Byline", authors=[{"person": person}])
    return person


def quoted_person():
    person = build_person("Ana", "Silva")
    build_post("Quoting", body=[quote_block("Said.", person=person)])
    return person


def used_topic():
    topic = build_topic()
    build_post("Filed", topics=[topic])
    return topic


def used_event():
    event = build_event()
    build_post("Reporting", event_reported=event)
    return event


def used_series():
    series = build_series()
    build_event("Part of it", series=series)
    return series


def linked_topic():
    topic = build_topic()
    build_post("Linking", body=[paragraph_block(f'<p><a linktype="page" id="{topic.pk}">Homes</a></p>')])
    return topic


USED = [used_person, quoted_person, used_topic, used_event, used_series, linked_topic]


@pytest.mark.parametrize("build", USED)
def test_the_admin_lists_the_uses_and_refuses(editor_client, build):
    page = build()
    user = BlogPage.objects.first() or page
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    for response, status in ((editor_client.get(address), 200), (editor_client.post(address), 409)):
        assert response.status_code == status
        html = response.content.decode()
        assert f"“{page.title}” is used here" in html
        assert reverse("wagtailadmin_pages:unpublish", args=[page.pk]) in html
        assert (reverse("merge_page", args=[page.pk]) in html) == page.can_be_merged
        if user != page:
            assert user.title in html
            assert reverse("wagtailadmin_pages:edit", args=[user.pk]) in html
    assert Page.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize("build", USED)
def test_code_is_refused_too_and_the_page_tree_stays_consistent(build):
    page = build()
    with pytest.raises(ProtectedError):
        page.delete()
    with pytest.raises(ProtectedError):
        Page.objects.get(pk=page.pk).specific.delete()
    assert Page.objects.filter(pk=page.pk).exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_draft_counts(editor_client):
    person, post = build_person("Ana", "Silva"), build_post("Open")
    post.body = [quote_block("In a draft.", person=person)]
    post.save_revision()
    response = editor_client.post(reverse("wagtailadmin_pages:delete", args=[person.pk]))
    assert response.status_code == 409
    html = response.content.decode()
    assert "Open" in html
    assert "Draft" in html
    with pytest.raises(PageInUseError, match="Open"):
        person.delete()


@pytest.mark.parametrize("build", USED)
def test_bulk_deletion_is_refused(editor_client, build):
    page = build()
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={page.pk}&next=/admin/"
    for response, status in ((editor_client.get(address), 200), (editor_client.post(address), 409)):
        assert response.status_code == status
        assert f"“{page.title}” is used here" in response.content.decode()
    assert Page.objects.filter(pk=page.pk).exists()


def test_bulk_deletion_of_an_unused_page(editor_client):
    page = build_topic()
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={page.pk}&next=/admin/"
    assert editor_client.get(address).status_code == 200
    assert editor_client.post(address).status_code == 302
    assert not Page.objects.filter(pk=page.pk).exists()


def test_an_index_page_is_not_deleted_with_a_used_person_below_it(make_user, client):
    client.force_login(make_user("Administrators"))
    person = used_person()
    address = reverse("wagtailadmin_pages:delete", args=[person.get_parent().pk])
    response = client.post(address)
    assert response.status_code == 409
    assert "Byline" in response.content.decode()
    with pytest.raises(ProtectedError):
        PersonIndexPage.objects.get().delete()
    assert PersonPage.objects.get() == person
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_may_be_deleted_with_all_that_refer_to_it():
    topic = build_topic()
    root = Page.objects.get(depth=2)
    blog = BlogIndexPage.objects.get()
    build_post(topics=[topic])
    blog.delete()
    topic.delete()
    assert root.get_descendants().filter(pk__in=[topic.pk, blog.pk]).count() == 0


@pytest.mark.parametrize("build", [build_person, build_topic, build_event, build_series])
def test_an_unused_page_is_deleted(editor_client, build):
    page = build()
    Redirect.add_redirect("/old", page)
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    assert "Do you want to move" in editor_client.get(address).content.decode()
    assert editor_client.post(address).status_code == 302
    assert not Page.objects.filter(pk=page.pk).exists()


def test_without_protection_a_used_page_is_deleted():
    topic = used_topic()
    with without_protection():
        topic.delete()
    assert BlogPage.objects.get().topics.count() == 0


def test_the_usage_is_linked_from_the_editor(editor_client):
    person = used_person()
    usage = reverse("wagtailadmin_pages:usage", args=[person.pk])
    assert usage in editor_client.get(reverse("wagtailadmin_pages:edit", args=[person.pk])).content.decode()
    assert "Byline" in editor_client.get(usage).content.decode()


@pytest.mark.parametrize("build", USED)
def test_filter_referenced_finds_the_used_page_among_others(build):
    used, others = build(), [build.__globals__[name]() for name in ("build_topic", "build_person")]
    same_type = [page for page in others if type(page) is type(used)]
    assert filter_referenced([used, *same_type]) == [used]


def test_filter_referenced_counts_drafts_but_no_references_of_a_page_to_itself():
    person, other, post = build_person("Ana", "Silva"), build_person("Ben", "Okri"), build_post("Open")
    other.biography = f'<p><a linktype="page" id="{other.pk}">This page</a></p>'
    publish(other)
    post.body = [quote_block("In a draft.", person=person)]
    post.save_revision()
    assert filter_referenced([person, other]) == [person]
