"""The plain text of bodies for search: everything that visitors read, and nothing that only editors see."""

from datetime import UTC, datetime

import pytest

from content.body.search_text import plain_text_lines, stream_text
from demo.builders import block, build_event, build_post, heading_block, paragraph_block, quote_block

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One  line\nof text.</p><p>Another.</p>", "One line of text.\nAnother."),
        ("<ul><li>Tea</li><li>Soup</li></ul>", "Tea\nSoup"),
        ('<p>All <b>of</b> <a href="/">it</a><br/>goes on</p><hr/>', "All of it\ngoes on"),
        ("<h2>Head</h2><blockquote>Said</blockquote>", "Head\nSaid"),
        ("<p>R&amp;D &lt;b&gt;, 5&nbsp;km</p>", "R&D <b>, 5 km"),
        ("<p></p><p> </p>", ""),
        ("", ""),
    ],
)
def test_rich_text_is_a_line_a_paragraph(html, text):
    assert plain_text_lines(html) == text


def test_a_body_is_a_line_a_piece():
    table = {"data": [["Street", "Homes"], ["Tenter Row", "41"]], "table_caption": "Empty homes"}
    body = [
        heading_block("What we found"),
        paragraph_block("<p>First.</p><p>Second.</p>"),
        quote_block("It was cold.", name="Zoe Field", role="Baker"),
        block("table", table),
    ]
    expected = {"What we found", "First.", "Second.", "It was cold.", "Zoe Field", "Baker", "Tenter Row", "41"}
    found = stream_text(build_post(body=body).body).split("\n")
    assert expected <= set(found)
    assert found.index("First.") < found.index("Second.") < found.index("It was cold.")


def test_the_choices_of_the_editors_form_are_no_text():
    event = build_event("Otter evening")
    body = [
        heading_block("Found", level="h3"),
        block("event", {"which": "chosen", "page": event.pk, "heading": "Next"}),
    ]
    assert stream_text(build_post(body=body).body) == "Found\nNext"


def test_the_parts_of_an_event_are_lines():
    session = {"time": "18:00:00", "title": "Openings", "description": "Two short ones."}
    starts_at = datetime(2026, 1, 5, 18, tzinfo=UTC)
    agenda = [block("session", session)]
    event = build_event("Otter evening", place="The Long Room", starts_at=starts_at, agenda=agenda)
    assert event.get_search_content().body.split("\n") == ["Openings", "Two short ones.", "The Long Room"]
