"""Each heading of a page has an id of its own, and each region a name of its own."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from content.body.names import is_reserved
from core.languages import get_language_choices
from demo.builders import block, build_post, paragraph_block

LANDMARKS = "section[aria-label], aside[aria-label], nav[aria-label], [role=region][aria-label]"
#: Templates whose ids are on no page that holds a body.
ELSEWHERE = {"editors", "editorial", "wordpress", "emails", "wagtailadmin", "personal_data", "bookings"}


def get_soup(client, *body: dict) -> BeautifulSoup:
    return BeautifulSoup(client.get(build_post(body=list(body)).url).content, "html.parser")


def heading(text: str) -> dict:
    return block("heading", {"text": text, "level": "h2"})


def table(caption: str = "") -> dict:
    return block("table", {"data": [["1"]], "table_caption": caption})


@pytest.mark.django_db
class TestHeadings:
    def test_two_of_one_name_have_two_ids(self, client):
        texts = ["Introduction", "Introduction", "Introduction 2", "Introduction", "Über", "🎉"]
        soup = get_soup(client, *(heading(text) for text in texts))
        found = [element.get("id") for element in soup.select(".body h2")]
        assert found == ["introduction", "introduction-3", "introduction-2", "introduction-4", "uber", None]

    @pytest.mark.parametrize(
        "text", ["Main", "Site search", "Related heading", "Share heading", "Facet topic", "Site search suggestions"]
    )
    def test_none_takes_an_id_of_the_page(self, client, text):
        soup = get_soup(client, heading(text), heading(text))
        ids = [element["id"] for element in soup.select("[id]")]
        assert len(ids) == len(set(ids))
        assert soup.select_one(soup.select_one(".skip-link")["href"]).name == "main"


def test_all_ids_of_templates_are_reserved():
    root = Path(settings.BASE_DIR) / "templates"
    found = {
        value
        for path in root.rglob("*.html")
        if path.relative_to(root).parts[0] not in ELSEWHERE
        for value in re.findall(r'\bid="([\w-]+)"', path.read_text())
    }
    assert "main" in found
    assert {value for value in found if not is_reserved(value)} == set()


@pytest.mark.django_db
def test_regions_are_told_apart_by_their_names(client):
    def speaker(name: str) -> dict:
        return block("speaker", {"name": name, "text": "<p>Words.</p>"})

    soup = get_soup(
        client,
        *(speaker(name) for name in ("Ada Quill", "Ida Moss", "Ada Quill")),
        *(table(caption) for caption in ("", "Visits", "", "Visits")),
        *(block("code", {"text": "x", "language": language}) for language in ("python", "", "python", "")),
        *(block("callout", {"heading": "Key points", "text": "<p>One.</p>"}) for _number in range(2)),
    )
    names = [element["aria-label"] for element in soup.select(f".body :is({LANDMARKS})")]
    assert names == [
        *("Ada Quill", "Ida Moss", "Ada Quill (2)"),
        *("Table", "Visits", "Table (2)", "Visits (2)"),
        *("Code in python", "Code", "Code in python (2)", "Code (2)"),
        *("Key points", "Key points (2)"),
    ]
    every = [element["aria-label"] for element in soup.select(LANDMARKS)]
    assert len(every) == len(set(every))


@pytest.mark.django_db
class TestLanguages:
    def test_what_people_wrote_has_its_own_direction(self, client):
        body = [
            heading("مقدمة"),
            paragraph_block("<p>שלום עולם</p><p>Hello</p><ul><li>واحد</li></ul>"),
            block("quote", {"text": "<p>مرحبا</p>", "name": "نور الهدى", "role": "كاتبة"}),
            block("details", {"summary": "תוכן", "text": "<p>Words.</p>"}),
        ]
        soup = BeautifulSoup(client.get(build_post("مرحبا بكم", summary="ملخص", body=body).url).content, "html.parser")
        assert soup.select_one("h1")["dir"] == "auto"
        for selector in (".body h2", ".prose p", ".prose ul", ".quote p", ".quote__name", ".quote__role", "summary"):
            assert [element.get("dir") for element in soup.select(selector)].count("auto") >= 1, selector
        assert all(element["dir"] == "auto" for element in soup.select(".prose p"))
        assert "dir" not in soup.select_one(".prose li").attrs
        teaser = BeautifulSoup(client.get("/blog/").content, "html.parser").select_one(".teaser__title")
        assert teaser["dir"] == "auto"

    def test_a_language_is_said_for_a_post_a_quote_and_a_passage(self, client):
        body = [
            paragraph_block("<p>Es war einmal.</p>"),
            block("quote", {"text": "<p>Alea iacta est.</p>", "name": "Gaius", "language": "la"}),
            block("extract", {"text": "<p>Il était une fois.</p>", "language": "fr"}),
        ]
        post = build_post("Ein Bericht", language="de", body=body)
        soup = BeautifulSoup(client.get(post.url).content, "html.parser")
        assert soup.html["lang"] == "en-gb"
        assert soup.select_one("h1")["lang"] == soup.select_one(".body")["lang"] == "de"
        assert soup.select_one(".quote__text")["lang"] == "la"
        assert soup.select_one(".extract__text")["lang"] == "fr"
        assert BeautifulSoup(client.get("/blog/").content, "html.parser").select_one(".teaser__title")["lang"] == "de"
        assert post.quotes.get().language == "la"
        assert '&lt;div lang="de"&gt;' in client.get("/blog/feed/").content.decode()

    def test_a_language_is_chosen_by_its_name(self):
        choices = dict(get_language_choices())
        assert (choices["de"], choices["cy"], choices["ar"], choices["la"]) == ("German", "Welsh", "Arabic", "Latin")
