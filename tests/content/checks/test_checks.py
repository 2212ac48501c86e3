"""What must be right before a page is published, and what could be better."""

import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from PIL import Image

from blog.models import BlogPage
from content.checking import check_due_pages
from content.findings import PageFinding, update_findings
from content.publishing import iter_findings
from demo.builders import (
    block,
    build_event,
    build_image,
    build_person,
    build_post,
    build_publication,
    build_topic,
    heading_block,
    paragraph_block,
    publish,
    quote_block,
)

pytestmark = pytest.mark.django_db


def find(page, *, required: bool | None = None) -> list[tuple[str, str]]:
    """Return the message and the place of each finding in the latest version of a page."""
    found = iter_findings(page.get_latest_revision_as_object(), is_required=required)
    return [(finding.message, finding.place) for _check, finding in found]


def ready_post(**fields) -> BlogPage:
    return build_post(topics=[build_topic()], live=False, **fields)


def draw() -> bytes:
    Image.new("RGB", (40, 30)).save(file := io.BytesIO(), "PNG")
    return file.getvalue()


def link(page) -> str:
    return f'<p>See <a linktype="page" id="{page.pk}">the report</a>.</p>'


def test_a_page_that_is_ready():
    assert find(ready_post()) == []
    assert find(build_publication(topics=[build_topic("Towns")])) == []
    assert find(build_event(topics=[build_topic("Cities")])) == []


def test_required_fields():
    post = ready_post(summary="", title="Untitled", body=[])
    assert find(post, required=True) == [
        ("Give the page a title before it is published.", "title"),
        ("Summary is missing.", "summary"),
        ("Body is missing.", "body"),
    ]


def test_an_event_needs_its_place_and_times():
    event = build_event(live=False, place="", topics=[build_topic()])
    event.starts_at = None
    event.save_revision(clean=False)
    assert ("Starts is missing.", "starts_at") in find(event, required=True)


def test_a_programme_that_does_not_fit_leads_to_its_block():
    session = block("session", {"time": "03:00", "ends": None, "day": None, "title": "At night", "speakers": []})
    event = build_event(live=False, topics=[build_topic()], agenda=[session])
    event.starts_at, event.ends_at = (datetime(2030, 4, 25, hour, tzinfo=UTC) for hour in (17, 19))
    event.save_revision(clean=False)
    ((message, place),) = find(event, required=True)
    assert place == session["id"]
    assert "StreamBlock" not in message


def test_a_quote_needs_a_speaker():
    quote = quote_block("We lost the key.")
    assert find(ready_post(body=[quote]), required=True) == [
        ("Person: Choose a person, or type the name of a guest.", quote["id"])
    ]


def test_a_byline_needs_a_name():
    assert find(ready_post(authors=[{"role": "Keeper"}]), required=True) == [
        ("Choose a person, or type the name of a guest.", "authors")
    ]


def test_topics_are_advised():
    assert find(build_post(), required=False) == [
        ("No topic is chosen. Topics are how readers find it later.", "topics")
    ]


def test_alt_texts():
    image = build_image(draw, "Hall", "", filename="hall.png")
    value = {"image": image.pk, "alt_text": "", "decorative": False, "caption": "", "credit_text": ""}
    bad, decorative = block("image", value), block("image", value | {"decorative": True})
    gallery = block("gallery", {"heading": "", "images": [value | {"alt_text": "A hall"}, value]})
    found = find(ready_post(body=[bad, decorative, gallery], hero_image=image), required=False)
    assert [place for _message, place in found] == ["hero_image", bad["id"], gallery["id"]]


def test_headings_in_order():
    good = [heading_block("One"), heading_block("Two", "h3"), heading_block("Three")]
    wrong = heading_block("Four", "h4")
    assert find(ready_post(body=[*good, wrong])) == [
        ("“Four” is a smaller heading than its place: no section is above it.", wrong["id"])
    ]


