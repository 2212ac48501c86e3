"""Scheduled publishing and expiry: one page that fails stops no other, stays due, and somebody is told."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import OperationalError
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.signals import page_published, page_unpublished

from blog.models import BlogPage
from content.models import ScheduleFailure
from content.publishing import _checks, register_publication_check
from content.schedule_failures import SCHEDULE_FAILED
from demo.builders import build_post

pytestmark = pytest.mark.django_db

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def author(make_user):
    user = make_user("Contributors", "author")
    user.email = "author@example.org"
    user.save()
    return user


@pytest.fixture
def editor(make_user):
    user = make_user("Editors", "editor")
    user.email = "editor@example.org"
    user.save()
    return user


def schedule(title, go_live_at, **fields):
    post = build_post(title, live=False, go_live_at=go_live_at, **fields)
    post.save_revision().publish()
    return post


@pytest.fixture
def start():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def three(start, author):
    """Three posts that are due one after the other; the slug of the first is taken by then."""
    posts = [schedule(f"Post {n}", start + HOUR + n * MINUTE, owner=author) for n in range(3)]
    revision = posts[0].get_latest_revision()
    build_post("The rival", slug="taken")
    revision.content["slug"] = "taken"
    revision.save()
    return posts


def run(moment) -> None:
    with time_machine.travel(moment, tick=False):
        call_command("publish_scheduled")


def is_live(post) -> bool:
    return Page.objects.get(pk=post.pk).live


def is_due(post) -> bool:
    return Revision.page_revisions.filter(object_id=str(post.pk), approved_go_live_at__isnull=False).exists()


@pytest.fixture
def fail_on(request):
    """Return a function that makes a signal's receivers fail for pages of a title."""

    def start(signal, title, error: type[Exception] = RuntimeError):
        def fail(sender, instance, **kwargs):
            if instance.title == title:
                raise error("broken")

        receiver(signal, weak=False)(fail)
        request.addfinalizer(lambda: signal.disconnect(fail))
        return lambda: signal.disconnect(fail)

    return start


def test_one_that_fails_stops_no_other_and_stays_due(three, start):
    run(start + 2 * HOUR)
    assert [is_live(post) for post in three] == [False, True, True]
    assert is_due(three[0])


def test_author_and_editors_are_told_once_by_email(three, start, editor):
    run(start + 2 * HOUR)
    run(start + 3 * HOUR)
    assert sorted(message.to for message in mail.outbox) == [["author@example.org"], ["editor@example.org"]]
    message = mail.outbox[0]
    assert message.subject == "Not published as scheduled: Post 0"
    assert "slug" in message.body
    assert f"http://127.0.0.1:8000/admin/pages/{three[0].pk}/edit/" in message.body


def test_an_email_that_cannot_be_sent_is_sent_later(three, start, editor, monkeypatch, settings):
    settings.EMAIL_BACKEND = "no.such.Backend"
    run(start + 2 * HOUR)
    assert [is_live(post) for post in three] == [False, True, True]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    run(start + 2 * HOUR + MINUTE / 2)
    assert len(mail.outbox) == 2


def test_the_admin_shows_it_in_the_history_on_the_page_and_in_a_list(three, start, editor_client):
    run(start + 2 * HOUR)
    assert PageLogEntry.objects.filter(page_id=three[0].pk, action=SCHEDULE_FAILED).count() == 1
    edit = editor_client.get(f"/admin/pages/{three[0].pk}/edit/").content.decode()
    assert "Not published as scheduled:" in edit
    assert "slug" in editor_client.get(f"/admin/pages/{three[0].pk}/history/").content.decode()
    report = editor_client.get("/admin/reports/schedule/").content.decode()
    assert "Post 0" in report
    assert "Post 1" not in report
    assert "/admin/reports/schedule/" in editor_client.get("/admin/").content.decode()
    exported = editor_client.get("/admin/reports/schedule/?export=csv")
    assert "Post 0" in b"".join(exported.streaming_content).decode()


