"""Bodies preload the records that their blocks refer to, and are validated by one thread at a time."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from blog.models import BlogPage
from content.body.blocks import BodyStreamBlock
from content.body.rich_text import linked_page_ids
from demo.builders import (
    block,
    build_event,
    build_image,
    build_page,
    build_person,
    build_post,
    paragraph_block,
    quote_block,
    speaker_block,
)
from demo.drawing import draw_portrait


def count_queries(function) -> int:
    with CaptureQueriesContext(connection) as captured:
        function()
    return len(captured)


@pytest.mark.django_db
class TestPreloading:
    def test_people_images_and_links_cost_a_query_each_however_many_there_are(self):
        image = build_image(lambda: draw_portrait(1), "Portrait", "A portrait", filename="p.jpg")
        image.get_rendition("fill-160x160")
        people = [build_person("P", f"Number{n}", photo=image) for n in range(4)]
        pages = [build_page(f"Page {n}") for n in range(3)]
        body = [quote_block("q", person=person) for person in people]
        body += [speaker_block("s", person=people[0]), block("speakers", {"heading": "", "people": []})]
        body += [paragraph_block(f'<p><a linktype="page" id="{page.pk}">there</a></p>') for page in pages]
        picture = {"image": image.pk, "alt_text": "", "decorative": False, "caption": "", "credit_text": ""}
        body += [block("image", picture), block("related", {"heading": "r", "chosen": [pages[0].pk]})]
        post = BlogPage.objects.get(pk=build_post(body=body).pk)

        def read():
            text = "".join(str(item.value) for item in post.body if item.block_type == "paragraph")
            assert all(f'href="{page.url}"' in text for page in pages)
            assert [item.value.person.photo for item in post.body if item.block_type == "quote"] == [image] * 4
            assert post.body[0].value.portrait.get_rendition("fill-160x160").pk

        Site.get_site_root_paths()
        assert count_queries(read) == 3

    def test_a_deleted_record_is_none(self):
        gone = build_page()
        body = [paragraph_block(f'<p><a linktype="page" id="{gone.pk}">there</a></p>'), quote_block("q", name="Guest")]
        body[1]["value"]["person"] = 999_999
        post = build_post(body=body)
        gone.delete()
        post = BlogPage.objects.get(pk=post.pk)
        assert "<a>there</a>" in str(post.body[0].value)
        assert post.body[1].value.person is None

    def test_a_body_without_blocks_needs_no_query(self):
        post = BlogPage.objects.get(pk=build_post(body=[]).pk)
        assert count_queries(lambda: list(post.body)) == 0

    def test_a_preview_of_an_unsaved_body(self):
        event, person, other = build_event("The hearing"), build_person("Ana", "Silva"), build_page("Opening hours")
        hidden = build_event("The secret hearing", live=False)
        post = build_post()
        post.body = [
            ("paragraph", "<p>Unsaved words.</p>"),
            ("quote", {"text": "<p>q</p>", "person": person}),
            ("event", {"which": "chosen", "page": event}),
            ("event", {"which": "chosen", "page": hidden}),
            ("related", {"heading": "See also", "chosen": [other]}),
        ]
        html = post.make_preview_request(preview_mode="").content.decode()
        for text in ("Unsaved words.", "Ana Silva", "The hearing", "Opening hours"):
            assert text in html
        assert "The secret hearing" not in html


def test_links_are_found_whatever_the_order_of_attributes():
    html = '<p><a id="3" linktype="page">x</a> <a linktype="page" id="4">y</a> <a href="/z" id="5">z</a></p>'
    assert linked_page_ids(html) == {3, 4}


def test_drafts_and_publication_are_checked_side_by_side():
    """Wagtail makes required fields optional while it validates a draft, in blocks that all threads share."""
    body = BodyStreamBlock()
    wordless = body.normalize([("quote", {"text": "", "name": ""})])
    refused_drafts, accepted, stop = [], [], threading.Event()

    def save_drafts():
        while not stop.is_set():
            try:
                body.clean_deferred(wordless)
            except ValidationError as refusal:
                refused_drafts.append(refusal)

    threads = [threading.Thread(target=save_drafts) for _ in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(300):
        with pytest.raises(ValidationError) as refusal:
            body.clean(wordless)
        if "text" not in refusal.value.block_errors[0].block_errors:
            accepted.append(refusal.value)
    stop.set()
    for thread in threads:
        thread.join()
    assert not refused_drafts
    assert not accepted
