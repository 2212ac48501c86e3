"""The publish panel: what is missing, when a page goes out, who is told, and what happens then."""

import uuid
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import BlogIndexPage, BlogPage
from content.status import get_status
from demo.builders import build_event, build_person, build_post, build_topic, quote_block
from editorial.publishing.menu import OPEN_PANEL
from home.models import HomePage

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def contributor(make_user):
    return make_user("Contributors")


@pytest.fixture
def contributor_client(contributor):
    client = Client()
    client.force_login(contributor)
    return client


def address(page: Page) -> str:
    return reverse("publish_page", args=[page.pk])


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def send(client, page: Page, when="now", **data):
    revision = Page.objects.get(pk=page.pk).latest_revision_id
    return client.post(address(page), {"when": when, "at": "", "expire_at": "", "revision": revision} | data)


def status(page: Page) -> str:
    return get_status(Page.objects.get(pk=page.pk)).text


def draft(**fields) -> BlogPage:
    return build_post("Who pays?", live=False, topics=[build_topic()], **fields)


def form_data(**fields) -> dict:
    data = {
        "title": "Who pays?",
        "slug": "",
        "summary": "",
        "date": "2026-02-02 09:30",
        "body": streamfield([("paragraph", rich_text("<p>Words.</p>"))]),
        "authors": inline_formset([]),
        "related_posts": inline_formset([]),
        "corrections": streamfield([]),
    }
    return nested_form_data(data | fields)


class TestTheButton:
    def test_it_replaces_wagtails_buttons(self, editor_client):
        html = editor_client.get(edit_address(draft())).content.decode()
        assert f'name="{OPEN_PANEL}"' in html
        assert 'name="action-publish"' not in html
        assert "Save draft" in html

    def test_a_new_page_has_it_too(self, editor_client):
        parent = BlogIndexPage.objects.get()
        html = editor_client.get(f"/admin/pages/add/blog/blogpage/{parent.pk}/").content.decode()
        assert f'name="{OPEN_PANEL}"' in html

    def test_it_saves_the_draft_and_opens_the_panel(self, editor_client):
        parent = BlogIndexPage.objects.get()
        url = f"/admin/pages/add/blog/blogpage/{parent.pk}/"
        response = editor_client.post(url, form_data() | {OPEN_PANEL: "1"})
        post = BlogPage.objects.get()
        assert response["Location"] == address(post)
        assert not post.live
        response = editor_client.post(edit_address(post), form_data(title="Who paid?") | {OPEN_PANEL: "1"})
        assert response["Location"] == address(post)
        assert BlogPage.objects.get().get_latest_revision_as_object().title == "Who paid?"


class TestTheChecks:
    def test_what_is_missing_leads_to_its_field(self, editor_client):
        post = draft(summary="")
        html = editor_client.get(address(post)).content.decode()
        assert f'<a href="{edit_address(post)}#at=summary">Summary is missing.</a>' in html
        assert '<button type="submit" class="button">Publish</button>' not in html

    def test_nothing_is_published_that_lacks_something(self, editor_client):
        post = draft(summary="")
        assert send(editor_client, post).status_code == 200
        assert status(post) == "Draft"

    def test_advice_does_not_block(self, editor_client):
        post = build_post(live=False)
        assert "No topic is chosen." in editor_client.get(address(post)).content.decode()
        send(editor_client, post)
        assert status(post) == "Live"


