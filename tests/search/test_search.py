"""Searching by the JSON API: what is found, what is not, and what is shown of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import BlogIndexPage
from demo.builders import (
    build_event,
    build_page,
    build_person,
    build_post,
    build_topic,
    paragraph_block,
    quote_block,
    speaker_block,
)
from search.models import SearchDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(client):
    def run(q: str, **parameters) -> dict:
        response = client.get("/search/results.json", {"q": q, **parameters})
        assert response.status_code == 200
        return response.json()

    return run


def titles(found: dict) -> list[str]:
    return [result["title"] for result in found["results"]]


class TestFinding:
    def test_a_word_of_a_quote(self, search):
        build_post(body=[quote_block("The mould came through the wallpaper.", name="Guest")])
        found = search("wallpaper")["results"]
        assert {(result["title"], result["type"]) for result in found} == {("A report", "post"), ("A report", "quote")}

    def test_a_speakers_name_and_what_they_said(self, search):
        ana = build_person("Ana", "Silva")
        build_post("Spoken", body=[speaker_block("On dredging.", person=ana)])
        assert set(titles(search("ana silva"))) == {"Spoken", "Ana Silva"}
        assert titles(search("dredging")) == ["Spoken"]

    def test_a_guest_an_author_and_a_topic(self, search):
        topic = build_topic("Allotments", summary="Beans.")
        build_post(body=[quote_block("q", name="Rut Ahlgren")], authors=[{"name": "Zoe Field"}], topics=[topic])
        for words in ("ahlgren", "zoe field"):
            assert set(titles(search(words))) == {"A report"}
        assert titles(search("allotments")) == ["Allotments", "A report"]

    @pytest.mark.parametrize("words", ["café", "cafe", "CAFES", "Cafés"])
    def test_stems_and_accents(self, search, words):
        build_post("A café on the quay")
        assert titles(search(words)) == ["A café on the quay"]

    def test_title_before_body(self, search):
        build_post("Something else", body=[paragraph_block("<p>Tides, tides and more tides.</p>")])
        build_post("Tides")
        assert titles(search("tides")) == ["Tides", "Something else"]

    def test_phrases_and_exclusion(self, search):
        build_post("One", body=[paragraph_block("<p>The harbour wall leaks.</p>")])
        build_post("Two", body=[paragraph_block("<p>The wall of the harbour leaks.</p>")])
        assert titles(search('"harbour wall"')) == ["One"]
        assert titles(search("harbour -leaks")) == []

    def test_every_type(self, search):
        build_post("Zebra post"), build_event("Zebra event"), build_person("Zebra", "Smith")
        build_topic("Zebra"), build_page("Zebra page")
        found = search("zebra")
        assert {result["type"] for result in found["results"]} == {"post", "event", "person", "topic", "page"}


class TestStayingCurrent:
    def test_publishing_replaces_what_was_there(self, search):
        post = build_post("Old words", summary="In brief.")
        post.title = "New phrase"
        post.save_revision()
        assert titles(search("old")) == ["Old words"]
        post.get_latest_revision().publish()
        assert titles(search("old")) == []
        assert titles(search("phrase")) == ["New phrase"]

    def test_unpublishing_and_deleting(self, search):
        first, second = build_post("Mackerel one"), build_post("Mackerel two")
        first.unpublish()
        assert titles(search("mackerel")) == ["Mackerel two"]
        second.delete()
        assert titles(search("mackerel")) == []
        assert not SearchDocument.objects.filter(pk__in=[first.pk, second.pk]).exists()

    def test_moving_keeps_it_findable_at_its_new_address(self, search):
        parent, page = build_page("Parent"), build_page("Opening hours")
        page.move(parent, pos="last-child")
        (result,) = search("opening hours")["results"]
        assert result["url"].endswith("/parent/opening-hours/")

    def test_moving_below_a_private_page_hides_it(self, search):
        parent, page = build_page("Parent"), build_page("Opening hours")
        PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
        page.move(parent, pos="last-child")
        assert titles(search("opening hours")) == []

    def test_a_renamed_person_or_topic_is_renamed_everywhere(self, search):
        ana, topic = build_person("Ana", "Sliva"), build_topic("Houzing")
        build_post(body=[quote_block("q", person=ana)], topics=[topic])
        ana.family_name, topic.title = "Silva", "Housing"
        ana.save_revision().publish()
        topic.save_revision().publish()
        assert set(titles(search("silva"))) == {"Ana Silva", "A report"}
        assert set(titles(search("housing"))) == {"Housing", "A report"}
        assert titles(search("sliva", verbatim=1)) == []

    def test_the_whole_index_can_be_made_anew(self, search, capsys):
        build_post("Herring")
        SearchDocument.objects.all().delete()
        call_command("update_search")
        assert "Indexed" in capsys.readouterr().out
        assert titles(search("herring")) == ["Herring"]


class TestPrivacy:
    @pytest.mark.parametrize("restriction_type", ["password", "login", "groups"])
    @pytest.mark.parametrize("above", [False, True])
    def test_restricted_pages(self, search, restriction_type, above):
        post = build_post("Kipper")
        page = BlogIndexPage.objects.get() if above else post
        PageViewRestriction.objects.create(page=page, restriction_type=restriction_type, password="x")
        found = search("kipper")
        assert found["total"] == 0
        assert not any(found["facets"].values())

    def test_drafts_future_and_expired(self, search):
        now = timezone.now()
        build_post("Kipper draft", live=False)
        build_post("Kipper later", date=now + timedelta(hours=1))
        build_post("Kipper gone", expire_at=now - timedelta(hours=1))
        assert search("kipper")["total"] == 0

    def test_an_unpublished_edit(self, search):
        post = build_post("Kipper")
        post.body = [("paragraph", "<p>Bloater.</p>")]
        post.save_revision()
        assert search("bloater")["total"] == 0


class TestShowing:
    def test_hits_are_marked_and_the_rest_is_escaped(self, client, search):
        body = [paragraph_block("<p>Ice &lt;script&gt;alert(1)&lt;/script&gt; on the sluice gate.</p>")]
        build_post("Sluice & lock", body=body)
        (result,) = search("sluice")["results"]
        assert "<mark>sluice</mark>" in result["snippet"]
        assert "<script>" not in result["snippet"]
        assert "<mark>Sluice</mark> &amp; lock" in client.get("/search/?q=sluice").content.decode()

    def test_a_hit_elsewhere_shows_the_summary(self, search):
        build_post("Weir", summary="About rivers.", body=[paragraph_block("<p>Nothing here.</p>")])
        assert search("weir")["results"][0]["snippet"] == "About rivers."

    def test_facets_count_and_narrow(self, search):
        housing, ana = build_topic("Housing"), build_person("Ana", "Silva")
        when = datetime(2024, 5, 1, tzinfo=UTC)
        build_post("Otter one", topics=[housing], authors=[{"person": ana}], date=when)
        build_post("Otter two", date=when.replace(year=2025))
        build_event("Otter evening", topics=[housing])
        facets = search("otter")["facets"]
        assert {value["value"]: value["count"] for value in facets["type"]} == {"post": 2, "event": 1}
        assert facets["topic"] == [{"value": "housing", "label": "Housing", "count": 2}]
        assert facets["person"] == [{"value": "ana-silva", "label": "Ana Silva", "count": 1}]
        for filters, expected in [
            ({"type": "post"}, {"Otter one", "Otter two"}),
            ({"type": "post", "topic": "housing"}, {"Otter one"}),
            ({"person": "ana-silva"}, {"Otter one"}),
            ({"year": 2025}, {"Otter two"}),
            ({"topic": "no-such-topic"}, set()),
        ]:
            assert set(titles(search("otter", **filters))) == expected

    def test_pages(self, search):
        for number in range(12):
            build_post(f"Otter {number}")
        assert len(titles(search("otter"))) == 10
        assert len(titles(search("otter", page=2))) == 2
        assert len(titles(search("otter", page_size=5))) == 5

    def test_the_shape_of_the_data(self, search):
        build_post("Otter")
        found = search("otter")
        assert set(found) == {"query", "total", "results", "facets", "suggestion"}
        assert found["results"][0]["url"].startswith("http")
        assert set(found["facets"]) == {"type", "topic", "person", "year"}

    def test_the_page_says_the_type_and_offers_no_index(self, client):
        build_event("Otter evening")
        html = client.get("/search/?q=otter").content.decode()
        assert "Event" in html
        assert "noindex" in html

    def test_nothing_asked_and_nothing_found(self, client):
        assert client.get("/search/").status_code == 200
        assert "otter" in client.get("/search/?q=otter").content.decode()

    def test_a_query_that_is_too_long_is_told(self, client):
        assert client.get("/search/", {"q": "x" * 501}).status_code == 400
        response = client.get("/search/results.json", {"q": "x" * 501})
        assert response.status_code == 400
        assert "500" in response.json()["error"]
