"""The demo content: complete, the same each time, and no danger to what editors wrote."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import timezone

from blog.models import BlogPage
from demo.accounts import ACCOUNTS
from demo.loader import DemoLoader
from events.models import EventPage
from media.models import CustomImage
from people.models import PersonPage
from publications.models import PublicationPage
from topics.models import TopicPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
PAGE_TYPES = (BlogPage, EventPage, PersonPage, PublicationPage, TopicPage)

#: A log-in is counted by where it comes from.
LOGIN = RequestFactory().post("/admin/login/")


def test_it_is_as_large_as_promised():
    counts = {model: model.objects.live().count() for model in PAGE_TYPES}
    assert counts == {BlogPage: 25, EventPage: 8, PersonPage: 12, PublicationPage: 4, TopicPage: 8}


def test_its_events_show_every_time_of_life():
    assert EventPage.objects.past().count() >= 3
    assert EventPage.objects.upcoming().count() >= 3
    assert EventPage.objects.filter(status="cancelled").exists()
    assert EventPage.objects.filter(starts_at__date=timezone.localdate()).count() == 1
    assert BlogPage.objects.filter(event_reported__isnull=False).count() >= 4


def test_every_page_would_pass_the_editors_form():
    for model in PAGE_TYPES:
        for page in model.objects.all():
            page.full_clean()


def test_a_second_run_adds_nothing_and_keeps_what_editors_wrote(capsys):
    post = BlogPage.objects.first()
    post.title = "Changed by an editor"
    post.save_revision().publish()
    images = CustomImage.objects.count()
    assert DemoLoader().load() == 0
    assert BlogPage.objects.get(pk=post.pk).title == "Changed by an editor"
    assert CustomImage.objects.count() == images


def test_what_was_deleted_comes_back_when_asked_for():
    BlogPage.objects.get(slug="a-correction").delete()
    assert DemoLoader().load() == 1


def test_it_leaves_a_site_alone_that_somebody_has_begun(capsys):
    BlogPage.objects.get(slug="a-correction").delete()
    call_command("load_demo", if_empty=True)
    assert not BlogPage.objects.filter(slug="a-correction").exists()


def test_there_is_an_account_for_each_role_and_it_is_printed(capsys):
    call_command("load_demo", accounts=True)
    printed = capsys.readouterr().out
    for account in ACCOUNTS:
        user = authenticate(
            RequestFactory().post("/admin/login/"), username=account.username, password=account.password
        )
        assert [group.name for group in user.groups.all()] == [account.group]
        assert not user.is_superuser
        assert f"{account.username} / {account.password}" in printed


def test_a_password_that_was_changed_is_not_printed(capsys):
    user = authenticate(
        RequestFactory().post("/admin/login/"), username=ACCOUNTS[0].username, password=ACCOUNTS[0].password
    )
    user.set_password("something else")
    user.save()
    call_command("load_demo", accounts=True)
    assert ACCOUNTS[0].username not in capsys.readouterr().out