class TestWhen:
    def test_now(self, editor_client):
        post = draft()
        assert send(editor_client, post)["Location"] == edit_address(post)
        assert status(post) == "Live"

    def test_tomorrow_at_nine(self, editor_client):
        post = draft()
        send(editor_client, post, "tomorrow")
        assert status(post) == "Goes live Tuesday 3 February at 09:00"

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("next Tuesday 6pm", "Goes live Tuesday 10 February at 18:00"),
            ("3/2/26 18.30", "Goes live Tuesday 3 February at 18:30"),
        ],
    )
    def test_a_time_that_somebody_writes(self, editor_client, text, words):
        post = draft()
        send(editor_client, post, "pick", at=text)
        assert status(post) == words

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("", "Write when it goes out."),
            ("yesterday 6pm", "This time has passed. Write one to come, or choose “Now”."),
            ("soonish", "“soonish” was not understood."),
        ],
    )
    def test_a_time_that_cannot_be(self, editor_client, text, sentence):
        post = draft()
        html = send(editor_client, post, "pick", at=text).content.decode()
        assert sentence in html
        assert f'value="{text}"' in html or not text
        assert status(post) == "Draft"

    def test_a_scheduled_page_is_moved_to_another_time_and_taken_off(self, editor_client):
        post = draft()
        send(editor_client, post, "tomorrow")
        html = editor_client.get(address(post)).content.decode()
        assert 'value="2026-02-03 09:00"' in html
        send(editor_client, post, "pick", at="4 February 9am")
        assert status(post) == "Goes live Wednesday 4 February at 09:00"
        assert "Take off the schedule" in editor_client.get(edit_address(post)).content.decode()
        revision = post.scheduled_revision
        editor_client.post(reverse("wagtailadmin_pages:revisions_unschedule", args=[post.pk, revision.pk]))
        assert status(post) == "Draft"

    def test_a_scheduled_page_goes_out_now_after_all(self, editor_client):
        post = draft()
        send(editor_client, post, "tomorrow")
        send(editor_client, post, "now")
        assert status(post) == "Live"
        assert BlogPage.objects.get().go_live_at is None

    def test_it_is_taken_offline_again(self, editor_client):
        post = draft()
        send(editor_client, post, expire_at="31 March noon")
        assert BlogPage.objects.get().expire_at == datetime(2026, 3, 31, 11, tzinfo=UTC)

    def test_it_cannot_go_offline_before_it_goes_out(self, editor_client):
        post = draft()
        response = send(editor_client, post, "pick", at="4 March 9am", expire_at="3 March 9am")
        assert "It must go offline after it has gone out." in response.content.decode()

    def test_a_date_to_come_decides_when(self, editor_client):
        post = draft(date=datetime(2026, 2, 6, 9, tzinfo=UTC))
        html = editor_client.get(address(post)).content.decode()
        assert "On its date, Friday 6 February at 09:00" in html
        send(editor_client, post, "date")
        assert status(post) == "Goes live Friday 6 February at 09:00"
        assert not BlogPage.objects.get().live

    def test_now_brings_a_date_to_come_to_today(self, editor_client):
        post = draft(date=datetime(2026, 2, 6, 9, tzinfo=UTC))
        send(editor_client, post, "now")
        assert status(post) == "Live"
        assert BlogPage.objects.get().date == NOW

    def test_the_editors_form_schedules_a_date_to_come_too(self, editor_client):
        post = draft()
        fields = form_data(summary="In brief.", date="6 February 2026, 9am")
        editor_client.post(edit_address(post), fields | {"action-publish": "1"})
        assert status(post) == "Goes live Friday 6 February at 09:00"
        assert not BlogPage.objects.get().live

    def test_what_somebody_saved_meanwhile_is_not_published_unseen(self, editor_client):
        post = draft()
        seen = post.latest_revision_id
        post.save_revision()
        response = send(editor_client, post, revision=seen)
        assert "Somebody has changed the page since you opened this." in response.content.decode()
        assert status(post) == "Draft"


