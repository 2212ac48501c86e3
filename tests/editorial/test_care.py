"""The care list: each line is there while there is something, and gone once it is put right."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from blog.models import BlogPage
from content.care import get_care_items
from content.checking import check_around
from content.models import ScheduleFailure
from core.models import HeldEmail
from demo.builders import (
    block,
    build_event,
    build_image,
    build_post,
    build_topic,
    paragraph_block,
    quote_block,
    speaker_block,
)
from demo.drawing import draw_portrait
from editorial.care.models import PageReview
from editorial.care.reviews import tell_owners
from media.models import CustomDocument, CustomImage
from search.models import SearchCount, Synonym

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(make_user):
    return make_user("Editors")


@pytest.fixture
def client(editor):
    client = Client()
    client.force_login(editor)
    return client


def lines(user) -> list[str]:
    return [item.text for item in get_care_items(user)]


def make_image(title="Quay", **fields):
    image = build_image(lambda: draw_portrait(3), title, "A quay", filename=f"{title}.png")
    CustomImage.objects.filter(pk=image.pk).update(**({"credit": "Ana Silva"} | fields))
    return CustomImage.objects.get(pk=image.pk)


def image_body(image):
    value = {"image": image.pk, "alt_text": "A quay", "decorative": False, "caption": ""}
    return [block("image", value)]


def test_an_orderly_site_has_none(editor, client):
    assert lines(editor) == []
    assert "Nothing wants looking after." in client.get(reverse("care")).content.decode()


class TestLines:
    def test_links_that_lead_nowhere(self, editor):
        target = build_post("Target")
        post = build_post("Links", body=[paragraph_block(f'<p><a linktype="page" id="{target.pk}">there</a></p>')])
        ReferenceIndex.create_or_update_for_object(post)
        check_around.call(post.pk)
        assert lines(editor) == []
        target.unpublish()
        check_around.call(target.pk)
        assert lines(editor) == ["1 link that leads nowhere"]
        BlogPage.objects.get(pk=target.pk).save_revision().publish()
        check_around.call(target.pk)
        assert lines(editor) == []

    def test_what_the_schedule_refused(self, editor):
        page, now = build_post("Refused", live=False), timezone.now()
        failure = ScheduleFailure.objects.create(
            page=page, revision=page.latest_revision, due_at=now, reasons=["No."], failed_at=now, retry_at=now
        )
        assert lines(editor) == ["1 page refused by the schedule"]
        failure.delete()
        assert lines(editor) == []

    def test_events_without_a_write_up_or_a_recording(self, editor):
        start = timezone.now() - timedelta(days=3)
        event = build_event("Over", starts_at=start, recording_url="https://video.example/1")
        assert lines(editor) == ["1 past event without a write-up or a recording"]
        build_post("Report", event_reported=event)
        assert lines(editor) == []

    def test_guests_named_on_several_pages(self, editor):
        for number in range(2):
            build_post(f"Post {number}", body=[quote_block("Yes.", name=["Dr Mina Ahlberg", "Mina Ahlberg"][number])])
        build_post("Once", body=[quote_block("Yes.", name="Tomas Ferrand")])
        assert lines(editor) == ["1 guest named on several pages"]

    def test_guests_named_beside_their_words_or_in_lists(self, editor):
        item = block("item", {"person": None, "name": "Ola Berg", "role": "", "organisation": ""})
        build_post("In a list", body=[block("speakers", {"heading": "", "people": [item]})])
        post = build_post(
            "In a block", body=[speaker_block("Yes.", name=" Ola Berg"), quote_block("No.", unnamed=True)]
        )
        build_post("Unnamed", body=[quote_block("No.", unnamed=True)])
        assert lines(editor) == ["1 guest named on several pages"]
        post.unpublish()
        assert lines(editor) == []

    def test_searches_that_found_nothing(self, editor):
        today = timezone.localdate()
        SearchCount.objects.create(query="mmu", day=today, searches=3, failures=3)
        SearchCount.objects.create(query="slip", day=today, searches=1, failures=1)
        SearchCount.objects.create(query="found since", day=today - timedelta(days=2), searches=3, failures=3)
        SearchCount.objects.create(query="found since", day=today, searches=1, failures=0, results=4)
        assert lines(editor) == ["1 search that found nothing, more than once"]
        Synonym.objects.create(words="MMU", same_as="Manchester Metropolitan University")
        assert lines(editor) == []

    def test_images(self, editor):
        bad = make_image("Bad", description="", credit="", file_size=6 * 1024 * 1024)
        assert lines(editor) == [
            "1 image without alt text", "1 image without credit", "1 image used nowhere", "1 image over 5 MB"
        ]  # fmt: skip
        CustomImage.objects.filter(pk=bad.pk).update(description="A quay", credit="Ana Silva", file_size=1000)
        assert lines(editor) == ["1 image used nowhere"]

    def test_documents_that_are_too_large_but_no_recordings(self, editor, client):
        sizes = {"Scan.pdf": 11, "Small.pdf": 9, "Talk.MP3": 60}
        for name, megabytes in sizes.items():
            CustomDocument.objects.create(title=name, file=f"documents/{name}", file_size=megabytes * 1024 * 1024)
        assert lines(editor) == ["1 document over 10 MB"]
        html = client.get(reverse("wagtaildocs:index"), {"lacks": "large"}).content.decode()
        assert [name for name in sizes if name in html] == ["Scan.pdf"]
        CustomDocument.objects.update(file_size=1)
        assert lines(editor) == []

    def test_an_image_of_a_draft_is_used(self, editor):
        post, image = build_post("Live"), make_image()
        post.body = image_body(image)
        post.save_revision(clean=False)
        assert lines(editor) == []


class TestReviews:
    def plan(self, client, page, due_on, owner):
        return client.post(reverse("review_page", args=[page.pk]), {"due_on": due_on, "owner": owner.pk})

    def test_the_owner_is_told_once_and_it_stays_until_it_is_moved(self, client, editor):
        editor.email = "edda@example.org"
        editor.save()
        page = build_post("Old words")
        with time_machine.travel("2026-02-02 10:00Z", tick=False) as clock:
            self.plan(client, page, "1 March 2026", editor)
            tell_owners()
            assert (lines(editor), HeldEmail.objects.count()) == ([], 0)
            clock.move_to("2026-03-01 10:00Z")
            assert lines(editor) == ["1 page due for review"]
            for _hour in range(2):
                tell_owners()
            [held] = HeldEmail.objects.all()
            assert held.message["subject"] == "It is time to review “Old words”"
            assert held.message["to"] == ["edda@example.org"]
            assert "Old words" in client.get(reverse("page_reviews")).content.decode()
            self.plan(client, page, "1 March 2027", editor)
            assert lines(editor) == []

    def test_no_date_is_no_review(self, client, editor):
        page = build_post("Old words")
        PageReview.objects.create(page=page, due_on=timezone.localdate(), owner=editor)
        self.plan(client, page, "", editor)
        assert not PageReview.objects.exists()

    def test_a_day_that_has_passed_is_refused(self, client, editor):
        response = self.plan(client, build_post(), "1 March 2020", editor)
        assert "Write a day to come" in response.content.decode()

    def test_it_is_for_those_who_may_edit_the_page(self, make_user, editor):
        client, page = Client(), build_post("Old words")
        client.force_login(make_user("Contributors"))
        self.plan(client, page, "1 March 2090", editor)
        assert not PageReview.objects.exists()


def test_each_line_leads_to_its_list(client):
    make_image("Bad", description="", credit="", file_size=6 * 1024 * 1024)
    good = make_image("Good")
    ReferenceIndex.create_or_update_for_object(build_post("Shows it", body=image_body(good)))
    for key in ("alt", "credit", "unused", "large"):
        html = client.get(reverse("wagtailimages:index"), {"lacks": key}).content.decode()
        assert "Bad" in html
        assert "Good" not in html
    assert client.get(reverse("wagtailimages:index"), {"lacks": "alt", "q": "bad"}).status_code == 200
    assert client.get(reverse("wagtailimages:index"), {"lacks": "x"}).status_code == 200


class TestReplacingEverywhere:
    @pytest.fixture
    def old(self):
        return make_image("Old")

    @pytest.fixture
    def post(self, old):
        return build_post("Shows it", body=image_body(old), hero_image=old)

    def replace(self, client, old, new):
        return client.post(reverse("replace_image", args=[old.pk]), {"by": new.pk})

    def test_it_says_first_where_the_image_is(self, client, old, post):
        html = client.get(reverse("replace_image", args=[old.pk])).content.decode()
        assert "It is shown in 1 place" in html
        assert "Shows it" in html
        assert (
            reverse("replace_image", args=[old.pk])
            in client.get(reverse("wagtailimages:edit", args=[old.pk])).content.decode()
        )

    def test_it_changes_the_live_page_and_its_draft(self, client, old, post):
        post.title = "Shows it still"
        post.save_revision(clean=False)
        new = make_image("New")
        assert (
            "It is shown in 1 place"
            in client.get(reverse("replace_image", args=[old.pk]), {"by": new.pk}).content.decode()
        )
        self.replace(client, old, new)
        live = BlogPage.objects.get(pk=post.pk)
        draft = live.get_latest_revision_as_object()
        for page in (live, draft):
            assert page.hero_image_id == new.pk
            assert page.body.raw_data[0]["value"]["image"] == new.pk
        assert (live.title, draft.title) == ("Shows it", "Shows it still")
        assert CustomImage.objects.filter(pk=old.pk).exists()

    def test_a_page_with_the_number_of_the_image_is_left_alone(self, client, old):
        topic = build_topic()
        Page.objects.filter(pk=old.pk).exists()
        link = paragraph_block(f'<p><a linktype="page" id="{old.pk}">a page</a></p>')
        post = build_post("Links", topics=[topic], body=[link, *image_body(old)])
        self.replace(client, old, make_image("New"))
        body = BlogPage.objects.get(pk=post.pk).body
        assert f'id="{old.pk}"' in body.raw_data[0]["value"]

    def test_not_what_one_may_not_change(self, old, post, make_user):
        contributor = make_user("Contributors")
        CustomImage.objects.filter(pk=old.pk).update(uploaded_by_user=contributor)
        client = Client()
        client.force_login(contributor)
        new = make_image("New")
        self.replace(client, old, new)
        assert BlogPage.objects.get(pk=post.pk).hero_image_id == old.pk

    def test_not_while_a_page_is_locked_by_somebody(self, client, old, post, make_user):
        Page.objects.filter(pk=post.pk).update(locked=True, locked_by=make_user("Administrators"))
        response = self.replace(client, old, make_image("New"))
        assert "is locked" in response.content.decode()
        assert BlogPage.objects.get(pk=post.pk).hero_image_id == old.pk

    def test_junk_changes_nothing(self, client, old, post):
        for junk in ("", "abc", "999999", str(old.pk), "\x00"):
            assert client.post(reverse("replace_image", args=[old.pk]), {"by": junk}).status_code in {200, 400}
        assert BlogPage.objects.get(pk=post.pk).hero_image_id == old.pk
