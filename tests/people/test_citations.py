"""Citations of posts and quotes: in words, and as files that reference managers read."""

import json
import re
from datetime import UTC, datetime

import pytest
from citeproc.source.bibtex import BibTeX

from demo.builders import build_event, build_person, build_post, paragraph_block, quote_block
from people.citations.formats import FORMATS
from people.citations.items import make_page_item, make_quote_item
from people.citations.names import make_name
from people.citations.styles import STYLES, format_citation
from people.credits import Attribution

BLOCK = "0b7c4c1e-6a0f-4b5e-9a55-6c5e7b9f0a11"
TITLE = "Who pays for the bus & <b>why</b>? 50%"


class Guest(Attribution):
    person = None

    def __init__(self, name: str):
        self._name = name

    @property
    def name(self) -> str:
        return self._name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dr Mina Ahlberg, MP", {"family": "Ahlberg", "given": "Mina"}),
        ("Jan van der Berg", {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}),
        ("Ludwig von Ense", {"family": "Ense", "given": "Ludwig", "non-dropping-particle": "von"}),
        ("Otis Lamp Jr", {"family": "Lamp", "given": "Otis", "suffix": "Jr"}),
        ("Prof Ana Silva e Costa PhD", {"family": "Costa", "given": "Ana Silva e"}),
        ("Voltarine", {"literal": "Voltarine"}),
        ("Northgate Council", {"literal": "Northgate Council"}),
        ("The Friends of the Quay", {"literal": "The Friends of the Quay"}),
        ("Marsh & Daughters", {"literal": "Marsh & Daughters"}),
        ("計量所", {"literal": "計量所"}),
    ],
)
def test_names(name, expected):
    assert make_name(Guest(name)) == expected


@pytest.fixture
def post(db):
    author = build_person("Anna", "van der Berg", honorific="Dr", post_nominals="MP")
    ann = build_person("", "Voltarine")
    credits = [{"person": author}, {"name": "Northgate Council"}, {"person": ann}, {"name": "Bram Oosterlee"}]
    quote = quote_block("Nobody reads it until it is wrong.", name="Isolde de la Marsh", role="Guest")
    event = build_event("Round table: the last bus")
    body = [paragraph_block(), quote | {"id": BLOCK}]
    date = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    return build_post(TITLE, slug="buses", authors=credits, event_reported=event, date=date, body=body)


def read_ris(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        found_line = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert found_line, line
        tag, value = found_line.groups()
        found.setdefault(tag, []).append(value)
    return found


@pytest.mark.parametrize(("style", "text"), [
    ("Harvard", "van der Berg, A. <i>et al.</i> (2026) ‘Who pays"), ("APA", "van der Berg, A., Northgate Council"),
    ("Chicago", "Berg, Anna van der, Northgate Council, Voltarine, and Bram Oosterlee. 2026."),
])  # fmt: skip
def test_a_post_in_words(post, style, text):
    citation = format_citation(make_page_item(post), style)
    assert citation.startswith(text)
    assert "&amp; &lt;b&gt;why" in citation.lower()
    assert post.full_url in citation
    assert not re.search(r"<(?!/?i>)", citation)


def test_a_quote_is_by_whoever_said_it_and_in_its_post(post):
    item = make_quote_item(post, BLOCK)
    assert item["author"] == [{"family": "Marsh", "given": "Isolde", "non-dropping-particle": "de la"}]
    assert (item["title"], item["note"]) == ("Nobody reads it until it is wrong.", "Guest")
    assert (item["container-title"], item["event-title"]) == (TITLE, "Round table: the last bus")
    assert item["URL"] == f"{post.full_url}#quote-{BLOCK}"
    for style in STYLES:
        assert "Marsh" in format_citation(item, style)


def test_the_files_give_back_what_they_were_made_of(post, client, tmp_path):
    response = client.get("/blog/buses/cite.bib")
    assert response.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response.headers["X-Robots-Tag"] == "noindex"
    text = response.content.decode()
    assert r"title = {{Who pays for the bus \& <b>why</b>? 50\%}}" in text
    assert "author = {van der Berg, Anna and {Northgate Council} and {Voltarine} and Oosterlee, Bram}" in text
    (tmp_path / "cite.bib").write_text(text, encoding="utf-8")
    read = BibTeX(str(tmp_path / "cite.bib"), encoding="utf-8")["buses"]
    assert [name.family for name in read.author][::3] == ["Berg", "Oosterlee"]

    ris = read_ris(client.get("/blog/buses/cite.ris").content.decode())
    assert (ris["TY"], ris["TI"], ris["UR"], ris["DA"]) == (["BLOG"], [TITLE], [post.full_url], ["2026/03/04"])
    assert ris["AU"] == ["van der Berg, Anna", "Northgate Council", "Voltarine", "Oosterlee, Bram"]
    assert [*ris][-1] == "ER"

    (item,) = json.loads(client.get("/blog/buses/cite.json").content)
    assert item == make_page_item(post)
    assert item["issued"] == {"date-parts": [[2026, 3, 4]]}


def test_a_quote_has_files_of_its_own(post, client):
    for ending in FORMATS:
        response = client.get(f"/blog/buses/cite/{BLOCK}/cite.{ending}")
        assert "Isolde" in response.content.decode()
        assert response.headers["Content-Disposition"] == f'attachment; filename="buses-0b7c4c1e.{ending}"'
    for address in ("cite/none/", "cite/none/cite.bib", "cite.txt", f"cite/{BLOCK}/cite.xml"):
        assert client.get(f"/blog/buses/{address}").status_code == 404


def test_they_are_shown_on_a_page_that_the_post_leads_to(post, client):
    html = client.get(post.url).content.decode()
    assert 'href="/blog/buses/cite/"' in html
    assert f'href="/blog/buses/cite/{BLOCK}/"' in html
    assert "the words of Isolde de la Marsh" in html
    for address in ("cite/", f"cite/{BLOCK}/"):
        response = client.get(f"/blog/buses/{address}")
        shown = response.content.decode()
        for name in (*STYLES, "BibTeX", "RIS", "CSL-JSON"):
            assert f">{name}</h2>" in shown
        assert response.headers["X-Robots-Tag"] == "noindex"
    assert "<b>why</b>" not in client.get("/blog/buses/cite/").content.decode()


def test_what_visitors_may_not_see_cannot_be_cited(client, db):
    build_post("Draft", slug="draft", live=False)
    for address in ("cite/", "cite.bib", "cite.json"):
        assert client.get(f"/blog/draft/{address}").status_code == 404


def test_what_tex_reads_as_a_command_is_escaped():
    item = {
        "id": "a",
        "author": [],
        "title": r"{100%} #1_~^\x",
        "container-title": "",
        "language": "en",
        "URL": "/a_{b}",
    }
    text = FORMATS["bib"].write(item)
    assert r"title = {{\{100\%\} \#1\_\textasciitilde{}\textasciicircum{}\textbackslash{}x}}" in text
    assert "url = {/a_%7Bb%7D}" in text


def test_a_post_without_an_author_is_by_the_institution(db):
    item = make_page_item(build_post("Unsigned", authors=[]))
    assert item["author"] == [{"literal": item["container-title"]}]