def test_a_contributor_sees_no_failures_of_others(three, start, make_user, client):
    build_post("Somebody else's")
    Page.objects.filter(pk=three[0].pk).update(owner=None)
    run(start + 2 * HOUR)
    client.force_login(make_user("Contributors", "other"))
    assert "Post 0" not in client.get("/admin/reports/schedule/").content.decode()


def test_it_is_tried_again_with_growing_pauses(three, start):
    moment = start + 2 * HOUR
    attempts = []
    for minute in range(16):
        run(moment + minute * MINUTE)
        attempts.append(ScheduleFailure.objects.get().attempts)
    assert attempts == [1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 5]


def test_once_the_cause_is_gone_it_is_published(three, start):
    run(start + 2 * HOUR)
    BlogPage.objects.get(slug="taken").delete()
    run(start + 4 * HOUR)
    assert is_live(three[0])
    assert not is_due(three[0])
    assert not ScheduleFailure.objects.exists()
    log = PageLogEntry.objects.filter(page_id=three[0].pk, action="wagtail.publish.scheduled")
    assert log.count() == 1


def test_a_schedule_that_is_called_off_leaves_the_list(three, start, editor_client):
    run(start + 2 * HOUR)
    revision = three[0].get_latest_revision()
    editor_client.post(f"/admin/pages/{three[0].pk}/revisions/{revision.pk}/unschedule/")
    run(start + 3 * HOUR)
    assert not ScheduleFailure.objects.exists()
    assert not is_live(three[0])


def test_what_a_check_refuses_stays_scheduled_and_is_told(start, author):
    post = schedule("Refused", start + HOUR, owner=author)
    other = schedule("Other", start + HOUR + MINUTE)
    before = list(_checks[BlogPage])
    register_publication_check(BlogPage)(lambda page: ["It has no hat."] if page.title == "Refused" else [])
    try:
        run(start + 2 * HOUR)
    finally:
        _checks[BlogPage] = before
    assert (is_live(post), is_due(post), is_live(other)) == (False, True, True)
    assert ["It has no hat." in message.body for message in mail.outbox] == [True]
    run(start + 3 * HOUR)
    assert is_live(post)


def test_what_a_receiver_breaks_is_undone_whole(start, fail_on, client):
    post, other = schedule("Broken", start + HOUR), schedule("Other", start + HOUR + MINUTE)
    mend = fail_on(page_published, "Broken")
    run(start + 2 * HOUR)
    assert (is_live(post), is_due(post), is_live(other)) == (False, True, True)
    assert not PageLogEntry.objects.filter(page_id=post.pk, action__startswith="wagtail.publish.scheduled").exists()
    mend()
    run(start + 3 * HOUR)
    assert is_live(post)


def test_an_expiry_that_fails_stops_no_other(start, fail_on, author):
    posts = [build_post(f"Old {n}", expire_at=start + HOUR + n * MINUTE, owner=author) for n in range(2)]
    scheduled = schedule("New", start + HOUR)
    mend = fail_on(page_unpublished, "Old 0")
    run(start + 2 * HOUR)
    assert [is_live(post) for post in [*posts, scheduled]] == [True, False, True]
    assert "Not taken offline: Old 0" in [message.subject for message in mail.outbox]
    mend()
    run(start + 3 * HOUR)
    assert not is_live(posts[0])
    assert Page.objects.get(pk=posts[0].pk).expired
    assert not ScheduleFailure.objects.exists()


def test_what_passes_by_itself_is_told_only_when_it_stays(start, fail_on, author):
    schedule("Unlucky", start + HOUR, owner=author)
    fail_on(page_published, "Unlucky", OperationalError)
    moment = start + 2 * HOUR
    for minute in range(3):
        run(moment + minute * MINUTE)
        assert not mail.outbox
    run(moment + 3 * MINUTE)
    assert len(mail.outbox) == 1


def test_a_dry_run_changes_nothing(three, start, capsys):
    with time_machine.travel(start + 2 * HOUR):
        call_command("publish_scheduled", dryrun=True)
    assert not any(is_live(post) for post in three)
    assert "Post 1" in capsys.readouterr().out
