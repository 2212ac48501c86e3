"""Bulk actions: each page by itself, and a report of what happened to each."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from blog.models import BlogPage
from demo import builders
from topics.models import TopicPage

pytestmark = pytest.mark.django_db


def act(client: Client, action: str, pages, model: str = "wagtailcore.page", **data):
    address = reverse("wagtail_bulk_action", args=[*model.split("."), action])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{query}&next={reverse('posts:index')}", data, follow=True)


def messages(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


class TestPublishing:
    def test_one_that_is_refused_keeps_no_other_back(self, editor_client):
        good, bad = builders.build_post("Good", live=False), builders.build_post("Bad", live=False, summary="")
        other = builders.build_post("Other", live=False)
        response = act(editor_client, "publish", [good, bad, other])
        assert response.status_code == 200
        live = {page.title: page.live for page in Page.objects.filter(pk__in=[good.pk, bad.pk, other.pk])}
        assert live == {"Good": True, "Bad": False, "Other": True}
        html = response.content.decode()
        assert "2 of 3 pages were changed" in html
        assert "Summary: This field cannot be blank." in html

    def test_all_went_well(self, editor_client):
        pages = [builders.build_post(f"Post {number}", live=False) for number in range(2)]
        response = act(editor_client, "publish", pages)
        assert response.redirect_chain[-1][0] == reverse("posts:index")
        assert "“Post 0”: Published." in messages(response)
        assert "“Post 1”: Published." in messages(response)

    def test_a_page_that_the_user_may_not_publish_is_in_the_report(self, make_user):
        client = Client()
        client.force_login(make_user("Contributors"))
        post = builders.build_post("Theirs", live=False)
        response = act(client, "publish", [post])
        assert "You may not do this here." in response.content.decode()
        assert not Page.objects.get(pk=post.pk).live

    def test_a_scheduled_draft_says_so(self, editor_client):
        post = builders.build_post("Timed", live=False)
        post.go_live_at = timezone.now() + timezone.timedelta(days=2)
        post.save_revision()
        assert "It goes live at the time" in messages(act(editor_client, "publish", [post]))

    def test_an_error_of_one_page_does_not_hide_the_others(self, editor_client, monkeypatch):
        pages = [builders.build_post("First", live=False), builders.build_post("Second", live=False)]
        publish = BlogPage.publish

        def break_first(self, *args, **kwargs):
            if self.title == "First":
                raise RuntimeError("secret")
            return publish(self, *args, **kwargs)

        monkeypatch.setattr(BlogPage, "publish", break_first)
        html = act(editor_client, "publish", pages).content.decode()
        assert "RuntimeError" in html
        assert "secret" not in html
        assert Page.objects.get(pk=pages[1].pk).live

    def test_unpublishing(self, editor_client):
        pages = [builders.build_post("One"), builders.build_post("Two")]
        assert "“One”: Taken offline." in messages(act(editor_client, "unpublish", pages))
        assert not Page.objects.filter(pk__in=[page.pk for page in pages], live=True).exists()


class TestTopics:
    def change(self, client, pages, model="blog.blogpage", **data):
        return act(client, "topics", pages, model=model, **data)

    def test_they_are_added_and_taken_away(self, editor_client):
        old, new = builders.build_topic("Old"), builders.build_topic("New")
        live, draft = builders.build_post("Live", topics=[old]), builders.build_post("Draft", topics=[old], live=False)
        response = self.change(editor_client, [live, draft], added=[new.pk], removed=[old.pk])
        assert "“Live”: Changed and published." in messages(response)
        assert "“Draft”: Changed in the draft." in messages(response)
        assert list(BlogPage.objects.get(pk=live.pk).topics.all()) == [new]
        assert list(Page.objects.get(pk=draft.pk).get_latest_revision_as_object().topics.all()) == [new]

    def test_a_draft_that_waits_is_not_published(self, editor_client):
        topic, post = builders.build_topic(), builders.build_post("Before")
        post.title = "After"
        post.save_revision()
        assert "Visitors see it when" in messages(self.change(editor_client, [post], added=[topic.pk]))
        assert BlogPage.objects.get().title == "Before"
        assert BlogPage.objects.get().get_latest_revision_as_object().title == "After"

    def test_nothing_to_do_is_said(self, editor_client):
        topic = builders.build_topic()
        post = builders.build_post(topics=[topic])
        assert "It has these topics already." in self.change(editor_client, [post], added=[topic.pk]).content.decode()

    def test_a_choice_is_needed(self, editor_client):
        response = self.change(editor_client, [builders.build_post()])
        assert "Choose a topic to add or to take away." in response.content.decode()

    @pytest.mark.parametrize(
        "build", [builders.build_event, builders.build_person, builders.build_publication], ids=lambda f: f.__name__
    )
    def test_every_type_that_has_topics_takes_part(self, editor_client, build):
        topic, page = builders.build_topic(), build()
        self.change(editor_client, [page], model=page._meta.label_lower, added=[topic.pk])
        assert list(type(page).objects.get(pk=page.pk).topics.all()) == [topic]


class TestAuthor:
    def test_an_author_is_added_or_replaces_the_others(self, editor_client):
        person = builders.build_person("Ida", "Quill", role="Keeper")
        post = builders.build_post(authors=[{"name": "A. Guest"}])
        act(editor_client, "author", [post], model="blog.blogpage", author=person.pk)
        names = [(credit.display_name, credit.role) for credit in BlogPage.objects.get().authors.all()]
        assert names == [("A. Guest", ""), ("Ida Quill", "Keeper")]
        act(editor_client, "author", [post], model="blog.blogpage", author=person.pk, replace="on")
        assert [credit.display_name for credit in BlogPage.objects.get().authors.all()] == ["Ida Quill"]

    def test_the_form_is_shown(self, editor_client):
        post = builders.build_post("Leases")
        for action in ("author", "topics"):
            address = reverse("wagtail_bulk_action", args=["blog", "blogpage", action])
            assert "Leases" in editor_client.get(address, {"id": post.pk}).content.decode()


def test_deleting_from_a_list(make_user):
    client = Client()
    client.force_login(make_user("Administrators"))
    topic = builders.build_topic()
    act(client, "delete", [topic])
    assert not TopicPage.objects.exists()
