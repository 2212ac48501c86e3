"""Pages are saved with few queries: each index is updated once, and nothing is verified that cannot be wrong."""

from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from wagtail.models import Comment, Locale, Page, PageLogEntry, ReferenceIndex
from wagtail.search.models import IndexEntry

from blog.models import BlogPage, BlogPageAuthor
from config.settings.base import TASKS
from core.wagtail_compat_saving import pause_index_updates
from demo.builders import build_event, build_person, build_post, build_topic, quote_block
from people.models import PersonPage

pytestmark = pytest.mark.django_db

ONCE = {"update_page_indexes": 1}


@pytest.fixture
def tasks(settings):
    """Leave tasks to the worker, as on a site. Return a function that counts those of a page and its child objects."""
    settings.TASKS = TASKS

    def count() -> Counter:
        found = Counter(path.rpartition(".")[2] for path in DBTaskResult.objects.values_list("task_path", flat=True))
        DBTaskResult.objects.all().delete()
        return found

    return count


@pytest.fixture
def people() -> list[PersonPage]:
    return [build_person("Ida", "Quill"), build_person("Ana", "Borrow")]


@pytest.fixture
def post(people) -> BlogPage:
    return build_post(
        authors=[{"person": person} for person in people],
        topics=[build_topic()],
        tags=["tea"],
        event_reported=build_event(),
        body=[quote_block("Frankly.", person=people[0]), quote_block("Quite.", person=people[1])],
    )


def get_references(page: Page) -> set[tuple[str, str]]:
    rows = ReferenceIndex.get_references_for_object(page)
    return set(rows.values_list("model_path", "to_object_id"))


class TestQueries:
    """The costs of a publication on a live site, where the worker updates Wagtail's indexes."""

    def test_saving_a_draft(self, post, tasks, django_assert_max_num_queries):
        post.title = "Another title"
        with django_assert_max_num_queries(14):
            post.save_revision()

    def test_publishing(self, post, tasks, django_assert_max_num_queries):
        post.summary = "Other words."
        with django_assert_max_num_queries(60):
            post.save_revision().publish()

    def test_publishing_again_under_another_title(self, post, tasks, make_user, django_assert_max_num_queries):
        post.title = "Another title"
        with django_assert_max_num_queries(66):
            post.save_revision().publish(user=make_user("Editors"))


class TestIndexes:
    def test_a_publication_updates_each_once(self, post, tasks):
        post.title = "Another title"
        post.save_revision().publish()
        assert tasks() == ONCE

    def test_a_draft_updates_none(self, post, tasks):
        post.title = "Another title"
        post.save_revision()
        assert tasks() == {}

    def test_a_comment_on_a_draft_refers_to_its_author(self, post, make_user):
        author = make_user("Editors")
        post.wagtail_admin_comments = [Comment(user=author, text="Really?", contentpath="title")]
        post.save_revision()
        assert ("wagtail_admin_comments.item.user", str(author.pk)) in get_references(post)

    def test_while_they_are_paused_none_is_updated(self, post, tasks):
        with pause_index_updates():
            post.save()
            with pause_index_updates():
                post.save()
            post.save()
        assert tasks() == {}
        post.save()
        assert tasks() == ONCE

    def test_the_references_are_those_of_the_stored_page(self, post, people):
        authors = {("authors.item.person", str(person.pk)) for person in people}
        assert authors <= get_references(post)
        post.authors.set([BlogPageAuthor(person=people[1])])
        post.save_revision().publish()
        after = {row for row in get_references(post) if row[0] == "authors.item.person"}
        assert after == {("authors.item.person", str(people[1].pk))}

    def test_a_child_object_that_is_saved_alone_is_noticed(self, post, people):
        post.authors.last().delete()
        post.save_revision().publish()
        BlogPageAuthor.objects.create(page=post, person=people[1])
        assert ("authors.item.person", str(people[1].pk)) in get_references(post)

    def test_the_admin_finds_a_page_until_it_is_deleted(self, post):
        pk = str(post.pk)
        assert IndexEntry.objects.filter(object_id=pk).exists()
        Page.objects.get(pk=pk).delete()
        assert not IndexEntry.objects.filter(object_id=pk).exists()

    def test_a_failed_save_leaves_them_on(self, post, tasks):
        double = BlogPage.objects.get(pk=build_post("Another").pk)
        tasks()
        double.slug = post.slug
        with pytest.raises(ValidationError), transaction.atomic():
            double.save()
        post.save()
        assert tasks() == ONCE


