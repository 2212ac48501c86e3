"""A submission from the contributor to the editor and back: what is asked, compared, said and told."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, WorkflowState
from wagtail.users.models import UserProfile

from blog.models import BlogPage
from demo.builders import build_post, build_topic, paragraph_block
from editorial.review.comparing import get_last_seen
from editorial.review.models import ReviewRequest
from editorial.review.notices import remind_of_overdue
from editorial.review.requests import get_default_due_date

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def make_person(make_user, role, first_name, last_name):
    user = make_user(role, first_name.lower())
    user.first_name, user.last_name, user.email = first_name, last_name, f"{first_name.lower()}@example.org"
    user.save()
    return user


@pytest.fixture
def ida(make_user):
    return make_person(make_user, "Contributors", "Ida", "Quill")


@pytest.fixture
def edda(make_user):
    return make_person(make_user, "Editors", "Edda", "Torres")


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def post(ida):
    body = [paragraph_block("<p>One two.</p>")]
    post = build_post("Who pays?", live=False, owner=ida, topics=[build_topic()], body=body)
    post.save_revision(user=ida, clean=False)
    return post


def panel(page) -> str:
    return reverse("publish_page", args=[page.pk])


def send(user, page, **data):
    revision = Page.objects.get(pk=page.pk).latest_revision_id
    fields = {"when": "now", "at": "", "expire_at": "", "revision": revision}
    return client_of(user).post(panel(page), fields | data)


def submit(user, page, due_on="Thursday", comment="The figures are <new>."):
    return send(user, page, due_on=due_on, comment=comment)


def rewrite(page, user, html):
    draft = BlogPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.body = [dict(draft.body.raw_data[0], value=html)]
    draft.save()
    draft.save_revision(user=user, clean=False)
    draft.save_revision(user=user, clean=False)  # as pressing a button after an autosave does


class TestSubmitting:
    def test_the_editor_gets_an_email(self, post, ida, edda, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            submit(ida, post)
        [message] = mail.outbox
        assert message.subject == "Ida Quill asks you to approve “Who pays?”"
        assert (message.to, message.reply_to) == (["edda@example.org"], ["ida@example.org"])
        assert "Please answer by Thursday 5 February." in message.body
        assert "“The figures are <new>.”" in message.body
        assert f"http://127.0.0.1:8000{panel(post)}" in message.body
        assert "The figures are &lt;new&gt;." in message.alternatives[0][0]
        assert str(message.from_email).startswith("Roundtable")

    def test_who_wants_no_email_gets_none(self, post, ida, edda, django_capture_on_commit_callbacks):
        UserProfile.objects.create(user=edda, submitted_notifications=False)
        with django_capture_on_commit_callbacks(execute=True):
            submit(ida, post)
        assert mail.outbox == []

    def test_it_stands_on_the_front_page(self, post, ida, edda):
        submit(ida, post)
        html = client_of(edda).get("/admin/").content.decode()
        assert "Ida Quill asks you to approve this by Thursday 5 February" in html
        assert f'href="{panel(post)}"' in html

    def test_the_editors_form_says_what_is_asked(self, post, ida, edda):
        submit(ida, post)
        html = client_of(edda).get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()
        assert "Ida Quill asks you to approve this by Thursday 5 February: “The figures are &lt;new&gt;.”" in html

    def test_a_day_that_has_passed_is_refused(self, post, ida):
        response = submit(ida, post, due_on="1 February 2026")
        assert "This day has passed" in response.content.decode()
        assert not ReviewRequest.objects.exists()

    @pytest.mark.parametrize(
        ("today", "due_on"),
        [("2026-02-02", "2026-02-05"), ("2026-02-05", "2026-02-10"), ("2026-02-07", "2026-02-11")],
    )
    def test_three_working_days_are_given(self, today, due_on):
        assert get_default_due_date(date.fromisoformat(today)) == date.fromisoformat(due_on)

    def test_wagtails_own_way_gives_them_too(self, post, ida):
        post.get_workflow().start(post, ida)
        assert ReviewRequest.objects.get().due_on == date(2026, 2, 5)


class TestComparing:
    def test_a_new_page_is_all_new(self, post, ida, edda):
        submit(ida, post)
        assert "You have not seen this page before" in client_of(edda).get(panel(post)).content.decode()

    def test_with_what_the_editor_sent_back(self, post, ida, edda):
        submit(ida, post)
        send(edda, post, send_back="1", comment="Count again.")
        rewrite(post, ida, "<p>One three.</p>")
        submit(ida, post)
        html = client_of(edda).get(panel(post)).content.decode()
        assert "What has changed since you last saw it" in html
        assert '<span class="deletion">two.</span><span class="addition">three.</span>' in html

    def test_another_editor_has_seen_the_live_page_alone(self, post, ida, edda, make_user):
        submit(ida, post)
        send(edda, post)
        live = Page.objects.get(pk=post.pk).live_revision
        rewrite(post, ida, "<p>One three.</p>")
        page = Page.objects.get(pk=post.pk)
        assert get_last_seen(page, make_user("Editors", "other"), page.latest_revision) == live

    @pytest.mark.parametrize("before", ["live", "previous", "earliest"])
    def test_a_comparison_finds_the_difference(self, post, ida, edda, before):
        rewrite(post, ida, "<p>One three.</p>")
        latest = Page.objects.get(pk=post.pk).latest_revision
        first = latest.get_previous().pk if before == "previous" else before
        address = reverse("wagtailadmin_pages:revisions_compare", args=[post.pk, first, latest.pk])
        html = client_of(edda).get(address).content.decode()
        assert "no differences" not in html
        assert '<span class="addition">three.</span>' in html


class TestDeciding:
    def test_sending_back(self, post, ida, edda, django_capture_on_commit_callbacks):
        submit(ida, post)
        with django_capture_on_commit_callbacks(execute=True):
            mail.outbox.clear()
            response = send(edda, post, send_back="1", comment="Count the <books> again.")
        assert response["Location"] == "/admin/"
        message = mail.outbox[-1]
        assert message.subject == "Edda Torres sent back “Who pays?”"
        assert (message.to, message.reply_to) == (["ida@example.org"], ["edda@example.org"])
        assert "“Count the <books> again.”" in message.body
        edit = reverse("wagtailadmin_pages:edit", args=[post.pk])
        assert f"http://127.0.0.1:8000{edit}" in message.body
        state = WorkflowState.objects.get()
        assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
        html = client_of(ida).get(edit).content.decode()
        assert "Edda Torres sent this back: “Count the &lt;books&gt; again.”" in html
        assert "Edda Torres sent this back" in client_of(ida).get("/admin/").content.decode()

    def test_a_page_with_gaps_can_be_sent_back_and_not_approved(self, post, ida, edda):
        submit(ida, post)
        BlogPage.objects.filter(pk=post.pk).update(summary="")
        draft = BlogPage.objects.get(pk=post.pk)
        draft.save_revision(user=edda, clean=False)
        html = client_of(edda).get(panel(post)).content.decode()
        assert "Still missing" in html
        assert "Send back" in html
        assert send(edda, post, send_back="1", comment="A summary, please.").status_code == 302

    def test_it_needs_words(self, post, ida, edda):
        submit(ida, post)
        response = send(edda, post, send_back="1", comment=" ")
        assert "Say what is to be changed" in response.content.decode()
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS

    def test_not_unseen(self, post, ida, edda):
        submit(ida, post)
        response = send(edda, post, send_back="1", comment="Why?", revision=1)
        assert "Somebody has just changed the page" in response.content.decode()
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS

    def test_approving(self, post, ida, edda, django_capture_on_commit_callbacks):
        submit(ida, post)
        with django_capture_on_commit_callbacks(execute=True):
            send(edda, post, comment="Well done.")
        message = mail.outbox[-1]
        assert message.subject == "Edda Torres approved “Who pays?”"
        assert message.to == ["ida@example.org"]
        assert "“Well done.”" in message.body
        assert "\nLive.\n" in message.body
        assert BlogPage.objects.get(pk=post.pk).live

    def test_a_contributor_cannot(self, post, ida):
        submit(ida, post)
        send(ida, post, send_back="1", comment="Mine.")
        assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS

    def test_submitting_again_asks_anew(self, post, ida, edda):
        submit(ida, post)
        send(edda, post, send_back="1", comment="Count again.")
        submit(ida, post, due_on="Friday", comment="Counted.")
        request = ReviewRequest.objects.get()
        assert (request.due_on, request.message) == (date(2026, 2, 6), "Counted.")


def test_what_is_overdue_is_said_once(post, ida, edda, clock, django_capture_on_commit_callbacks):
    submit(ida, post, due_on="Tuesday")
    with django_capture_on_commit_callbacks(execute=True):
        remind_of_overdue()
    assert mail.outbox == []
    clock.shift(timedelta(days=2))
    for _hour in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            remind_of_overdue()
    assert [message.subject for message in mail.outbox] == ["Ida Quill still waits for your answer: “Who pays?”"]
    assert "review__overdue" in client_of(edda).get(panel(post)).content.decode()
