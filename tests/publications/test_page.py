"""The page of a publication: names, files, editions, and what it tells machines."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from demo.builders import (
    build_document,
    build_event,
    build_image,
    build_person,
    build_post,
    build_publication,
    build_topic,
    paragraph_block,
    publish,
    quote_block,
)
from demo.drawing import draw_portrait
from demo.pdf import make_pdf
from publications.models import PublicationPage

from .head import read_graph, read_meta

pytestmark = pytest.mark.django_db


def text_of(client, page) -> str:
    """Return the page's own part of the HTML, with its white space made plain."""
    _head, main = client.get(page.url).content.decode().split("<main")
    return " ".join(main.split())


def build_pdf(title: str = "The paper", text: str = "Words in the file."):
    document = build_document(make_pdf(title, "Ana Silva", text), title, filename="paper.pdf")
    document.refresh_from_db()
    return document


def make_private(document) -> None:
    board = Collection.get_first_root_node().add_child(name="Board")
    CollectionViewRestriction.objects.create(collection=board, restriction_type="login")
    document.collection = board
    document.save()


def test_names_keep_their_order_and_lead_to_people(client):
    ana, ben = build_person("Ana", "Silva"), build_person("Ben", "Ames")
    study = build_publication(authors=[{"name": "Zoe Guest"}, {"person": ana}], editors=[{"person": ben}])
    words = text_of(client, study)
    assert words.index("Zoe Guest") < words.index("Ana Silva") < words.index("Edited by") < words.index("Ben Ames")
    assert f'href="{ana.url}"' in words
    assert f'href="{ben.url}"' in words


def test_kind_series_and_number_stand_above_the_title(client):
    study = build_publication(publication_type="working-paper", series="Northgate Papers", number="12")
    assert "Working paper" in text_of(client, study)
    assert "Northgate Papers, no. 12" in text_of(client, study)
    for series, number, label in (("Papers", "", "Papers"), ("", "4", "No. 4"), ("", "", "")):
        assert PublicationPage(series=series, number=number).series_label == label


def test_files_are_listed_with_type_and_size(client):
    pdf = build_pdf()
    text = build_document(b"x" * 2048, "Notes", filename="notes.txt")
    study = build_publication(files=[{"document": pdf, "label": "The report", "note": "Large print"}, text])
    words = text_of(client, study)
    assert words.index(f'href="{pdf.url}" dir="auto">The report</a>') < words.index(
        f'href="{text.url}" dir="auto">Notes</a>'
    )
    assert "Large print" in words
    assert "TXT, 2.0 KB" in words


def test_a_file_in_a_private_collection_is_not_shown(client):
    pdf = build_pdf()
    study = build_publication(files=[pdf])
    assert client.get(f"{study.url}pdf/").status_code == 200
    make_private(pdf)
    response = client.get(study.url)
    assert "The paper" not in response.content.decode()
    assert "citation_pdf_url" not in read_meta(response)
    assert client.get(f"{study.url}pdf/").status_code == 404


def test_the_pdf_is_served_below_the_page(client):
    pdf = build_pdf()
    study = build_publication(files=[build_document(b"Notes", "Notes", filename="notes.txt"), pdf])
    response = client.get(f"{study.url}pdf/")
    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert client.get(f"{build_publication('Without').url}pdf/").status_code == 404
    PageViewRestriction.objects.create(page=study, restriction_type="login")
    assert client.get(f"{study.url}pdf/").status_code == 302


def test_one_without_anything_more_has_no_empty_parts(client):
    html = text_of(client, build_publication())
    for absent in (
        "files-heading",
        "ISBN",
        "DOI",
        "Licence",
        "Topics",
        "Launched at",
        "posts-heading",
        "related-heading",
    ):
        assert absent not in html


def test_event_and_posts_are_linked_while_visitors_may_see_them(client):
    event, post = build_event("The launch"), build_post("About it")
    study = build_publication(launched_at=event, posts=[post, build_post("Draft about it", live=False)])
    words = text_of(client, study)
    assert "The launch" in words
    assert "About it" in words
    assert "Draft about it" not in words
    event.unpublish(), post.unpublish()
    words = text_of(client, study)
    assert "The launch" not in words
    assert "posts-heading" not in words


def test_one_dated_in_the_future_waits(client):
    study = build_publication(date=timezone.localdate() + timedelta(days=1))
    assert client.get(study.url).status_code == 404
    study.date = timezone.localdate()
    assert client.get(publish(study).url).status_code == 200


def test_markup_in_plain_fields_is_escaped(client):
    attack = "<script>alert(1)</script>"
    names = {"strapline": attack, "edition": attack, "series": attack, "number": attack[:40], "publisher": attack}
    document = build_document(b"x", attack, filename="x.txt")
    study = build_publication(
        attack,
        summary=attack,
        licence=attack,
        authors=[{"name": attack}],
        editors=[{"name": attack}],
        files=[{"document": document, "label": attack, "note": attack}],
        **names,
    )
    for url in (study.url, "/publications/", "/"):
        assert attack not in client.get(url).content.decode(), url


