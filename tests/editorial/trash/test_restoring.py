"""A page comes back from the trash as it was, with all that belonged to it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, Page, Revision

from blog.models import BlogIndexPage, BlogPage
from demo.builders import build_page, build_post
from editorial.trash import pages
from editorial.trash.models import TrashedPage
from people.models import Quote
from search.models import SearchDocument

from .helpers import delete, restore, tree_is_consistent

pytestmark = pytest.mark.django_db


class TestRestoring:
    def test_it_is_as_it_was(self, client, editor_client, post):
        first, last = build_post("First"), build_post("Last")
        post.refresh_from_db()
        Redirect.add_redirect("/old", post)
        before = type(post).objects.get(pk=post.pk).serializable_data()
        delete(editor_client, post)
        assert restore(editor_client).url == reverse("wagtailadmin_pages:edit", args=[post.pk])
        after = type(post).objects.get(pk=post.pk).serializable_data()
        assert after == before
        assert client.get(post.url).status_code == 200
        assert client.get("/old").url == post.url
        assert SearchDocument.objects.filter(page=post.pk, anchor="").exists()
        assert Quote.objects.filter(page_id=post.pk).count() == 1
        siblings = post.get_parent().get_children()
        assert [page.pk for page in siblings] == [post.pk, first.pk, last.pk]
        assert not TrashedPage.objects.exists()
        assert tree_is_consistent()

    def test_a_tree_comes_back_with_its_drafts_as_drafts(self, make_user, client):
        client.force_login(make_user("Administrators"))
        top = build_page("Top")
        below = build_page("Below", parent=top)
        draft = build_page("Draft", parent=below, live=False)
        delete(client, top)
        assert TrashedPage.objects.get().page_count == 3
        assert client.get(below.url).status_code == 404
        restore(client)
        assert client.get(below.url).status_code == 200
        assert not Page.objects.get(pk=draft.pk).live
        assert Page.objects.get(pk=draft.pk).url_path == draft.url_path
        assert tree_is_consistent()

    def test_its_address_is_taken(self, editor_client, client, post):
        delete(editor_client, post)
        other = build_post("A fair rent")
        asked = editor_client.get(restore(editor_client).url).content.decode()
        assert "a-fair-rent-2" in asked
        assert "Another page has" in asked
        assert restore(editor_client, slug="a-fair-rent").status_code == 302
        assert TrashedPage.objects.exists()
        restore(editor_client, slug="a-fair-rent-2")
        assert client.get(f"{other.url.rstrip('/')}-2/").status_code == 200

    def test_what_is_below_follows_a_new_address(self, make_user, client):
        client.force_login(make_user("Administrators"))
        top = build_page("Top")
        build_page("Below", parent=top)
        delete(client, top)
        build_page("Top")
        restore(client, slug="summit")
        assert client.get("/summit/below/").status_code == 200

    def test_its_author_comes_back_with_it(self, editor_client, client, post):
        person = post.authors.get().person
        delete(editor_client, post)
        delete(editor_client, person)
        trashed = TrashedPage.objects.get(page=post.pk)
        address = reverse("trash_restore", args=["page", trashed.pk])
        assert "Ana Silva" in editor_client.get(address).content.decode()
        assert editor_client.post(address).status_code == 302
        assert not TrashedPage.objects.exists()
        assert client.get(person.url).status_code == 200
        assert BlogPage.objects.get().authors.get().person == person

    def test_the_page_above_it_is_gone(self, make_user, client):
        client.force_login(make_user("Administrators"))
        top, elsewhere = build_page("Top"), build_page("Elsewhere")
        below = build_page("Below", parent=top)
        delete(client, below)
        delete(client, Page.objects.get(pk=top.pk))
        trashed = TrashedPage.objects.get(page=below.pk)
        address = reverse("trash_restore", args=["page", trashed.pk])
        assert client.post(address).url == address
        assert "was deleted as well" in client.get(address).content.decode()
        client.post(address, {"parent": elsewhere.pk})
        assert client.get("/elsewhere/below/").status_code == 200
        assert tree_is_consistent()

    def test_an_index_that_was_replaced(self, make_user, client):
        client.force_login(make_user("Administrators"))
        index = BlogIndexPage.objects.get()
        home = index.get_parent()
        delete(client, index)
        home.add_child(instance=BlogIndexPage(title="Blog", summary="Words."))
        restore(client, slug="blog-2")
        assert TrashedPage.objects.exists()
        assert BlogIndexPage.objects.count() == 1

    def test_permissions_of_a_section_come_back(self, make_user, client):
        client.force_login(make_user("Administrators"))
        index = BlogIndexPage.objects.get()
        before = set(GroupPagePermission.objects.filter(page=index).values_list("group", "permission"))
        delete(client, index)
        assert not GroupPagePermission.objects.filter(page=index.pk).exists()
        restore(client)
        assert set(GroupPagePermission.objects.filter(page=index).values_list("group", "permission")) == before

    def test_a_schedule_comes_back_unless_its_time_has_passed(self, make_user, time_machine):
        user, due = make_user("Editors"), timezone.now() + timedelta(days=2)
        for title in ("Soon", "Sooner"):
            page = build_post(title, live=False)
            page.go_live_at = due
            page.save_revision(user=user).publish(user=user)
            BlogPage.objects.get(pk=page.pk).delete(user=user)
        first, second = TrashedPage.objects.order_by("pk")
        pages.restore(first, user)
        assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 1
        time_machine.move_to(due + timedelta(minutes=1))
        pages.restore(second, user)
        assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 1
