"""What people type without reading about it: operators, signs, phrases, page sizes; and what they are shown then."""

import pytest
from django.utils import timezone
from wagtail.models import Site

from demo.builders import build_person, build_post
from search.engine import suggest
from search.engine.query.parser import Clause, Term, parse

from .helpers import find, text, titles

pytestmark = pytest.mark.django_db


class TestOperators:
    @pytest.mark.parametrize("asked", ["otter NOT weir", "otter AND NOT weir", "otter -weir", "NOT weir otter"])
    def test_not(self, asked):
        build_post("Otter"), build_post("Otter weir")
        assert titles(asked) == ["Otter"]

    def test_and(self):
        build_post("Otter"), build_post("Otter weir")
        assert titles("otter AND weir") == ["Otter weir"]

    def test_a_query_all_in_capitals_has_no_operator_not(self):
        assert parse("DO NOT DISTURB").excluded == []

    @pytest.mark.parametrize("asked", ["mob*", "mobil*", "Mobili*"])
    def test_the_beginning_of_a_word(self, asked):
        build_post("On mobility"), build_post("Moths")
        assert titles(asked) == ["On mobility"]

    def test_a_beginning_that_no_stem_has(self):
        build_post("A university")
        assert titles("universi*") == ["A university"]

    def test_a_beginning_is_marked(self):
        build_post("Found", body=text("Of mobile things."))
        (result,) = find("mob*").results
        assert "<mark>mobile</mark>" in result.snippet

    @pytest.mark.parametrize("asked", ["-8a", "−8a", "-2024"])
    def test_a_number_with_a_minus_alone_is_no_filter_of_everything(self, asked):
        build_post("The P-8A of 2024"), build_post("Moths")
        assert "Moths" not in titles(asked)

    def test_beside_words_it_is_one(self):
        assert parse("otter -8a").excluded == [Clause((Term("8a"),), is_excluded=True)]


class TestSigns:
    @pytest.fixture(autouse=True)
    def _posts(self):
        for title, body in (
            ("Plus", "In C++ and Java."),
            ("Sharp", "In C#, too."),
            ("Sea", "Vitamin C."),
            ("Web", "A .gov address"),
        ):
            build_post(title, body=text(body))

    @pytest.mark.parametrize(
        ("asked", "title"), [("C++", "Plus"), ("c++", "Plus"), ("C#", "Sharp"), ("vitamin C", "Sea"), (".gov", "Web")]
    )
    def test_they_belong_to_words(self, asked, title):
        assert titles(asked) == [title]

    def test_they_are_marked(self):
        (result,) = find("C++").results
        assert "<mark>C++</mark>" in result.snippet


class TestPhrases:
    def test_a_phrase_that_nobody_said_is_tried_as_words_and_says_so(self, client):
        build_post("Found", body=text("The wall of the harbour."))
        found = find('"harbour wall"')
        assert ([result.title for result in found.results], found.phrases_as_words) == (["Found"], True)
        assert "in this order" in client.get("/search/", {"q": '"harbour wall"'}).content.decode()

    def test_a_phrase_that_somebody_said_is_one(self):
        build_post("Found", body=text("The harbour wall.")), build_post("Other", body=text("The wall of the harbour."))
        found = find('"harbour wall"')
        assert ([result.title for result in found.results], found.phrases_as_words) == (["Found"], False)

    def test_words_that_nobody_said_find_nothing(self):
        build_post("Other")
        assert (find('"qqqq zzzz"').total, find('"qqqq zzzz"').phrases_as_words) == (0, False)


@pytest.mark.parametrize("path", ["/search/results.json", "/search/"])
def test_a_page_size_is_kept_or_refused(client, path):
    assert client.get(path, {"q": "otter", "page_size": "50"}).status_code == 200
    for size in ("100", "0", "-1", "x"):
        response = client.get(path, {"q": "otter", "page_size": size})
        assert response.status_code == 400
    assert "50" in client.get("/search/results.json", {"q": "otter", "page_size": "100"}).json()["error"]


class TestSnippets:
    def test_the_summary_is_a_candidate(self):
        build_post("Found", summary="The harbour wall of Skelling.", body=text("A wall.", "filler " * 100, "Herring."))
        (result,) = find("harbour skelling wall").results
        assert "<mark>harbour</mark> <mark>wall</mark> of <mark>Skelling</mark>" in result.snippet

    def test_what_is_shown_holds_all_words(self):
        filler = "filler " * 80
        build_post("Found", summary="About a heron.", body=text("A wall.", filler, "An otter.", filler, "A wall."))
        (result,) = find("heron wall otter").results
        for word in ("heron", "wall", "otter"):
            assert f"<mark>{word}</mark>" in result.snippet

    def test_without_a_word_in_either_the_summary_is_shown(self):
        build_post("Otter", summary="What it eats.", body=text("Fish."))
        (result,) = find("otter").results
        assert result.snippet == "What it eats."


class TestSuggestions:
    @pytest.mark.parametrize("typed", ["Folasad", "Folasde", "Folsade Br", "folasade brnadt", "Brant", "Fplasa"])
    def test_a_slip_is_forgiven(self, typed):
        build_person("Folasade", "Brandt"), build_person("Maeve", "Quill")
        assert [one.title for one in suggest(Site.objects.get(), typed)] == ["Folasade Brandt"]

    def test_what_is_right_is_not_bent(self):
        build_person("Ida", "Brand"), build_person("Folasade", "Brandt")
        assert [one.title for one in suggest(Site.objects.get(), "Ida Brand")] == ["Ida Brand"]


def test_years_stand_in_order():
    now = timezone.now().replace(month=1, day=15)
    for year in (2019, 2022, 2019, 2021, 2022, 2022):
        build_post(f"Otter {year}", date=now.replace(year=year))
    assert [value.value for value in find("otter").facets["year"]] == ["2022", "2021", "2019"]


def test_a_person_has_no_matches_in_them(client):
    build_person("Ida", "Quill", biography="<p>Otters, and other otters.</p>")
    assert "2 matches on this person’s page" in client.get("/search/", {"q": "otters"}).content.decode()


def test_words_of_the_sites_own_name_weigh_little():
    site = Site.objects.get()
    site.site_name = "Weigh House"
    site.save()
    build_post("The weigh house, the weigh house", body=text("The weigh house. Some herring."))
    build_post("Boats", body=text("Herring. " * 12 + "In the weigh house."))
    assert titles("weigh house herring")[0] == "Boats"
