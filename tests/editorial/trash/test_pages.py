"""A deleted page goes to the trash: nothing shows it, and it comes back as it was."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Revision, Site, WorkflowState

from blog.models import BlogIndexPage, BlogPage
from content.references.merge import Merge
from core.trash import including_trash
from demo.builders import (
    build_event,
    build_page,
    build_person,
    build_post,
    paragraph_block,
)
from editorial.trash import pages
from editorial.trash.deletion import delete_old_trash, delete_page_for_good, empty_trash
from editorial.trash.models import KEPT, TrashedPage
from people.models import PersonPage, Quote
from search.models import SearchDocument

from .helpers import delete, restore, tree_is_consistent

pytestmark = pytest.mark.django_db


class TestInTheTrash:
    def test_no_list_and_no_address_has_it(self, client, editor_client, post):
        url, edit = post.url, reverse("wagtailadmin_pages:edit", args=[post.pk])
        blog, topic, person = post.get_parent(), post.topics.get(), post.authors.get().person
        assert delete(editor_client, post).status_code == 302
        for address in (url, f"{blog.url}a-fair-rent/feed/"):
            assert client.get(address).status_code == 404
        public = [blog.url, f"{blog.url}feed/", f"{blog.url}feed.json", topic.url, person.url, "/", "/sitemap.xml"]
        for address in [*public, "/search/?q=rent", "/search/results.json?q=roof", "/search/suggest.json?q=fair"]:
            assert "fair rent" not in client.get(address).content.decode().lower(), address
            assert "/a-fair-rent/" not in client.get(address).content.decode(), address
        explanation = editor_client.get(edit)
        assert explanation.status_code == 404
        trashed = TrashedPage.objects.get()
        assert f"“{trashed.title}” has been in the trash since" in explanation.text
        assert reverse("trash_restore", args=["page", trashed.pk]) in explanation.text
        assert editor_client.get(reverse("wagtailadmin_pages:history", args=[post.pk])).status_code == 404
        listed = [
            reverse("wagtailadmin_explore", args=[blog.pk]),
            reverse("wagtailadmin_pages:search") + "?q=rent",
            reverse("wagtailadmin_choose_page_search") + "?q=rent",
            reverse("wagtailadmin_choose_page_child", args=[blog.pk]),
            reverse("wagtailadmin_reports:aging_pages"),
        ]
        for address in listed:
            response = editor_client.get(address)
            assert response.status_code == 200
            assert reverse("wagtailadmin_pages:edit", args=[post.pk]) not in response.content.decode(), address
        assert blog.get_children().count() == Page.objects.get(pk=blog.pk).numchild == 0
        assert not SearchDocument.objects.filter(page=post.pk).exists()
        assert not Quote.objects.filter(page_id=post.pk).exists()
        assert not BlogPage.objects.filter(pk=post.pk).exists()
        assert list(topic.posts.all()) == []
        assert tree_is_consistent()

    def test_its_address_says_so_to_who_may_know_of_it(self, editor_client, make_user, client):
        writer = make_user("Contributors", "writer")
        draft = build_post("A draft", live=False, owner=make_user("Contributors", "another"))
        own = build_post("Their own", owner=writer)
        for page in (draft, own):
            delete(editor_client, page)
        client.force_login(writer)
        hidden, explained = (client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])) for page in (draft, own))
        assert (hidden.status_code, explained.status_code) == (404, 404)
        assert "A draft" not in hidden.text
        assert "“Their own” has been in the trash since" in explained.text
        assert "You may not restore it." in explained.text

    def test_an_administrator_does_not_see_it_either(self, make_user, client, post):
        admin = make_user("Administrators")
        admin.is_superuser = True
        admin.save()
        client.force_login(admin)
        delete(client, post)
        for address in ("/admin/", reverse("wagtailadmin_pages:search") + "?q=", reverse("wagtailadmin_explore_root")):
            assert reverse("wagtailadmin_pages:edit", args=[post.pk]) not in client.get(address).content.decode()
        assert Page.objects.filter(depth=1).count() == 1

    def test_its_address_is_free(self, editor_client, post):
        Redirect.add_redirect("/old", post)
        delete(editor_client, post)
        assert build_post("A fair rent").url == post.url
        assert not Redirect.objects.filter(old_path="/old").exists()

    def test_it_does_not_count_as_a_use(self, editor_client, post):
        person = post.authors.get().person
        delete(editor_client, post)
        assert delete(editor_client, person).status_code == 302
        assert TrashedPage.objects.count() == 2

    def test_its_schedule_and_its_workflow_stop(self, editor_client, make_user):
        page = build_post("Later", live=False)
        page.go_live_at = timezone.now() + timedelta(days=1)
        user = make_user("Administrators")
        page.save_revision(user=user).publish(user=user)
        other = build_post("Waiting", live=False)
        other.get_workflow().start(other, user)
        delete(editor_client, page)
        delete(editor_client, other)
        assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
        assert not WorkflowState.objects.active().exists()

    def test_nobody_publishes_it_from_an_open_window(self, post, make_user):
        user, revision = make_user("Editors"), post.latest_revision
        post.delete(user=user)
        with pytest.raises(Page.DoesNotExist):
            revision.publish(user=user)
        with including_trash():
            assert not Page.objects.get(pk=post.pk).live

    def test_a_merge_changes_what_it_refers_to(self, post, make_user):
        admin = make_user("Administrators")
        person, other = post.authors.get().person, build_person("Anna", "Silva")
        post.delete(user=admin)
        Merge(person, other, admin).execute()
        assert not TrashedPage.objects.filter(page=person.pk).exists()
        restored = pages.restore(TrashedPage.objects.get(), admin)
        assert restored.authors.get().person == other
        assert restored.body[0].value["person"] == other


class TestWho:
    @pytest.mark.parametrize(("role", "may"), [("Contributors", False), ("Editors", True), ("Administrators", True)])
    def test_whoever_might_have_deleted_it(self, make_user, client, post, role, may):
        Page.objects.get(pk=post.pk).delete(user=make_user("Administrators", "admin"))
        client.force_login(make_user(role))
        assert ("A fair rent" in client.get(reverse("trash")).content.decode()) == may
        restore(client)
        assert BlogPage.objects.filter(pk=post.pk).exists() == may

    def test_a_contributor_restores_a_draft_of_their_own(self, make_user, client):
        user = make_user("Contributors")
        client.force_login(user)
        draft = build_post("Mine", live=False, owner=user)
        assert delete(client, draft).status_code == 302
        assert "Mine" in client.get(reverse("trash")).content.decode()
        restore(client)
        assert BlogPage.objects.filter(pk=draft.pk).exists()

    def test_editors_do_not_restore_trees(self, make_user, client):
        top = build_page("Top")
        build_page("Below", parent=top)
        Page.objects.get(pk=top.pk).delete(user=make_user("Administrators"))
        client.force_login(make_user("Editors"))
        restore(client)
        assert not Page.objects.filter(pk=top.pk).exists()

    def test_a_member_of_a_section_restores_the_section(self, make_user, client):
        user, index = make_user("Editors"), BlogIndexPage.objects.get()
        delete_by_user = index.permissions_for_user(user).can_delete()
        assert delete_by_user
        client.force_login(user)
        delete(client, index)
        restore(client)
        assert BlogIndexPage.objects.exists()

    def test_only_administrators_empty_it(self, editor_client, make_user, client, post):
        delete(editor_client, post)
        assert editor_client.post(reverse("trash_empty")).status_code == 302
        assert TrashedPage.objects.exists()
        client.force_login(make_user("Administrators"))
        client.post(reverse("trash_empty"))
        assert not TrashedPage.objects.exists()
        with including_trash():
            assert not Page.objects.filter(pk=post.pk).exists()
            assert tree_is_consistent()

    def test_what_takes_long_is_deleted_in_the_background(self, make_user, client, post, monkeypatch):
        user = make_user("Administrators")
        post.delete(user=user)
        monkeypatch.setattr("editorial.trash.views.SECONDS_TO_EMPTY", -1)
        client.force_login(user)
        answer = client.post(reverse("trash_empty"), follow=True)
        assert "0 records were deleted for good. The others are being deleted." in answer.content.decode()
        assert not TrashedPage.objects.exists()


class TestDeletingForGood:
    def test_after_thirty_days(self, post, make_user, time_machine):
        post.delete(user=make_user("Editors"))
        deleted_at = TrashedPage.objects.get().deleted_at
        time_machine.move_to(deleted_at + KEPT - timedelta(minutes=1))
        delete_old_trash()
        assert TrashedPage.objects.exists()
        time_machine.move_to(deleted_at + KEPT + timedelta(minutes=1))
        delete_old_trash()
        with including_trash():
            assert not Page.objects.filter(pk=post.pk).exists()

    def test_whoever_is_needed_stays_until_that_is_gone(self, post, make_user):
        user, person = make_user("Editors"), post.authors.get().person
        Page.objects.get(pk=post.pk).delete(user=user)
        person.delete(user=user)
        assert not delete_page_for_good(TrashedPage.objects.get(page=person.pk))
        assert empty_trash() == 2
        assert not PersonPage.objects.exists()

    def test_code_that_names_no_user_deletes_at_once(self, post):
        post.delete()
        with including_trash():
            assert not Page.objects.filter(pk=post.pk).exists()
        assert not TrashedPage.objects.exists()

    def test_what_is_in_use_does_not_go_to_the_trash(self, post, make_user):
        person = post.authors.get().person
        with pytest.raises(ProtectedError):
            person.delete(user=make_user("Editors"))
        assert PersonPage.objects.filter(pk=person.pk).exists()

    def test_a_booked_event_is_refused(self, make_user):
        from bookings.services import book  # noqa: PLC0415

        event = build_event(takes_bookings=True, capacity=2)
        book(event.pk, name="Ida Quill", email="ida@example.org", submission="b1d4b5a0-0000-4000-8000-000000000001")
        with pytest.raises(ProtectedError):
            event.delete(user=make_user("Editors"))

    def test_the_home_page_of_a_site_is_refused(self, make_user, client):
        client.force_login(make_user("Administrators"))
        home = Site.objects.get().root_page
        response = client.post(reverse("wagtailadmin_pages:delete", args=[home.pk]), follow=True)
        assert "is the home page of the site" in response.content.decode()
        assert Page.objects.filter(pk=home.pk).exists()


def test_bulk_deletion(editor_client):
    posts = [build_post(title) for title in ("One", "Two")]
    ids = "&".join(f"id={post.pk}" for post in posts)
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?{ids}&next=/admin/"
    assert "can be restored for 30 days" in editor_client.get(address).content.decode()
    response = editor_client.post(address, follow=True)
    assert "2 pages are in the trash" in response.content.decode()
    assert TrashedPage.objects.count() == 2


def test_the_question_and_the_message(editor_client, post):
    linking = build_post("Linking", body=[paragraph_block(f'<p><a linktype="page" id="{post.pk}">Rent</a></p>')])
    address = reverse("wagtailadmin_pages:delete", args=[post.pk])
    question = editor_client.get(address).content.decode()
    assert "Do you want to move “A fair rent” to the trash?" in question
    assert "is referenced 1 time" in question
    assert linking.live
    html = editor_client.post(address, follow=True).content.decode()
    assert "is in the trash" in html
    assert reverse("trash_restore", args=["page", TrashedPage.objects.get().pk]) in html


def test_the_list_filters(editor_client, post):
    delete(editor_client, post)
    trash = reverse("trash")
    for query, found in (("", True), ("?q=fair+RENT", True), ("?q=x", False), ("?kind=images", False)):
        assert ("A fair rent" in editor_client.get(trash + query).content.decode()) == found, query
    for query in ("?kind=%00", "?p=abc", "?q=%00", "?kind=nothing"):
        assert editor_client.get(trash + query).status_code in (200, 400)


def test_the_list_costs_few_queries(make_user, client, django_assert_max_num_queries):
    user = make_user("Editors")
    client.force_login(user)
    for number in range(12):
        build_post(f"Post {number}").delete(user=user)
    client.get(reverse("trash"))
    with django_assert_max_num_queries(20):
        client.get(reverse("trash"))


def test_groups_can_be_saved_while_a_section_is_in_the_trash(make_user, client):
    client.force_login(make_user("Administrators"))
    delete(client, BlogIndexPage.objects.get())
    group = Group.objects.get(name="Editors")
    html = client.get(reverse("wagtailusers_groups:edit", args=[group.pk]))
    assert html.status_code == 200
