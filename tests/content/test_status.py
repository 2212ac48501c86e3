"""The status of a page, in words: what visitors see, and when."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, WorkflowState

from blog.models import BlogIndexPage, BlogPage
from content.models import ScheduleFailure
from content.status import STATUS_CHOICES, get_status, get_statuses, status_q
from demo.builders import build_event, build_post

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)
TOMORROW = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def editor(make_user):
    user = make_user("Editors", "edda")
    user.first_name, user.last_name = "Edda", "Torres"
    user.save()
    make_user("Administrators", "ada")
    return user


def status(page: Page) -> str:
    """Return the status, after checking that the filters of lists agree."""
    found = get_status(Page.objects.get(pk=page.pk))
    keys = [key for key, _label in STATUS_CHOICES]
    agreeing = [key for key in keys if type(page).objects.filter(status_q(key, type(page)), pk=page.pk).exists()]
    assert agreeing == [found.key]
    return found.text


def submit(page: Page, user) -> WorkflowState:
    page.save_revision()
    return page.get_workflow().start(page, user)


def change(page: Page, **fields) -> Page:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision()
    return page


def test_a_draft():
    assert status(build_post(live=False)) == "Draft"


def test_a_live_page():
    post = build_post()
    assert status(post) == "Live"
    assert get_status(post).is_public


def test_a_live_page_with_a_newer_draft():
    assert status(change(build_post(), title="New")) == "Live, changes waiting"


def test_a_scheduled_draft():
    post = change(build_post(live=False), go_live_at=TOMORROW)
    post.get_latest_revision().publish()
    assert status(post) == "Goes live Tuesday 3 February at 09:00"
    assert get_status(post).at == TOMORROW


def test_a_schedule_of_another_year_has_the_year():
    post = change(build_post(live=False), go_live_at=datetime(2027, 7, 1, 8, 0, tzinfo=UTC))
    post.get_latest_revision().publish()
    assert status(post) == "Goes live Thursday 1 July 2027 at 09:00"


def test_a_live_page_with_scheduled_changes():
    post = change(build_post(), title="New", go_live_at=TOMORROW)
    post.get_latest_revision().publish()
    assert status(post) == "Live, changes go live Tuesday 3 February at 09:00"


def test_a_page_that_is_live_and_dated_in_the_future():
    post = build_post(date=TOMORROW)
    assert post.live
    assert status(post) == "Goes live Tuesday 3 February at 09:00"
    assert not get_status(post).is_public


def test_a_page_that_waits_for_somebody(editor, make_user):
    post = build_post(live=False)
    submit(post, make_user("Contributors"))
    assert status(post) == "Waits for Edda Torres"


def test_a_page_that_waits_for_many(make_user):
    for number in range(3):
        make_user("Editors", f"editor-{number}")
    post = build_post(live=False)
    submit(post, make_user("Contributors"))
    assert status(post) == "Waits for Editors"


def test_changes_that_wait(editor, make_user):
    post = build_post()
    submit(post, make_user("Contributors"))
    assert status(post) == "Live, changes wait for Edda Torres"


def test_a_page_that_was_refused_with_a_reason(editor, make_user):
    post = build_post(live=False)
    submit(post, make_user("Contributors")).current_task_state.reject(user=editor, comment="The date is missing.")
    assert status(post) == "Refused: The date is missing."


def test_a_page_that_was_refused_without_a_reason(editor, make_user):
    post = build_post(live=False)
    submit(post, make_user("Contributors")).current_task_state.reject(user=editor)
    assert status(post) == "Refused: changes were asked for by Edda Torres"


def test_a_page_that_its_schedule_could_not_publish():
    post = change(build_post(live=False), go_live_at=TOMORROW)
    revision = post.get_latest_revision()
    revision.publish()
    ScheduleFailure.objects.create(
        page=post, revision=revision, due_at=TOMORROW, reasons=["No summary."], failed_at=NOW, retry_at=NOW
    )
    assert status(post) == "Refused: No summary."


def test_a_page_that_was_withdrawn():
    post = build_post()
    post.unpublish()
    assert status(post) == "Withdrawn"


def test_a_page_that_has_expired_before_a_job_takes_it_offline():
    post = build_post(expire_at=NOW + timedelta(minutes=1))
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        assert status(post) == "Withdrawn"


def test_a_private_page():
    post = build_post()
    PageViewRestriction.objects.create(page=BlogIndexPage.objects.get(), restriction_type=PageViewRestriction.LOGIN)
    assert status(post) == "Live, but private"
    assert not get_status(post).is_public


def test_many_pages_cost_no_more_queries_than_a_few(editor, make_user, django_assert_max_num_queries):
    contributor = make_user("Contributors")
    posts = [build_post(f"Post {number}", live=number % 2 == 0) for number in range(8)]
    for post in posts[4:]:
        submit(post, contributor)
    build_event()
    pages = list(Page.objects.filter(depth__gt=2))
    with django_assert_max_num_queries(20):
        assert len(get_statuses(pages)) == len(pages)


def test_lists_and_the_editor_say_it(editor_client, django_assert_max_num_queries):
    post = build_post("A dated report", date=TOMORROW)
    words = "Goes live Tuesday 3 February at 09:00"
    explorer = reverse("wagtailadmin_explore", args=[BlogIndexPage.objects.get().pk])
    assert words in editor_client.get(explorer).content.decode()
    edit = editor_client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()
    assert words in edit
    assert (
        words
        in editor_client.get(reverse("wagtailadmin_choose_page_child", args=[post.get_parent().pk])).json()["html"]
    )


def test_a_list_of_many_posts_costs_no_query_for_each(editor_client, django_assert_max_num_queries):
    for number in range(12):
        build_post(f"Post {number}", live=number % 3 != 0, date=TOMORROW if number % 2 else NOW)
    explorer = reverse("wagtailadmin_explore", args=[BlogIndexPage.objects.get().pk])
    editor_client.get(explorer)
    with django_assert_max_num_queries(45):
        editor_client.get(explorer)


def test_wagtail_itself_gets_the_same_words():
    assert BlogPage.objects.get(pk=build_post(date=TOMORROW).pk).status_string.startswith("Goes live Tuesday")
