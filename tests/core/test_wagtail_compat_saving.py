"""Contracts with what Wagtail, django-modelcluster and django-treebeard do when a page is saved."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Comment, Page, PageLogEntry, ReferenceIndex

from core import wagtail_compat_saving as compat
from core.wagtail_compat import set_parent
from topics.models import TopicIndexPage, TopicPage

from .contracts import contract

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic() -> TopicPage:
    return TopicIndexPage.objects.get().add_child(instance=TopicPage(title="Housing", summary="All about it."))


def test_unsaved_children(topic):
    with contract("django-modelcluster holds child objects elsewhere", "get_unsaved_children", "comments on drafts"):
        assert compat.get_unsaved_children(topic, "wagtail_admin_comments") == []
        comment = Comment(text="Really?", contentpath="title")
        topic.wagtail_admin_comments = [comment]
        assert compat.get_unsaved_children(topic, "wagtail_admin_comments") == [comment]


def test_the_cached_parent(topic):
    with contract("django-treebeard no longer uses the parent that it holds", "set_parent", "publishing"):
        page, parent = Page.objects.get(pk=topic.pk), topic.get_parent()
        set_parent(page, parent)
        with CaptureQueriesContext(connection) as queries:
            assert page.get_parent() is parent
        assert len(queries) == 0


def test_the_pause_of_index_updates():
    with contract("Wagtail's pause of the reference index works in another way", "pause_index_updates", "saving pages"):
        assert not compat.are_index_updates_paused()
        with compat.pause_index_updates():
            assert compat.are_index_updates_paused()
            with compat.pause_index_updates():
                pass
            assert compat.are_index_updates_paused()
        assert not compat.are_index_updates_paused()


def test_child_objects_wait_too(topic, make_user):
    with contract("Wagtail updates the reference index during its pause", "pause_index_updates", "saving pages"):
        author = make_user("Editors")
        with compat.pause_index_updates():
            Comment.objects.create(page=topic, user=author, text="Really?", contentpath="title")
        assert not ReferenceIndex.get_references_to(author).exists()
        Comment.objects.create(page=topic, user=author, text="Really?", contentpath="title")
        assert ReferenceIndex.get_references_to(author).exists()


def test_lines_of_the_history(topic):
    with contract(
        "Wagtail validates its log entries in another way", "validate_log_entries_without_queries", "the history"
    ):
        entry = PageLogEntry.objects.filter(page_id=topic.pk).first()
        assert entry is not None
        with CaptureQueriesContext(connection) as queries:
            entry.full_clean()
        assert len(queries) == 0
        entry.action = "unheard.of"
        with pytest.raises(ValidationError):
            entry.full_clean()


def test_publishing_a_page_that_was_built(topic, make_user):
    with contract("Wagtail's action of publishing holds more", "PublishBuiltPageAction", "the publish panel"):
        user, revision = make_user("Editors"), topic.save_revision(clean=False)
        page = revision.as_object()
        ours = vars(compat.PublishBuiltPageAction(page, revision, user))
        theirs = vars(PublishPageRevisionAction(revision, user=user)) | {"permission_policy": None}
        assert ours.pop("object") is page
        assert ours == {name: value for name, value in theirs.items() if name != "object"}


def test_the_kept_workflow_state(topic, make_user):
    with contract("Wagtail holds the prefetched workflow elsewhere", "keep_workflow_state", "the publish panel"):
        user = make_user("Contributors")
        topic.save_revision(user=user, clean=False)
        state = topic.get_workflow().start(topic, user)
        page = TopicPage.objects.get(pk=topic.pk)
        compat.keep_workflow_state(page)
        with CaptureQueriesContext(connection) as queries:
            assert page.current_workflow_state == state
        assert len(queries) == 0