class TestValidation:
    def test_a_taken_slug_is_refused(self, post):
        double = build_post("Another")
        double.slug = post.slug
        with pytest.raises(ValidationError, match="already in use"):
            double.full_clean()

    def test_a_new_page_of_a_translation_that_exists_is_refused(self, post):
        double = BlogPage(
            title="Double", slug="double", summary="In brief.", date=post.date, locale=post.locale, path="x", depth=4
        )
        double.translation_key = post.translation_key
        with pytest.raises(ValidationError, match="Translation key"):
            double.full_clean()

    def test_what_a_form_can_set_is_verified(self, post):
        for page in (post, post.save_revision().as_object()):
            page.event_reported_id = 999_999
            with pytest.raises(ValidationError) as failure:
                page.full_clean()
            assert set(failure.value.message_dict) == {"event_reported"}


class TestRevisions:
    def test_what_belongs_to_the_page_is_kept(self, post, make_user):
        revision = post.save_revision()
        user = make_user("Editors")
        Page.objects.filter(pk=post.pk).update(owner=user, locked_by=user, locked=True)
        content = revision.content | {"locale": None, "content_type": None, "owner": None, "alias_of": post.pk}
        restored = BlogPage.objects.get(pk=post.pk).with_content_json(content)
        assert (restored.owner, restored.locked_by, restored.alias_of_id) == (user, user, None)
        assert restored.locale == Locale.get_default()
        assert restored.specific_class is BlogPage
        assert restored.latest_revision_id == revision.pk
        assert restored.live_revision_id == post.live_revision_id
        assert "locale" in content

    def test_what_is_gone_is_left_out(self, post, people):
        content = post.save_revision().content
        gone = content["authors"][0] | {"person": 999_999, "pk": None}
        for missing in (
            {"event_reported": 999_999},
            {"tagged_items": [content["tagged_items"][0] | {"tag": 999_999}]},
        ):
            restored = post.with_content_json(content | missing)
            assert restored.event_reported_id == (None if "event_reported" in missing else post.event_reported_id)
            assert [item.tag_id for item in restored.tagged_items.all()] == (
                [] if "tagged_items" in missing else [content["tagged_items"][0]["tag"]]
            )
            assert [author.person for author in restored.authors.all()] == people
        with pytest.raises(Exception, match="on_delete types"):
            post.with_content_json(content | {"authors": [gone]})

    def test_restoring_costs_the_same_whatever_the_number_of_authors(self, post, people, django_assert_max_num_queries):
        post.authors.set([BlogPageAuthor(person=person, sort_order=n) for n, person in enumerate(people * 5)])
        revision = post.save_revision()
        revision = type(revision).objects.get(pk=revision.pk)
        page = BlogPage.objects.get(pk=post.pk)
        with django_assert_max_num_queries(8):
            restored = page.with_content_json(revision.content)
        assert len(restored.authors.all()) == 10

    def test_a_live_revision_that_was_deleted_is_none(self, post):
        content = post.save_revision().content | {"live_revision": 999_999}
        assert post.with_content_json(content).live_revision_id is None


def test_the_history_is_validated_but_for_its_relations(post, make_user):
    post.save_revision(user=make_user("Editors"), log_action=True)
    entry = PageLogEntry.objects.filter(page_id=post.pk, action="wagtail.edit").get()
    entry.label = ""
    with pytest.raises(ValidationError) as failure:
        entry.save()
    assert set(failure.value.message_dict) == {"label"}
    entry.label = post.title
    entry.action = "unheard.of"
    with pytest.raises(ValidationError):
        entry.save()
