"""What somebody with an approval link sees and does, and what nobody else does."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from wagtail.models import Comment, PageLogEntry

from demo.builders import publish
from editorial.approval import services
from editorial.approval.models import ApprovalAnswer

from .conftest import AHLBERG, FERRAND

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest():
    return Client(enforce_csrf_checks=True)


def open_link(client, made):
    return client.get(f"/approve/{made.token}/")


def send(client, made, answer, **data):
    return client.post(f"/approve/{made.token}/", {"answer": answer, **data})


class TestTheLink:
    def test_it_shows_its_version(self, guest, ask, post):
        made = ask()
        post.title = "Who pays in the end?"
        publish(post)
        response = open_link(guest, made)
        html = response.content.decode()
        assert response.status_code == 200
        assert "Who pays for it?" in html
        assert "in the end" not in html
        assert "The hall was full." in html
        assert "Edda Torres asks you to read this" in html
        assert "site-header" not in html
        # Links to what visitors see of it, and ones that would copy the guest's own address.
        assert "/cite/" not in html
        assert "data-copy-link" not in html

    def test_it_is_kept_and_indexed_nowhere(self, guest, ask):
        response = open_link(guest, ask())
        assert {"private", "no-store"} < set(response["Cache-Control"].split(", "))
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert '<meta name="robots" content="noindex">' in response.content.decode()
        assert not response.cookies

    def test_it_may_show_one_speakers_passages_alone(self, guest, ask):
        html = open_link(guest, ask(speaker=AHLBERG)).content.decode()
        assert "We kept every book." in html
        assert "The hall was full." not in html
        assert "He counted the buses." not in html
        assert "Who pays for it?, in brief" not in html

    def test_its_secret_is_not_stored(self, ask):
        made = ask()
        assert len(made.token) == 43
        assert made.token not in str(made.link.__dict__)
        assert made.link.token_hash == services.hash_token(made.token)

    def test_it_ends(self, guest, ask, editor):
        late, revoked = ask(days=7), ask()
        services.revoke(revoked.link, editor)
        response = open_link(guest, revoked)
        assert response.status_code == 404
        assert "This link has ended" in response.content.decode()
        assert "Who pays" not in response.content.decode()
        with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1), tick=False):
            assert open_link(guest, late).status_code == 404
            assert send(guest, late, "approve").status_code == 404

    def test_it_leads_nowhere_once_its_page_is_gone(self, guest, ask, post, editor):
        made = ask()
        post.delete()
        assert open_link(guest, made).status_code == 404

    def test_nothing_is_below_it(self, guest, ask):
        made = ask()
        for end in ("edit/", "revoke/", "page/", "x.json", "../../admin/"):
            assert guest.get(f"/approve/{made.token}/{end}").status_code in {302, 404}


def test_guesses_lead_nowhere(guest, ask):
    made = ask()
    guesses = [f"{made.token[:-2]}{number:02x}" for number in range(200)]
    with time_machine.travel(timezone.now(), tick=False):  # the limit is by the minute
        statuses = [guest.get(f"/approve/{guess}/").status_code for guess in guesses if guess != made.token]
    assert set(statuses) == {404, 429}
    assert statuses.count(404) <= 11
    assert open_link(guest, made).status_code == 200


class TestAnswers:
    def test_approval(self, guest, ask, post, django_capture_on_commit_callbacks):
        made = ask()
        with django_capture_on_commit_callbacks(execute=True):
            response = send(guest, made, "approve")
        assert (response.status_code, response["Location"]) == (302, f"/approve/{made.token}/#approval-answered")
        assert "You approved this version" in open_link(guest, made).content.decode()
        [message] = mail.outbox
        assert message.subject == "Dr Mina Ahlberg approved “Who pays for it?”"
        assert (message.to, message.reply_to) == (["edda@example.org"], ["mina@example.net"])
        assert f"/admin/pages/{post.pk}/approvals/" in message.body
        entry = PageLogEntry.objects.get(page=post.pk, action=services.APPROVED)
        assert entry.revision == made.link.revision
        assert entry.message == "Dr Mina Ahlberg approved this version, by a link"

    def test_a_second_press_approves_once(self, guest, ask):
        made = ask()
        send(guest, made, "approve")
        send(guest, made, "approve")
        assert made.link.answers.count() == 1

    def test_comment(self, guest, ask, post, editor, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            send(guest, ask(), "comment", text="The second figure is <wrong>.")
        comment = Comment.objects.get(page=post.pk)
        assert (comment.user, comment.contentpath) == (editor, "title")
        assert comment.text == "Dr Mina Ahlberg: “The second figure is <wrong>.”"
        assert mail.outbox[0].subject == "Dr Mina Ahlberg commented on “Who pays for it?”"
        assert "The second figure is <wrong>." in mail.outbox[0].body
        assert "&lt;wrong&gt;" in mail.outbox[0].alternatives[0][0]

    def test_an_empty_comment_is_refused(self, guest, ask):
        response = send(guest, ask(), "comment", text=" ")
        assert response.status_code == 200
        assert "There is a problem" in response.content.decode()
        assert not ApprovalAnswer.objects.exists()

    def test_own_wording(self, guest, ask, post):
        made = ask(speaker=AHLBERG)
        send(guest, made, "passage-0", **{"passage-0-text": "We kept nearly every book."})
        given = ApprovalAnswer.objects.get()
        quote = post.body[1]
        assert (given.kind, given.path) == ("passage", f"body.{quote.id}.text")
        assert given.text == "We kept nearly every book."
        assert given.comment.contentpath == given.path
        assert given.comment.has_valid_contentpath(post)

    def test_only_own_passages_can_be_written(self, guest, ask):
        made = ask(speaker=FERRAND)
        send(guest, made, "passage-1", **{"passage-1-text": "No."})
        assert not ApprovalAnswer.objects.exists()

    def test_the_same_words_are_no_answer(self, guest, ask):
        made = ask(speaker=AHLBERG)
        response = send(guest, made, "passage-0", **{"passage-0-text": "We kept every book."})
        assert "This is the passage as it was" in response.content.decode()

    @pytest.mark.parametrize("junk", ["", "passage-99", "passage-x", "take", "\x00"])
    def test_junk_changes_nothing(self, guest, ask, junk):
        assert send(guest, ask(), junk, text="\x00" * 9).status_code in {200, 302, 400}
        assert not ApprovalAnswer.objects.exists()

    def test_they_are_limited(self, guest, ask):
        made = ask()
        statuses = [send(guest, made, "nothing").status_code for _number in range(31)]
        assert statuses == [302] * 30 + [429]
        caches["default"].clear()
