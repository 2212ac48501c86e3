"""The editor's side of approval by link: asking, seeing what would change, taking it, and who may."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from blog.models import BlogPage
from core.email_addresses import AddressQuery
from core.models import HeldEmail
from core.personal_data.registry import erase_everything, find_everything
from editorial.approval import services
from editorial.approval.models import ApprovalAnswer, ApprovalLink
from editorial.history.models import Version

from .conftest import AHLBERG

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def address(post) -> str:
    return reverse("approvals", args=[post.pk])


def form(**fields):
    return {"name": AHLBERG, "email": "mina@example.net", "days": 14, "submission": uuid4(), **fields}


def reword(made, post, text="We kept nearly every book."):
    return services.answer(made.link, ApprovalAnswer.Kind.PASSAGE, path=f"body.{post.body[1].id}.text", text=text)


def get_quote(post) -> str:
    return BlogPage.objects.get(pk=post.pk).get_latest_revision_as_object().body[1].value["text"].source


class TestAsking:
    def test_the_guest_gets_an_email(self, client, post, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            html = client.post(address(post), form(message="Is it <right>?")).content.decode()
        link = ApprovalLink.objects.get()
        [message] = mail.outbox
        assert message.subject == "Edda Torres asks you to read: Who pays for it?"
        assert (message.to, message.reply_to) == (["mina@example.net"], ["edda@example.org"])
        assert "Is it <right>?" in message.body
        token = message.body.partition("/approve/")[2].partition("/")[0]
        assert services.find_link(token) == link
        assert f"/approve/{token}/" in html
        assert Version.objects.filter(revision=link.revision).exists()
        assert PageLogEntry.objects.filter(page=post.pk, action=services.ASKED).count() == 1

    def test_it_may_be_passed_on_by_hand(self, client, post):
        html = client.post(address(post), form(email="")).content.decode()
        assert "/approve/" in html
        assert "/approve/" not in client.get(address(post)).content.decode()

    def test_a_form_that_is_sent_twice_asks_once(self, client, post):
        data = form()
        client.post(address(post), data)
        client.post(address(post), data)
        assert ApprovalLink.objects.count() == 1

    def test_the_only_speaker_is_suggested(self, client, post):
        html = client.get(address(post)).content.decode()
        assert "Only what Dr Mina Ahlberg said" in html
        assert f'<option value="{AHLBERG}">' in html

    def test_it_is_for_those_who_may_edit_the_page(self, post, make_user):
        contributor = Client()
        contributor.force_login(make_user("Contributors"))
        assert contributor.get(address(post)).status_code == 302
        post.owner_id = contributor.session["_auth_user_id"]
        Page.objects.filter(pk=post.pk).update(owner_id=post.owner_id)
        assert contributor.get(address(post)).status_code == 200
        assert Client().get(address(post)).status_code == 302

    def test_it_can_be_revoked(self, client, ask):
        made = ask()
        client.post(reverse("revoke_approval", args=[made.link.pk]))
        assert not ApprovalLink.objects.open().exists()


class TestTakingAWording:
    def test_it_is_seen_word_by_word_and_taken_with_one_click(self, client, ask, post, editor):
        given = reword(ask(), post)
        html = client.get(address(post)).content.decode()
        assert 'We kept<span class="addition"> nearly</span> every book.' in html
        client.post(reverse("take_approval_answer", args=[given.pk]))
        assert get_quote(post) == "<p>We kept nearly every book.</p>"
        given.refresh_from_db()
        assert (given.is_taken, given.handled_by) == (True, editor)
        assert given.comment.resolved_by == editor
        assert PageLogEntry.objects.get(action=services.TAKEN).message == "Took the wording of Dr Mina Ahlberg"
        assert "Taken by Edda Torres" in client.get(address(post)).content.decode()

    def test_twice_is_once(self, client, ask, post):
        given = reword(ask(), post)
        for _press in range(2):
            client.post(reverse("take_approval_answer", args=[given.pk]))
        assert PageLogEntry.objects.filter(action=services.TAKEN).count() == 1

    def test_a_live_page_gets_a_draft(self, client, ask, post, editor):
        post.get_latest_revision().publish()
        given = reword(ask(), post)
        client.post(reverse("take_approval_answer", args=[given.pk]))
        live = BlogPage.objects.get(pk=post.pk)
        assert live.has_unpublished_changes
        assert live.body[1].value["text"].source == "<p>We kept every book.</p>"
        assert get_quote(post) == "<p>We kept nearly every book.</p>"

    def test_a_passage_that_changed_meanwhile(self, client, ask, post):
        reword(ask(), post)
        post.body[1].value["text"].source = "<p>We kept each book.</p>"
        post.save_revision(clean=False)
        assert "has been changed since they read it" in client.get(address(post)).content.decode()

    def test_a_passage_that_is_gone(self, client, ask, post):
        given = reword(ask(), post)
        del post.body[1]
        post.save_revision(clean=False)
        assert "Take this wording" not in client.get(address(post)).content.decode()
        response = client.post(reverse("take_approval_answer", args=[given.pk]), follow=True)
        assert "is not in the page any more" in response.content.decode()

    def test_not_while_somebody_else_has_locked_the_page(self, client, ask, post, make_user):
        given = reword(ask(), post)
        Page.objects.filter(pk=post.pk).update(locked=True, locked_by=make_user("Administrators"))
        client.post(reverse("take_approval_answer", args=[given.pk]))
        assert get_quote(post) == "<p>We kept every book.</p>"

    def test_others_may_not(self, ask, post, make_user):
        given = reword(ask(), post)
        other = Client()
        other.force_login(make_user("Contributors"))
        for name in ("take_approval_answer", "finish_approval_answer"):
            other.post(reverse(name, args=[given.pk]))
        given.refresh_from_db()
        assert given.handled_at is None

    def test_it_may_be_left(self, client, ask, post):
        given = reword(ask(), post)
        client.post(reverse("finish_approval_answer", args=[given.pk]))
        given.refresh_from_db()
        assert given.handled_at
        assert not given.is_taken


def test_answers_are_on_the_front_page_until_they_are_dealt_with(client, ask, post, editor):
    given = reword(ask(), post)
    assert "Dr Mina Ahlberg would change a passage" in client.get("/admin/").content.decode()
    services.finish(given, editor)
    assert "would change a passage" not in client.get("/admin/").content.decode()


def test_a_guest_is_erased(ask, post):
    made = ask()
    reword(made, post)
    query = AddressQuery("Mina@example.net")
    HeldEmail.objects.all().delete()
    assert [str(source.label) for source, _found in find_everything(query)] == ["Approval by link"]
    erase_everything(query)
    assert not ApprovalLink.objects.exists()
    assert AHLBERG not in str(list(PageLogEntry.objects.values_list("data", flat=True)))
    assert not post.wagtail_admin_comments.exists()


def test_addresses_go_long_after_the_link(ask):
    made = ask()
    with time_machine.travel(timezone.now() + timedelta(days=14 + 91), tick=False):
        services.delete_old_addresses()
    made.link.refresh_from_db()
    assert (made.link.email, made.link.name) == ("", AHLBERG)
