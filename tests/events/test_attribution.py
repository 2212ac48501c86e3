"""The Chatham House Rule: whose names appear, and what may be published."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import StructBlockValidationError
from wagtail.log_actions import log
from wagtail.models import PageLogEntry, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import BlogIndexPage, BlogPage
from content.publishing import PublicationRefusedError
from content.schedule_failures import SCHEDULE_FAILED
from demo.builders import block, build_event, build_person, build_post, publish, quote_block, speaker_block
from events.models import EventPage
from people.blocks import QuoteBlock
from search.models import SearchDocument

pytestmark = pytest.mark.django_db
RULE = EventPage.AttributionRule.CHATHAM_HOUSE
WORDS = "The ferry was never going to pay for itself and everybody knew"


@pytest.fixture
def person():
    return build_person("Ida", "Quill")


@pytest.fixture
def event(person):
    return build_event("Closed doors", attribution=RULE, speakers=[{"person": person}, {"name": "Tomas Ferrand"}])


def unnamed(kind=quote_block, **fields):
    made = kind(WORDS, **fields)
    made["value"]["unnamed"] = True
    return made


class TestNamesAreHidden:
    def test_from_the_page_the_index_and_the_persons_page(self, client, event, person):
        html = client.get(event.url).content.decode()
        assert "Quill" not in html
        assert "Ferrand" not in html
        document = SearchDocument.objects.get(page=event, anchor="")
        assert (document.people, document.person_ids) == ([], [])
        assert "Ferrand" not in client.get("/search/", {"q": "doors"}).content.decode()
        assert "Closed doors" not in client.get(person.url).content.decode()

    @pytest.mark.parametrize("fields", [{"attribution": "on_record"}, {"speakers_public": True}])
    def test_unless_they_are_public(self, client, event, person, fields):
        for name, value in fields.items():
            setattr(event, name, value)
        publish(event)
        assert "Ferrand" in client.get(event.url).content.decode()
        assert "Closed doors" in client.get(person.url).content.decode()
        assert SearchDocument.objects.get(page=event, anchor="").people == ["Ida Quill", "Tomas Ferrand"]

    def test_the_rule_in_the_database_is_the_rule_of_one_event(self, event, person):
        for attribution in EventPage.AttributionRule:
            for public in (False, True):
                event.attribution, event.speakers_public = attribution, public
                event.save()
                found = EventPage.objects.spoken_at_by(person).filter(pk=event.pk).exists()
                assert found == event.names_are_shown == bool(event.shown_speakers)


class TestPosts:
    @pytest.mark.parametrize("kind", [quote_block, speaker_block])
    @pytest.mark.parametrize("named", ["person", "guest"])
    def test_a_name_is_refused_and_the_block_is_told(self, event, person, kind, named):
        voice = {"person": person} if named == "person" else {"name": "Tomas Ferrand"}
        post = build_post(live=False, event_reported=event, body=[unnamed(), kind(WORDS, **voice)])
        with pytest.raises(PublicationRefusedError) as refusal:
            publish(post)
        told = " ".join(refusal.value.messages)
        assert "Block 2" in told
        assert "“The ferry was never going to pay for …”" in told
        assert ("Ida Quill" if named == "person" else "Tomas Ferrand") in told
        assert "Block 1" not in told
        assert not BlogPage.objects.get(pk=post.pk).live

    def test_a_cast_is_refused_unless_the_speakers_are_public(self, event, person):
        cast = block(
            "speakers",
            {"heading": "Who spoke", "people": [{"type": "item", "id": "1", "value": {"person": person.pk}}]},
        )
        post = build_post(live=False, event_reported=event, body=[cast])
        with pytest.raises(PublicationRefusedError):
            publish(post)
        event.speakers_public = True
        publish(event)
        assert publish(post).live

    def test_words_without_a_name_are_published(self, client, event):
        post = build_post(event_reported=event, body=[unnamed(role="A harbour officer"), unnamed(speaker_block)])
        html = client.get(post.url).content.decode()
        assert "A participant" in html
        assert "A harbour officer" in html
        assert SearchDocument.objects.get(page=post, anchor="").people == []

    def test_of_a_private_event_not_even_those(self, event):
        event.attribution = EventPage.AttributionRule.PRIVATE
        publish(event)
        post = build_post(live=False, event_reported=event, body=[unnamed()])
        with pytest.raises(PublicationRefusedError, match="private"):
            publish(post)

    def test_other_posts_name_whom_they_like(self, event, person):
        other = build_event("Open doors")
        assert build_post(event_reported=other, body=[quote_block(WORDS, person=person)]).live
        assert build_post(body=[quote_block(WORDS, person=person)]).live


def send(client, event, *, action: str | None):
    body = [("quote", {"text": rich_text(f"<p>{WORDS}</p>"), "name": "Tomas Ferrand", "role": ""})]
    data = {
        "title": "Behind the doors",
        "summary": "In brief.",
        "date": "2026-03-01 09:30",
        "body": streamfield(body),
        "event_reported": event.pk,
        "authors": inline_formset([]),
        "related_posts": inline_formset([]),
        "corrections": streamfield([]),
    }
    if action:
        data[action] = "1"
    return client.post(f"/admin/pages/add/blog/blogpage/{BlogIndexPage.objects.get().pk}/", nested_form_data(data))


class TestInTheAdmin:
    @pytest.mark.parametrize("action", ["action-publish", "action-submit"])
    def test_the_form_refuses_and_keeps_what_was_typed(self, editor_client, event, action):
        response = send(editor_client, event, action=action)
        assert response.status_code == 200
        html = response.content.decode()
        assert "Chatham House Rule" in html
        assert "Block 1 (Quote, “The ferry was never going to pay for …”): Tomas Ferrand." in html
        assert not BlogPage.objects.exists()

    def test_a_draft_may_hold_names(self, editor_client, event):
        assert send(editor_client, event, action=None).status_code == 302
        assert not BlogPage.objects.get().live

    def submitted_before_the_rule(self, make_user) -> BlogPage:
        event = build_event("Open doors")
        post = build_post(live=False, event_reported=event, body=[quote_block(WORDS, name="Tomas Ferrand")])
        Workflow.objects.get().start(post, make_user("Contributors"))
        event.attribution = RULE
        publish(event)
        return post

    @pytest.mark.parametrize("modal", [False, True])
    def test_an_approval_is_refused_with_a_message(self, make_user, editor_client, modal):
        post = self.submitted_before_the_rule(make_user)
        state = post.current_workflow_task_state
        headers = {"x-requested-with": "XMLHttpRequest"} if modal else {}
        address = reverse("wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.pk])
        response = editor_client.post(address, {"comment": ""}, headers=headers)
        leads_to = response.json()["redirect"] if modal else response.url
        assert leads_to == f"/admin/pages/{post.pk}/edit/"
        assert "Block 1" in editor_client.get(leads_to).content.decode()
        post = BlogPage.objects.get(pk=post.pk)
        assert not post.live
        assert post.workflow_in_progress

    def test_a_bulk_action_is_refused_with_a_message(self, editor_client, event):
        post = build_post(live=False, event_reported=event, body=[quote_block(WORDS, name="Tomas Ferrand")])
        address = f"/admin/bulk/wagtailcore/page/publish/?id={post.pk}&next=/admin/pages/"
        response = editor_client.post(address, {"include_descendants": ""}, follow=True)
        assert "Block 1" in response.content.decode()
        assert not BlogPage.objects.get(pk=post.pk).live


def test_the_clock_leaves_what_breaks_the_rule_and_publishes_the_rest():
    event = build_event("Open doors", starts_at=timezone.now())
    soon = timezone.now() + timedelta(hours=1)
    bad = build_post(
        "Bad", live=False, event_reported=event, body=[quote_block(WORDS, name="Ferrand")], go_live_at=soon
    )
    good = build_post("Good", live=False, go_live_at=soon + timedelta(minutes=1))
    for post in (bad, good):
        post.save_revision().publish()
    event.attribution = RULE
    publish(event)
    with time_machine.travel(soon + timedelta(hours=1)):
        call_command("publish_scheduled")
        assert not BlogPage.objects.get(pk=bad.pk).live
        assert BlogPage.objects.get(pk=good.pk).live
        assert bad.revisions.filter(approved_go_live_at__isnull=False).exists()
    entry = PageLogEntry.objects.get(page_id=bad.pk, action=SCHEDULE_FAILED)
    assert "Block 1" in entry.formatter.format_message(entry)


def test_a_rule_that_published_posts_break_is_refused_with_their_list(make_user):
    event = build_event("Open doors")
    build_post("Frank words", event_reported=event, body=[quote_block(WORDS, name="Tomas Ferrand")])
    build_post("Careful words", event_reported=event, body=[unnamed()])
    event.attribution = RULE
    with pytest.raises(PublicationRefusedError) as refusal:
        publish(event)
    told = " ".join(refusal.value.messages)
    assert "“Frank words”" in told
    assert "Careful words" not in told
    assert EventPage.objects.get(pk=event.pk).attribution == EventPage.AttributionRule.ON_RECORD
    BlogPage.objects.get(title="Frank words").unpublish()
    assert publish(event).attribution == RULE


def test_an_event_keeps_its_rule_on_its_own_page(event):
    event.body = [quote_block(WORDS, name="Tomas Ferrand")]
    with pytest.raises(PublicationRefusedError, match="Block 1"):
        publish(event)


def test_the_history_tells_of_a_refused_schedule(editor_client):
    post = build_post()
    log(instance=post, action=SCHEDULE_FAILED, data={"reasons": ["A reason."]})
    assert "A reason." in editor_client.get(f"/admin/pages/{post.pk}/history/").content.decode()


def test_unnamed_and_named_at_once_is_refused(person):
    value = QuoteBlock().to_python(unnamed(person=person)["value"])
    with pytest.raises(StructBlockValidationError) as refusal:
        QuoteBlock().clean(value)
    assert "unnamed" in refusal.value.block_errors


def test_only_the_admin_turns_a_refusal_into_a_message(event, settings):
    post = build_post(live=False, event_reported=event, body=[quote_block(WORDS, name="Tomas Ferrand")])
    with pytest.raises(PublicationRefusedError):
        post.get_latest_revision().publish()
    assert Client().get("/").status_code == 200
