"""What people complain about with the searches of other sites.

Further complaints have files of their own: snippets and marks (``test_highlighting``), privacy, promotions, the
reports of searches (``test_analytics``, ``test_admin``), facets (``test_results_page``), ranking (``test_ranking``).
"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from demo.builders import (
    block,
    build_document,
    build_event,
    build_person,
    build_post,
    build_topic,
    heading_block,
    paragraph_block,
    quote_block,
)
from tests.media.files import pdf_file, word_file

from .helpers import find, text, titles

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "asked", ["otter-", "-otter-", "otter -", "otter --", "p-8-", "otter- weir-", "'otter", "otter:"]
)
def test_a_sign_at_the_end_is_no_error(client, asked):
    build_post("Otter P-8A weir")
    for path in ("/search/", "/search/results.json", "/search/suggest.json"):
        assert client.get(path, {"q": asked}).status_code == 200
    assert ("Otter P-8A weir" in titles(asked)) == (not asked.startswith("-"))


def test_a_phrase_is_found_in_other_forms_of_its_words():
    build_post("Walls", body=text("The harbour walls were raised."))
    build_post("Apart", body=text("The walls of the harbour were raised."))
    assert titles('"harbour wall"') == ["Walls"]


def test_one_word_too_many_leaves_neither_nothing_nor_everything():
    build_post("Barbara Birch on beds", body=text("Beds."))
    for number in range(12):
        build_post(f"Beds {number}", body=text("About beds."))
    build_post("Telephones")
    found = find("barbara birch telephones")
    assert found.results[0].title == "Barbara Birch on beds"
    assert found.total < 5


@pytest.mark.parametrize("asked", ["Patricia Loring", "patricia lorring", "Loring", "loring patricia", "Mrs Loring"])
def test_whose_name_it_is_comes_first(asked):
    build_person("Patricia", "Loring")
    for number in range(8):
        build_post(f"Patricia Loring remembered, {number}", body=text("Patricia Loring. Loring, Patricia."))
    assert find(asked).results[0].type == "person"


def test_a_name_is_found_with_a_letter_left_out():
    build_person("Simon", "Hoggatt")
    found = find("Hoggat")
    assert (found.results[0].title, found.corrected_query) == ("Simon Hoggatt", "Hoggatt")


def test_the_newer_of_two_comes_first_but_not_before_what_answers_better():
    now = timezone.now()
    build_post("Dredging", date=now - timedelta(days=1500), body=text("Dredging the harbour."))
    build_post("Dredged", date=now - timedelta(days=3), body=text("Dredging the harbour."))
    build_post("News", date=now, body=text("We met. Somebody spoke of dredging. " + "We met. " * 60))
    assert titles("dredging harbour")[:2] == ["Dredged", "Dredging"]
    assert titles("dredging")[-1] == "News"


@pytest.mark.parametrize(
    ("content", "name"), [(pdf_file("Cormorants counted."), "a.pdf"), (word_file("Cormorants counted."), "a.docx")]
)
def test_what_a_file_says_is_found(content, name):
    document = build_document(content, "Survey", filename=name)
    build_post("Birds", body=[block("document", {"document": document.pk, "title": ""})])
    assert titles("cormorants") == ["Survey"]


def test_all_that_visitors_read_is_found_and_nothing_that_they_do_not():
    table = {"data": [["Street", "Homes"], ["Tenter Row", "41"]], "table_caption": "Vacancies"}
    topic, ana = build_topic("Allotments"), build_person("Ana", "Silva", role="Lockkeeper")
    body = [
        heading_block("Findings", level="h3"),
        paragraph_block('<p>Read <a href="https://zanzibar.example/secretword">this</a>.</p>'),
        quote_block("It was cold.", person=ana, role="Ferryman"),
        block("table", table),
    ]
    build_post("Found", body=body, topics=[topic], tags=["marginalia"])
    for word in ("findings", "ferryman", "silva", "tenter", "allotments", "marginalia"):
        assert "Found" in titles(word), word
    for word in ("zanzibar", "secretword", "subsection", "href", "paragraph"):
        assert titles(word, verbatim=True) == [], word


def test_a_beginning_of_a_word_is_enough_where_one_chooses_a_page(editor_client):
    build_post("Otter survey"), build_event("Otter evening")
    for name in ("wagtailadmin_choose_page_search", "wagtailadmin_pages:search"):
        html = editor_client.get(reverse(name), {"q": "ott"}).content.decode()
        assert "Otter survey" in html
        assert "Otter evening" in html


def test_one_facet_holds_all_types():
    housing = build_topic("Housing")
    build_post("Otter", topics=[housing]), build_event("Otter evening", topics=[housing])
    (value,) = find("otter").facets["topic"]
    assert (value.value, value.count) == ("housing", 2)
