"""Readers' corrections: the form below a post, whom it tells, the list of what came, and how long it is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.care import get_care_items
from core.email_addresses import AddressQuery
from core.personal_data.registry import erase_everything
from demo.builders import build_post
from editorial.corrections.models import KEPT, ReaderCorrection, delete_expired_corrections
from editorial.corrections.public_views import MAX_FORMS

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    return build_post("Old bridges")


def send(post, **fields):
    return Client().post(f"{post.url}correct/", {"text": "It opened in 1893.", "email": "", **fields})


def make(post, **fields) -> ReaderCorrection:
    return ReaderCorrection.objects.create(page=post, text="It opened in 1893.", **fields)


class TestForm:
    def test_a_post_leads_to_it(self, post):
        client = Client()
        assert f'href="{post.url}correct/"' in client.get(post.url).content.decode()
        response = client.get(f"{post.url}correct/")
        assert response.status_code == 200
        assert response["X-Robots-Tag"] == "noindex"
        assert "no-store" in response["Cache-Control"]

    def test_it_tells_the_editors(self, post, make_user, django_capture_on_commit_callbacks):
        editor, contributor = make_user("Editors"), make_user("Contributors")
        for user in (editor, contributor):
            type(user).objects.filter(pk=user.pk).update(email=f"{user.username}@example.org")
        with django_capture_on_commit_callbacks(execute=True):
            response = send(post, email="reader@example.net")
        assert (response.status_code, response["Location"]) == (302, f"{post.url}correct/sent/")
        assert "Your correction has gone to the editors." in Client().get(response["Location"]).content.decode()
        [message] = mail.outbox
        assert message.subject == "A reader corrects “Old bridges”"
        assert (message.to, message.reply_to) == (["editors@example.org"], ["reader@example.net"])
        assert "It opened in 1893." in message.body

    def test_whoever_the_post_belongs_to_is_told_alone(self, post, make_user, django_capture_on_commit_callbacks):
        owner = make_user("Editors")
        type(owner).objects.filter(pk=owner.pk).update(email="owner@example.org")
        other = type(owner).objects.create_user("second", email="second@example.org")
        other.groups.set(owner.groups.all())
        Page.objects.filter(pk=post.pk).update(owner=owner)
        with django_capture_on_commit_callbacks(execute=True):
            send(post)
        assert [message.to for message in mail.outbox] == [["owner@example.org"]]

    @pytest.mark.parametrize(
        "fields", [{"text": ""}, {"text": "x" * 2001}, {"email": "no address"}, {"more": "filled in by a program"}]
    )
    def test_what_is_refused(self, post, fields):
        response = send(post, **fields)
        assert response.status_code == 200
        assert "There is a problem" in response.content.decode()
        assert not ReaderCorrection.objects.exists()

    def test_not_too_many(self, post):
        with time_machine.travel(timezone.now(), tick=False):  # the limit is by the hour
            statuses = [send(post).status_code for _number in range(MAX_FORMS + 1)]
        assert statuses == [302] * MAX_FORMS + [429]
        assert ReaderCorrection.objects.count() == MAX_FORMS

    def test_a_post_that_is_not_public_has_none(self):
        draft = build_post("Draft", live=False)
        assert send(draft).status_code == 404


class TestList:
    def test_it_waits_until_it_is_dealt_with(self, post, make_user):
        correction = make(post, email="reader@example.net")
        editor, client = make_user("Editors"), Client()
        client.force_login(editor)
        assert "1 correction by a reader" in [item.text for item in get_care_items(editor)]
        html = client.get(reverse("reader_corrections")).content.decode()
        assert "It opened in 1893." in html
        assert "mailto:reader@example.net" in html
        client.post(reverse("finish_correction", args=[correction.pk]))
        assert not ReaderCorrection.objects.exists()
        assert get_care_items(editor) == []

    def test_only_of_pages_that_one_may_edit(self, post, make_user):
        correction, contributor = make(post), make_user("Contributors")
        client = Client()
        client.force_login(contributor)
        assert "It opened" not in client.get(reverse("reader_corrections")).content.decode()
        assert client.post(reverse("finish_correction", args=[correction.pk])).status_code == 404
        assert ReaderCorrection.objects.exists()


def test_it_is_not_kept_for_ever(post):
    make(post, created_at=timezone.now() - KEPT)
    kept = make(post, created_at=timezone.now() - KEPT + timedelta(hours=1))
    delete_expired_corrections()
    assert list(ReaderCorrection.objects.all()) == [kept]


def test_it_goes_with_the_address_in_it(post):
    make(post, email="reader@example.net")
    other = make(post)
    erase_everything(AddressQuery("Reader@example.net"))
    assert list(ReaderCorrection.objects.all()) == [other]