@pytest.mark.parametrize("words", ["click here", "Here", "read more …", "https://example.org/a"])
def test_links_that_say_nothing(words):
    text = paragraph_block(f'<p>Of the report <a href="https://example.org/a">{words}</a>.</p>')
    assert [place for _message, place in find(ready_post(body=[text]))] == [text["id"]]


def test_links_that_lead_nowhere():
    draft, gone = build_post("A draft", live=False), build_post("Gone")
    text = paragraph_block(link(draft) + link(gone) + link(build_post("Public")))
    post = ready_post(body=[text])
    gone.delete()
    assert find(post) == [
        ("“A draft” is linked or named, but is not public: readers cannot open it.", text["id"]),
        ("A link leads to a page that was deleted. Remove it.", text["id"]),
    ]


@pytest.mark.parametrize(
    "html", ["<p>- one</p><p>- two</p>", "<p>• one</p>", "<p>1. one</p><p>2. two</p>", "<p>* one<br/>* two</p>"]
)
def test_typed_lists(html):
    assert len(find(ready_post(body=[paragraph_block(html)]))) == 1


@pytest.mark.parametrize("html", ["<p>– no, said Ada.</p>", "<p>2026 was dry.</p>", "<ul><li>one</li></ul>"])
def test_no_lists(html):
    assert find(ready_post(body=[paragraph_block(html)])) == []


def test_sentences_that_are_hard_to_read():
    long = "word " * 41 + "end."
    text = paragraph_block(f"<p>Dr. Ito spoke at 9 a.m. on Monday. {long}</p>")
    quote = quote_block(long, name="Zoe Field")
    found = find(ready_post(body=[text, quote]))
    assert found == [
        ("A sentence has 42 words, which is hard to read: “word word word word word word word word …”", text["id"])
    ]


def test_people_with_a_namesake():
    quill = build_person("Ida", "Quill", role="Keeper")
    build_person("Ida", "Quill")
    guest = quote_block("We lost the key.", name="Dr Ida Quill")
    found = find(ready_post(authors=[{"person": quill}], body=[guest]))
    assert found == [("There is more than one Ida Quill here. Check that the right one is chosen (Keeper).", "authors")]
    assert [place for _message, place in find(ready_post(body=[guest]))] == [guest["id"]]


def test_an_announcement_of_what_is_over():
    event = build_event(live=False, topics=[build_topic()], starts_at=datetime(2018, 4, 25, 17, tzinfo=UTC))
    assert find(event) == [("The event is over already. Check its date, above all the year.", "starts_at")]


class TestStoredFindings:
    def test_the_site_is_checked(self):
        post = build_post()
        check_due_pages()
        assert list(PageFinding.objects.filter(page=post).values_list("check_key", flat=True)) == ["topics"]

    def test_what_is_published_again_is_checked_again(self):
        post = build_post()
        check_due_pages()
        post.topics = [build_topic()]
        publish(post)
        check_due_pages()
        assert not PageFinding.objects.filter(page=post).exists()

    def test_each_page_is_checked_again_after_a_day(self):
        post, target = build_post(topics=[build_topic()]), build_post("Target", topics=[build_topic("Towns")])
        post.body = [paragraph_block(link(target))]
        publish(post)
        check_due_pages()
        assert not PageFinding.objects.filter(page=post).exists()
        target.unpublish()
        check_due_pages()
        assert not PageFinding.objects.filter(page=post).exists()
        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            check_due_pages()
        assert PageFinding.objects.get(page=post).check_key == "links"

    def test_what_is_put_right_is_gone(self):
        post = build_post()
        update_findings([post])
        post.topics = [build_topic()]
        update_findings([publish(post)])
        assert not PageFinding.objects.filter(page=post).exists()

    def test_a_batch_of_pages_costs_a_bounded_number_of_queries(self, django_assert_max_num_queries):
        posts = [build_post(f"Post {number}", body=[paragraph_block()] * 3) for number in range(10)]
        loaded = list(BlogPage.for_indexing().filter(pk__in=[post.pk for post in posts]))
        with django_assert_max_num_queries(12 * 10):
            update_findings(loaded)
