"""Page actions as single transactions, whoever runs them."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.dispatch import receiver
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import BlogPage
from content.publishing import _checks, register_publication_check
from demo.builders import build_page, build_post, quote_block
from people.models import Quote
from search.models import SearchDocument

pytestmark = pytest.mark.django_db

REASON = "It has no hat."


class BrokenError(Exception):
    pass


@pytest.fixture
def break_at(request):
    """Return a function that makes the last receiver of a signal fail."""

    def start(signal):
        @receiver(signal, weak=False)
        def fail(**kwargs):
            raise BrokenError

        request.addfinalizer(lambda: signal.disconnect(fail))

    return start


@pytest.fixture
def refuse_all():
    before = list(_checks[BlogPage])

    def start():
        register_publication_check(BlogPage)(lambda page: [REASON])

    yield start
    _checks[BlogPage] = before


@pytest.fixture
def editor(editor_client) -> Client:
    return editor_client


def state(page: Page) -> dict:
    """Return what a page's action changes, and what follows from it."""
    return {
        "page": Page.objects.filter(pk=page.pk).values("live", "title", "path", "latest_revision", "expired").first(),
        "log": list(PageLogEntry.objects.filter(page_id=page.pk).values_list("action", flat=True)),
        "rows": set(SearchDocument.objects.filter(page=page.pk).values_list("title", "anchor", "path")),
        "quotes": set(Quote.objects.filter(page=page.pk).values_list("text", flat=True)),
        "revisions": page.revisions.count(),
    }


def send(client: Client, post: BlogPage, **fields):
    """Press “Publish” in the editor of a post."""
    data = {
        "title": "A new title",
        "slug": post.slug,
        "summary": "In brief.",
        "date": "2026-03-01 09:30",
        "body": streamfield([("paragraph", rich_text("<p>New words.</p>"))]),
        "authors": inline_formset([]),
        "related_posts": inline_formset([]),
        "corrections": streamfield([]),
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), nested_form_data(data | fields))


@pytest.fixture
def post() -> BlogPage:
    return build_post("Herring", body=[quote_block("Frankly.", name="Guest")])


def test_code_that_cannot_publish_changes_nothing(post, break_at):
    post.title = "Sprat"
    revision = post.save_revision()
    before = state(post)
    break_at(page_published)
    with pytest.raises(BrokenError):
        revision.publish()
    assert state(post) == before


def test_the_editors_publish_button_changes_all_or_nothing(post, break_at, editor):
    before = state(post)
    break_at(page_published)
    with pytest.raises(BrokenError):
        send(editor, post)
    assert state(post) == before


def test_the_editors_publish_button_publishes(post, editor):
    assert send(editor, post).status_code == 302
    after = state(post)
    assert after["page"]["title"] == "A new title"
    assert after["log"].count("wagtail.publish") == 2
    assert after["quotes"] == set()


def test_the_editors_publish_button_looks_at_the_rules_within_the_transaction(post, editor, monkeypatch, refuse_all):
    """As if the rule had been changed after the form was validated: what was written stays, as a draft."""
    monkeypatch.setattr("content.forms.get_publication_errors", lambda page: [])
    refuse_all()
    response = send(editor, post)
    assert response.status_code == 302
    assert REASON in editor.get(response.url).content.decode()
    stored = BlogPage.objects.get(pk=post.pk)
    assert stored.title == "Herring"
    assert stored.get_latest_revision_as_object().title == "A new title"


def test_a_refused_new_page_is_kept_as_a_draft(editor, monkeypatch, refuse_all):
    monkeypatch.setattr("content.forms.get_publication_errors", lambda page: [])
    parent = build_post().get_parent()
    refuse_all()
    data = {"title": "Words", "slug": "words", "summary": "In brief.", "date": "2026-03-01 09:30"}
    data |= {"body": streamfield([("paragraph", rich_text("<p>New words.</p>"))]), "action-publish": "1"}
    data |= {"authors": inline_formset([]), "related_posts": inline_formset([]), "corrections": streamfield([])}
    editor.post(reverse("wagtailadmin_pages:add", args=["blog", "blogpage", parent.pk]), nested_form_data(data))
    stored = BlogPage.objects.get(slug="words")
    assert not stored.live
    assert (state(stored)["rows"], state(stored)["quotes"]) == (set(), set())
    assert "New words." in str(stored.get_latest_revision_as_object().body)


@pytest.mark.parametrize("by", ["code", "editor", "bulk"])
def test_unpublishing_that_fails_changes_nothing(post, break_at, editor, by):
    before = state(post)
    break_at(page_unpublished)
    bulk = f"/admin/bulk/wagtailcore/page/unpublish/?id={post.pk}"
    acts = {
        "code": lambda: BlogPage.objects.get(pk=post.pk).unpublish(),
        "editor": lambda: editor.post(reverse("wagtailadmin_pages:unpublish", args=[post.pk])),
        "bulk": lambda: editor.post(bulk, {"include_descendants": ""}),
    }
    if by == "bulk":  # of several pages, one that fails does not hold up the others: the report names it
        assert "Words" in acts[by]().content.decode()
    else:
        with pytest.raises(BrokenError):
            acts[by]()
    assert state(post) == before


def test_unpublishing_leaves_no_rows(post):
    post.unpublish()
    assert (state(post)["rows"], state(post)["quotes"]) == (set(), set())


@pytest.mark.parametrize("by", ["code", "editor"])
def test_moving_that_fails_changes_nothing(break_at, admin_client, by):
    page, target = build_page("Moved"), build_page("Archive")
    below = build_page("Below", parent=page)
    before = state(page), state(below)
    break_at(post_page_move)
    acts = {
        "code": lambda: page.move(target, pos="last-child"),
        "editor": lambda: admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])),
    }
    with pytest.raises(BrokenError):
        acts[by]()
    assert (state(page), state(below)) == before


def test_deleting_that_fails_changes_nothing(post, monkeypatch):
    before = state(post)

    def fail(page):
        raise BrokenError

    monkeypatch.setattr("search.signals.engine.remove_page", fail)
    with pytest.raises(BrokenError):
        BlogPage.objects.get(pk=post.pk).delete()
    assert state(post) == before


def test_work_after_the_commit_runs_after_that_of_the_request(
    post, editor, request, django_capture_on_commit_callbacks
):
    seen = []

    @receiver(page_published, weak=False)
    def wait_for_commit(sender, instance, **kwargs):
        transaction.on_commit(lambda: seen.append(state(post)["log"].count("wagtail.publish")))

    request.addfinalizer(lambda: page_published.disconnect(wait_for_commit))
    with django_capture_on_commit_callbacks(execute=True):
        send(editor, post)
        assert seen == []
    assert seen == [2]


def test_what_is_only_scheduled_is_not_in_the_index(post):
    draft = build_post("Draft", live=False, go_live_at=timezone.now() + timedelta(days=1))
    draft.save_revision().publish()
    assert state(draft)["rows"] == set()
