"""Each change of a page once, and never over a newer version, whatever comes when."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState

from blog.models import BlogPage
from content.schedule import run_schedule
from demo.builders import build_post, paragraph_block
from editorial.models import Submission
from editorial.saving.models import delete_outdated_submissions

from .forms import ACTION, AUTOSAVE, edit_url, form_of, loaded_from, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def post() -> BlogPage:
    return build_post("Herring", summary="In brief.", body=[paragraph_block("<p>First.</p>")], live=False)


@pytest.fixture
def other_client(make_user) -> Client:
    client = Client()
    client.force_login(make_user("Editors", "other"))
    return client


def latest(post: BlogPage) -> BlogPage:
    return Page.objects.get(pk=post.pk).get_latest_revision_as_object()


def test_an_action_that_is_sent_twice_is_done_once_and_answered_alike(post, editor_client):
    data = form_of(post, **{"action-publish": "1"})
    first = send(editor_client, post, data)
    second = send(editor_client, post, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert PageLogEntry.objects.filter(page=post.pk, action="wagtail.publish").count() == 1


def test_an_autosave_that_is_sent_twice_is_answered_alike(post, editor_client):
    data = form_of(post, summary="New.")
    first = send(editor_client, post, data, AUTOSAVE).json()
    second = send(editor_client, post, data, AUTOSAVE).json()
    assert first["success"]
    assert second == {key: value for key, value in first.items() if key != "html"}
    assert latest(post).summary == "New."


def test_a_new_page_that_is_sent_twice_is_made_once(editor_client, post):
    parent = post.get_parent()
    url = reverse("wagtailadmin_pages:add", args=["blog", "blogpage", parent.pk])
    data = form_of(post, title="Sprat", slug="")
    answers = [editor_client.post(url, data, headers=AUTOSAVE).json() for _time in range(2)]
    assert answers[0]["pk"] == answers[1]["pk"]
    assert parent.get_children().filter(title="Sprat").count() == 1


def test_what_was_refused_may_be_sent_again(post, editor_client):
    data = form_of(post, summary="", **{"action-publish": "1"})
    assert send(editor_client, post, data).status_code == 200
    assert not Submission.objects.exists()
    assert send(editor_client, post, data | {"summary": "In brief."}).status_code == 302


def test_a_token_of_somebody_else_is_no_answer(post, editor_client, other_client):
    data = form_of(post, summary="New.")
    send(editor_client, post, data, AUTOSAVE)
    assert send(other_client, post, data, AUTOSAVE).json()["error_code"] == "invalid_revision"


def test_tokens_are_forgotten_after_a_day(post, editor_client):
    send(editor_client, post, form_of(post), AUTOSAVE)
    delete_outdated_submissions()
    assert Submission.objects.count() == 1
    Submission.objects.update(created_at=timezone.now() - timedelta(days=2))
    delete_outdated_submissions()
    assert not Submission.objects.exists()


@pytest.mark.parametrize("button", ["", "action-publish", "action-submit"])
def test_no_button_overwrites_a_newer_version(post, editor_client, other_client, button):
    outdated = form_of(post, summary="Mine.", **({button: "1"} if button else {}))
    send(other_client, post, form_of(post, summary="Theirs."))
    answer = send(editor_client, post, outdated, ACTION).json()
    assert answer["error_code"] == "invalid_revision"
    assert answer["error_message"] == "other has saved this page since you opened it."
    assert answer["compare_url"] == reverse("compare_versions", args=[post.pk])
    assert latest(post).summary == "Theirs."
    assert not Page.objects.get(pk=post.pk).live


def test_a_form_without_the_queue_gets_the_page_that_compares(post, editor_client, other_client):
    outdated = form_of(post, summary="Mine.")
    send(other_client, post, form_of(post, summary="Theirs."))
    response = send(editor_client, post, outdated)
    assert "This page has two versions" in response.content.decode()
    assert latest(post).summary == "Theirs."


def test_an_autosave_that_comes_late_changes_nothing(post, editor_client):
    late = form_of(post, summary="Half a wo")
    send(editor_client, post, form_of(post, summary="Half a word.", **{"action-publish": "1"}), ACTION)
    answer = send(editor_client, post, late, AUTOSAVE)
    assert (answer.status_code, answer.json()["error_code"]) == (200, "invalid_revision")
    assert latest(post).summary == "Half a word."


def test_an_autosave_overwrites_its_own_revision_only(post, editor_client, other_client):
    own = send(editor_client, post, form_of(post, summary="One."), AUTOSAVE).json()
    data = form_of(post, summary="Two.", overwrite_revision_id=own["revision_id"])
    assert send(editor_client, post, data, AUTOSAVE).json()["revision_id"] == own["revision_id"]
    outdated = form_of(post, summary="Three.", overwrite_revision_id=own["revision_id"])
    send(other_client, post, form_of(post, summary="Theirs."), AUTOSAVE)
    assert send(editor_client, post, outdated, AUTOSAVE).json()["error_code"] == "invalid_revision"
    assert latest(post).summary == "Theirs."


def test_a_page_without_a_version_is_guarded_as_well(post, editor_client, other_client):
    post.revisions.all().delete()
    Page.objects.filter(pk=post.pk).update(latest_revision=None)
    outdated = form_of(post, summary="Mine.")
    send(other_client, post, form_of(post, summary="Theirs."))
    assert send(editor_client, post, outdated, ACTION).json()["error_code"] == "invalid_revision"


def test_the_schedule_publishes_its_version_and_leaves_a_later_draft(post, editor_client):
    soon = timezone.localtime(timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    send(editor_client, post, form_of(post, summary="Approved.", go_live_at=soon, **{"action-publish": "1"}))
    draft = Page.objects.get(pk=post.pk).specific
    draft.summary = "Draft."
    draft.go_live_at = None
    draft.save_revision()
    outdated_by_schedule = loaded_from(post)
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        run_schedule()
    assert BlogPage.objects.get(pk=post.pk).summary == "Approved."
    assert latest(post).summary == "Draft."
    assert loaded_from(post) == outdated_by_schedule


def test_a_decision_that_was_taken_already_is_not_taken_again(post, editor_client, make_user):
    contributor = Client()
    contributor.force_login(make_user("Contributors"))
    post.owner_id = contributor.session["_auth_user_id"]
    post.save()
    send(contributor, post, form_of(post, **{"action-submit": "1"}))
    decision = {"action-workflow-action": "true", "workflow-action-name": "reject"}
    decision["workflow-action-extra-data"] = '{"comment": "Not yet."}'
    first, second = (form_of(post, **decision) for _time in range(2))
    assert send(editor_client, post, first).status_code == 302
    answer = send(editor_client, post, second | loaded_from(post))
    assert answer.url == edit_url(post)
    assert "no longer waits for your decision" in editor_client.get(answer.url).content.decode()
    assert TaskState.objects.filter(status=TaskState.STATUS_REJECTED).count() == 1
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_NEEDS_CHANGES


def test_a_draft_without_a_title_is_untitled_until_it_is_published(post, editor_client):
    assert send(editor_client, post, form_of(post, title=""), AUTOSAVE).json()["success"]
    assert latest(post).title == "Untitled"
    for title, reason in [("", "This field is required."), ("Untitled", "Give the page a title")]:
        response = send(editor_client, post, form_of(post, title=title, **{"action-publish": "1"}))
        assert reason in response.content.decode()
    assert not Page.objects.get(pk=post.pk).live


def test_the_queue_learns_where_to_go_and_keeps_the_messages(post, editor_client):
    answer = send(editor_client, post, form_of(post, **{"action-publish": "1"}), ACTION).json()
    assert answer == {"success": True, "redirect": reverse("wagtailadmin_explore", args=[post.get_parent().pk])}
    assert "has been published" in editor_client.get(answer["redirect"]).content.decode()
