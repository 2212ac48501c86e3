"""Merging two topics or two people in the admin: all references are moved and nothing is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission, PageLogEntry

from blog.models import BlogPage
from content.references.merge import MERGED, REFERENCE_MOVED, Merge
from demo.builders import (
    block,
    build_event,
    build_page,
    build_person,
    build_post,
    build_topic,
    paragraph_block,
    publish,
    quote_block,
)
from events.models import EventPage
from people.models import PersonPage, Quote
from search.models import SearchDocument
from topics.models import TopicPage

pytestmark = pytest.mark.django_db


def link_to(page) -> dict:
    return paragraph_block(f'<p>Ask <a linktype="page" id="{page.pk}">them</a> and <a href="https://a.org">us</a>.</p>')


def merge_in_admin(client, source, survivor):
    address = reverse("merge_page", args=[source.pk])
    listing = client.get(address, {"into": survivor.pk})
    return listing, client.post(address, {"into": survivor.pk}, follow=True)


@pytest.fixture
def twice():
    """A person entered twice."""
    stays = build_person("José", "Quill", role="Director")
    return build_person("Jose", "Quill", role="Visiting fellow"), stays


class TestPeople:
    def test_every_reference_moves_and_roles_stay(self, editor_client, client, twice):
        source, survivor = twice
        cast = {"heading": "Speakers", "people": [{"type": "item", "id": "x", "value": {"person": source.pk}}]}
        body = [quote_block("Said once.", person=source, role="Fellow"), block("speakers", cast), link_to(source)]
        post = build_post("Report", body=body, authors=[{"person": source, "role": "Then a fellow"}])
        event = build_event("Table", speakers=[{"person": source, "part": "chair"}])
        listing, done = merge_in_admin(editor_client, source, survivor)
        html = listing.content.decode()
        assert "Report" in html
        assert "Table" in html
        assert "“Jose Quill” was merged into “José Quill”; 2 references were moved." in done.content.decode()
        post = BlogPage.objects.get(pk=post.pk)
        assert [(author.person_id, author.role) for author in post.credits] == [(survivor.pk, "Then a fellow")]
        assert (post.body[0].value.person, post.body[0].value.role) == (survivor, "Fellow")
        assert post.body[1].value["people"][0].person == survivor
        assert f'linktype="page" id="{survivor.pk}"' in post.body[2].value.source
        assert 'href="https://a.org"' in post.body[2].value.source
        assert EventPage.objects.get(pk=event.pk).speakers.get().person == survivor
        assert not PersonPage.objects.filter(pk=source.pk).exists()
        assert Quote.objects.get().speaker == survivor
        assert SearchDocument.objects.get(page=post, anchor="").person_ids == [survivor.pk]
        assert "Said once." in client.get(survivor.url).content.decode()

    def test_the_old_address_leads_to_the_survivor_and_so_do_its_redirects(self, editor_client, client, twice):
        source, survivor = twice
        Redirect.add_redirect("/staff/quill", source)
        merge_in_admin(editor_client, source, survivor)
        for old in (source.url, "/staff/quill"):
            response = client.get(old)
            assert (response.status_code, response.url) == (301, survivor.url)

    def test_the_survivor_keeps_its_own_words(self, editor_client, twice):
        source, survivor = twice
        merge_in_admin(editor_client, source, survivor)
        kept = PersonPage.objects.get(pk=survivor.pk)
        assert (kept.title, kept.role) == ("José Quill", "Director")

    def test_drafts_scheduled_versions_and_history_move_and_stay_what_they_are(self, editor_client, twice):
        source, survivor = twice
        post = build_post("Report", body=[paragraph_block()], authors=[{"person": source}])
        old = post.get_latest_revision()
        post.body = [quote_block("In a draft.", person=source)]
        post.save_revision()
        scheduled = build_post("Later", live=False, go_live_at=timezone.now() + timedelta(days=1))
        scheduled.body = [quote_block("Later.", person=source)]
        scheduled.save_revision().publish()
        listing, _done = merge_in_admin(editor_client, source, survivor)
        assert "Later" in listing.content.decode()
        post = BlogPage.objects.get(pk=post.pk)
        assert "quote" not in [child.block_type for child in post.body]
        assert post.has_unpublished_changes
        draft = post.get_latest_revision_as_object()
        assert draft.body[0].value.person == survivor
        assert [author.person for author in draft.credits] == [survivor]
        old.refresh_from_db()
        assert [author.person for author in old.as_object().credits] == [survivor]
        revision = BlogPage.objects.get(pk=scheduled.pk).revisions.get(approved_go_live_at__isnull=False)
        assert revision.as_object().body[0].value.person == survivor

    def test_dates_do_not_change(self, editor_client, twice):
        post = build_post(authors=[{"person": twice[0]}])
        before = BlogPage.objects.values("date", "last_published_at", "latest_revision").get(pk=post.pk)
        merge_in_admin(editor_client, *twice)
        assert BlogPage.objects.values("date", "last_published_at", "latest_revision").get(pk=post.pk) == before

    def test_a_byline_that_named_both_names_one(self, editor_client, twice):
        source, survivor = twice
        post = build_post(authors=[{"person": survivor}, {"name": "Guest"}, {"person": source}])
        other = build_post(
            "B", authors=[{"person": survivor, "role": "Director"}, {"person": source, "role": "Fellow"}]
        )
        merge_in_admin(editor_client, source, survivor)
        names = [author.display_name for author in BlogPage.objects.get(pk=post.pk).credits]
        assert names == ["José Quill", "Guest"]
        assert [author.role for author in BlogPage.objects.get(pk=other.pk).credits] == ["Director", "Fellow"]

    def test_the_log_names_both(self, editor_client, twice):
        source, survivor = twice
        post = build_post("Report", authors=[{"person": source}])
        merge_in_admin(editor_client, source, survivor)
        assert PageLogEntry.objects.get(action=MERGED, page_id=survivor.pk).user.username == "editors"
        assert PageLogEntry.objects.get(action=REFERENCE_MOVED, page_id=post.pk)
        history = editor_client.get(reverse("wagtailadmin_pages:history", args=[survivor.pk])).content.decode()
        assert "Merged “Jose Quill” (/people/jose-quill-2/) into this page" in history
        history = editor_client.get(reverse("wagtailadmin_pages:history", args=[post.pk])).content.decode()
        assert "Refers to “José Quill” instead of “Jose Quill”" in history


class TestTopics:
    def test_posts_events_people_and_parts_move(self, editor_client, client):
        homes, housing = build_topic("Homes"), build_topic("Housing")
        both = build_post("Both", topics=[homes, housing])
        one = build_post("One", topics=[homes], body=[quote_block("Roof.", name="Guest")])
        event, person = build_event(topics=[homes]), build_person(topics=[homes])
        part = build_topic("Attics")
        part.parent_id = homes.pk
        publish(part)
        merge_in_admin(editor_client, homes, housing)
        for page in (both, one, event, person):
            assert [topic.title for topic in type(page).objects.get(pk=page.pk).topics.all()] == ["Housing"]
        assert TopicPage.objects.get(pk=part.pk).parent == housing
        assert Quote.objects.get().topic_ids == [housing.pk]
        assert SearchDocument.objects.get(page=one, anchor="").topics == ["Housing"]
        html = client.get(housing.url).content.decode()
        assert "Both" in html
        assert "One" in html

    def test_a_topic_that_is_a_part_of_the_other_takes_its_place(self, editor_client):
        whole, top = build_topic("Homes"), build_topic("Everything")
        whole.parent = top
        publish(whole)
        part = build_topic("Housing")
        part.parent = whole
        part = publish(part)
        merge_in_admin(editor_client, whole, part)
        assert TopicPage.objects.get(pk=part.pk).parent == top
        assert part.get_latest_revision().as_object().parent is None


class TestObstacles:
    def test_looking_changes_nothing_and_get_cannot_merge(self, editor_client, twice):
        source, survivor = twice
        assert editor_client.get(reverse("merge_page", args=[source.pk])).status_code == 200
        editor_client.get(reverse("merge_page", args=[source.pk]), {"into": survivor.pk})
        assert PersonPage.objects.count() == 2

    @pytest.mark.parametrize("group", ["Contributors", None])
    def test_it_needs_the_permission_to_delete(self, make_user, twice, group):
        client = Client()
        if group:
            client.force_login(make_user(group))
        address = reverse("merge_page", args=[twice[0].pk])
        assert client.get(address).status_code == 302
        assert client.post(address, {"into": twice[1].pk}).status_code == 302
        assert PersonPage.objects.count() == 2

    def test_a_page_that_may_not_be_edited_stands_in_the_way_and_is_named(self, editor_client, make_user, twice):
        source, survivor = twice
        page = build_page("House rules", body=[quote_block("Knock.", person=source)])
        # Of plain pages an editor has the permission of the home page alone.
        GroupPagePermission.objects.filter(group__name="Editors", page=page.get_parent()).delete()
        listing, done = merge_in_admin(editor_client, source, survivor)
        for response in (listing, done):
            assert "“House rules” refers to it, and you may not edit that." in response.content.decode()
        assert PersonPage.objects.count() == 2
        administrator = Client()
        administrator.force_login(make_user("Administrators"))
        merge_in_admin(administrator, source, survivor)
        assert PersonPage.objects.get() == survivor

    def test_a_locked_page_stands_in_the_way(self, editor_client, make_user, twice):
        source, survivor = twice
        post = build_post("Closed file", authors=[{"person": source}])
        BlogPage.objects.filter(pk=post.pk).update(locked=True)
        _listing, done = merge_in_admin(editor_client, source, survivor)
        assert "“Closed file” refers to it and is locked" in done.content.decode()
        with pytest.raises(PermissionDenied):
            Merge(source, survivor, make_user("Editors", "another")).execute()
        assert PersonPage.objects.count() == 2

    @pytest.mark.parametrize("into", ["", "x", "0", "999999999999999999999"])
    def test_whatever_is_not_a_person_is_refused(self, editor_client, twice, into):
        response = editor_client.post(reverse("merge_page", args=[twice[0].pk]), {"into": into})
        assert response.status_code == 200
        assert PersonPage.objects.count() == 2

    def test_another_type_or_itself_is_refused(self, editor_client, twice):
        for other in (build_topic().pk, twice[0].pk):
            editor_client.post(reverse("merge_page", args=[twice[0].pk]), {"into": other})
        assert PersonPage.objects.count() == 2

    def test_posts_are_not_merged(self, editor_client):
        assert editor_client.get(reverse("merge_page", args=[build_post().pk])).status_code == 302

    def test_the_button_is_where_it_may_be_used(self, editor_client, make_user, twice):
        address = reverse("merge_page", args=[twice[0].pk])
        edit = reverse("wagtailadmin_pages:edit", args=[twice[0].pk])
        assert address in editor_client.get(edit).content.decode()
        explorer = reverse("wagtailadmin_explore", args=[twice[0].get_parent().pk])
        assert address in editor_client.get(explorer).content.decode()
        post = build_post()
        assert (
            "Merge with" not in editor_client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()
        )