class TestRoles:
    def test_a_contributor_submits(self, contributor_client, contributor, make_user):
        editor = make_user("Editors", "edda")
        editor.first_name, editor.last_name = "Edda", "Torres"
        editor.save()
        post = draft(owner=contributor)
        html = contributor_client.get(address(post)).content.decode()
        assert "Edda Torres is asked by e-mail to approve it." in html
        send(contributor_client, post, "tomorrow")
        assert status(post) == "Waits for Edda Torres"
        assert contributor_client.get(address(post))["Location"] == edit_address(post)

    def test_an_editor_approves_with_a_comment_and_the_time_that_was_chosen(
        self, editor_client, contributor_client, contributor
    ):
        post = draft(owner=contributor)
        send(contributor_client, post, "tomorrow")
        html = editor_client.get(address(post)).content.decode()
        assert "contributors, who submitted it, is told by e-mail." in html
        assert 'value="2026-02-03 09:00"' in html
        send(editor_client, post, "pick", at="2026-02-03 09:00", comment="Good.")
        assert status(post) == "Goes live Tuesday 3 February at 09:00"
        state = WorkflowState.objects.get()
        assert state.status == WorkflowState.STATUS_APPROVED
        assert state.task_states.get().comment == "Good."

    def test_a_contributor_resubmits_what_was_refused(self, editor_client, contributor_client, contributor, make_user):
        post = draft(owner=contributor)
        send(contributor_client, post)
        post.current_workflow_task_state.reject(user=make_user("Editors", "edda"), comment="No.")
        send(contributor_client, post)
        assert status(post).startswith("Waits for")
        assert WorkflowState.objects.count() == 1

    def test_nobody_else_sees_it(self, contributor_client):
        assert contributor_client.get(address(draft())).status_code in {302, 403}
        assert contributor_client.get(address(HomePage.objects.get())).status_code in {302, 403}


def test_it_says_where_the_page_will_appear(editor_client):
    person = build_person("Mina", "Ahlberg")
    post = draft(body=[quote_block("Nobody asked.", person=person)])
    html = editor_client.get(address(post)).content.decode()
    for words in ("Topic “Housing”", "Person “Mina Ahlberg”", "/blog/who-pays/", "Nobody is told by e-mail."):
        assert words in html
    assert f'src="{reverse("wagtailadmin_pages:view_draft", args=[post.pk])}"' in html


def test_its_queries_do_not_grow_with_the_page(editor_client, django_assert_max_num_queries):
    people = [build_person("Mina", f"Ahlberg-{number}") for number in range(5)]
    post = draft(body=[quote_block("Nobody asked.", person=person) for person in people])
    editor_client.get(address(post))
    with django_assert_max_num_queries(90):
        editor_client.get(address(post))


def test_publishing_costs_as_many_queries_for_a_long_page(editor_client, django_assert_max_num_queries):
    people = [build_person("Mina", f"Ahlberg-{number}") for number in range(5)]
    authors = [{"person": person} for person in people]
    post = draft(authors=authors, body=[quote_block("Nobody asked.", person=person) for person in people])
    send(editor_client, post)  # what a process keeps, such as types of content, is there
    post.save_revision()
    revision = Page.objects.get(pk=post.pk).latest_revision_id
    data = {"when": "now", "at": "", "expire_at": "", "revision": revision, "submission": str(uuid.uuid4())}
    with django_assert_max_num_queries(
        81
    ):  # with a dozen and more of the task, which runs at once here: one for a vector
        assert editor_client.post(address(post), data).status_code == 302


class TestElsewhere:
    def test_it_shows_the_draft(self, editor_client):
        post = draft(summary="Who pays for the <bus>.", seo_title="Fares and who pays them")
        html = editor_client.get(reverse("page_elsewhere", args=[post.pk])).content.decode()
        assert "Fares and who pays them" in html
        assert "Who pays for the &lt;bus&gt;." in html
        assert "No image of its own" in html
        assert reverse("page_elsewhere", args=[post.pk]) in editor_client.get(address(post)).content.decode()

    def test_it_is_for_those_who_may_edit_the_page(self, contributor_client):
        assert contributor_client.get(reverse("page_elsewhere", args=[draft().pk])).status_code == 302

    def test_an_event_is_previewed_as_if_it_were_over(self, editor_client):
        event = build_event("A round table", starts_at=NOW.replace(day=9), ends_at=NOW.replace(day=9, hour=12))
        assert "after" in [mode for mode, _label in event.preview_modes]
        response = event.make_preview_request(preview_mode="after")
        assert response.status_code == 200
        assert event.is_past
        assert type(event).objects.get(pk=event.pk).starts_at == NOW.replace(day=9)
        past = build_event("Over", starts_at=NOW.replace(day=1), ends_at=NOW.replace(day=1, hour=12))
        assert "after" not in [mode for mode, _label in past.preview_modes]