class TestEditions:
    @pytest.fixture
    def editions(self):
        first = build_publication("Rents", date=date(2025, 3, 1))
        return first, build_publication("Rents revised", supersedes=first, date=date(2026, 3, 1))

    def test_each_leads_to_the_other(self, client, editions):
        first, second = editions
        words = text_of(client, first)
        assert "A newer edition has appeared" in words
        assert f'href="{second.url}" dir="auto">Rents revised</a>' in words
        words = text_of(client, second)
        assert "A newer edition" not in words
        assert f'It supersedes <a href="{first.url}" dir="auto">Rents</a>' in words

    def test_what_visitors_cannot_see_is_not_linked(self, client, editions):
        first, second = editions
        second.unpublish()
        assert "A newer edition" not in text_of(client, first)
        publish(second)
        first.unpublish()
        assert "It supersedes" not in text_of(client, second)

    def test_none_can_supersede_itself_by_any_way(self, editions):
        first, second = editions
        third = build_publication("Third", supersedes=second)
        for earlier in (second, third, first):
            first.supersedes = earlier
            assert first.supersedes_itself()
        third.supersedes = None
        assert not third.supersedes_itself()

    def test_a_deleted_edition_leaves_the_other_alone(self, client, editions):
        first, second = editions
        first.delete()
        assert PublicationPage.objects.get(pk=second.pk).supersedes is None
        assert client.get(second.url).status_code == 200


class TestForMachines:
    @pytest.fixture
    def study(self):
        ana = build_person("Ana", "Silva")
        return build_publication(
            "Rents & rates",
            date=date(2026, 3, 4),
            number="12",
            series="Northgate Papers",
            edition="Second edition",
            publisher="Northgate Press",
            isbn="978-1-4028-9462-6",
            doi="10.5555/rents",
            licence="CC BY 4.0",
            authors=[{"person": ana, "role": "Reader"}, {"name": "Zoe Guest"}],
            editors=[{"name": "Ben Ames"}],
            files=[build_document(b"Notes", "Notes", filename="notes.txt"), build_pdf()],
            body=[paragraph_block(), quote_block("Said.", person=ana)],
            cover=build_image(lambda: draw_portrait(1), "Cover", "A cover", filename="cover.jpg"),
        )

    def test_a_report_of_schema_org(self, client, study):
        report, quotation, *_around = read_graph(client.get(study.url))
        assert quotation["@type"] == "Quotation"
        assert (report["@type"], report["name"], report["url"]) == ("Report", "Rents & rates", study.full_url)
        assert report["reportNumber"] == "12"
        assert report["isbn"] == "9781402894626"
        assert report["identifier"]["value"] == "10.5555/rents"
        assert report["sameAs"] == "https://doi.org/10.5555/rents"
        assert [author["name"] for author in report["author"]] == ["Ana Silva", "Zoe Guest"]
        assert [editor["name"] for editor in report["editor"]] == ["Ben Ames"]
        assert report["publisher"] == {"@type": "Organization", "name": "Northgate Press"}
        assert report["datePublished"] == "2026-03-04"
        assert report["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert report["image"].startswith("http://127.0.0.1:8000/media/")
        notes, paper = report["encoding"]
        assert (notes["fileFormat"], paper["fileFormat"]) == ("text/plain", "application/pdf")
        assert paper["contentUrl"].startswith("http://127.0.0.1:8000/documents/")
        assert notes["contentSize"] == "5 bytes"

    def test_a_citation_as_google_scholar_asks(self, client, study):
        meta = read_meta(client.get(study.url))
        assert meta["citation_title"] == ["Rents & rates"]
        assert meta["citation_author"] == ["Ana Silva", "Zoe Guest"]
        assert meta["citation_publication_date"] == ["2026/03/04"]
        assert meta["citation_pdf_url"] == [f"{study.full_url}pdf/"]
        assert meta["citation_technical_report_institution"] == ["Northgate Press"]
        assert meta["citation_technical_report_number"] == ["12"]
        assert meta["citation_isbn"] == ["978-1-4028-9462-6"]
        assert meta["citation_doi"] == ["10.5555/rents"]
        assert meta["og:type"] == ["article"]
        assert (meta["DC.type"], meta["DC.title"], meta["DC.date"]) == (["report"], ["Rents & rates"], ["2026-03-04"])
        assert meta["DC.creator"] == meta["citation_author"]
        assert meta["DC.publisher"] == ["Northgate Press"]

    def test_the_institution_publishes_what_names_no_publisher(self, client):
        study = build_publication()
        response = client.get(study.url)
        assert read_meta(response)["citation_technical_report_institution"] == ["Roundtable"]
        assert read_graph(response)[0]["publisher"]["name"] == "Roundtable"
        assert "citation_pdf_url" not in read_meta(response)

    def test_it_is_in_the_sitemap_and_superseded_editions_are_too(self, client, study):
        build_publication("Newer", supersedes=study)
        hidden = build_publication("Hidden", noindex=True)
        sitemap = client.get("/sitemap.xml").content.decode()
        assert f"<loc>http://testserver{study.url}</loc>" in sitemap
        assert hidden.url not in sitemap


def test_costs_the_same_whatever_it_holds(client, django_assert_max_num_queries):
    ana, topic, event = build_person("Ana", "Silva"), build_topic("Rents"), build_event()
    first = build_publication("First", topics=[topic])
    study = build_publication(
        topics=[topic],
        launched_at=event,
        supersedes=first,
        authors=[{"person": build_person("P", f"Number {number}")} for number in range(5)],
        editors=[{"person": ana}],
        files=[build_document(b"Words", f"File {number}", filename=f"{number}.txt") for number in range(5)],
        posts=[build_post(f"Post {number}") for number in range(5)],
        body=[quote_block("Said.", person=ana)],
    )
    for number in range(5):
        build_publication(f"Beside {number}", topics=[topic])
    client.get(study.url)
    with django_assert_max_num_queries(18):
        client.get(study.url)
