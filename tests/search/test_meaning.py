"""Search by meaning: other words for the same thing are found, says so, and nothing depends on it."""

from unittest import mock

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import PageViewRestriction

from delivery.doctor.checks import check_meaning
from delivery.findings import Level
from demo.builders import build_person, build_post
from search import embeddings
from search.embeddings import get_model
from search.engine import create_table, refresh_pages, write_missing_vectors
from search.engine.index.meaning import has_table

from .helpers import find, text, titles

ALLOTMENT = "Doctors may now prescribe an allotment. The patient waits six years for a plot to grow vegetables."
BUS = "The last bus leaves the dock before the night shift ends, and nobody counted those who walk home."
QUERY = "physicians recommending a garden"


class TestEmbeddings:
    def test_of_texts_that_mean_the_same_point_the_same_way(self):
        query, near, far = (get_model().embed(text) for text in (QUERY, ALLOTMENT, BUS))
        assert sum(a * b for a, b in zip(query, near, strict=True)) > 0.3
        assert sum(a * b for a, b in zip(query, far, strict=True)) < 0.2

    def test_have_length_one(self):
        assert sum(value * value for value in get_model().embed("a rope")) == pytest.approx(1)

    @pytest.mark.parametrize("nothing", ["", "—…!", "𐎠𐎡"])
    def test_of_no_words_there_is_none(self, nothing):
        assert get_model().embed(nothing) is None

    def test_tokens_are_those_of_the_model(self):
        # As the package ``tokenizers`` splits them by the same file.
        model = get_model()
        names = {number: token for token, number in model.tokens.items()}
        assert [names[number] for number in embeddings._split(model, "physicians")] == ["▁phys", "icians"]
        assert [names[number] for number in embeddings._split(model, "Weighhouse")] == ["▁We", "igh", "house"]

    def test_without_the_package_there_is_no_model(self):
        with mock.patch.object(embeddings, "find_spec", return_value=None):
            assert get_model.__wrapped__() is None


@pytest.fixture
def posts(db):
    return build_post("Green plots", body=text(ALLOTMENT)), build_post("Late shift", body=text(BUS))


class TestSearch:
    def test_other_words_are_found_and_say_so(self, posts):
        first = find(QUERY).results[0]
        assert (first.title, first.by_meaning) == ("Green plots", True)
        assert titles("physicians garden")[0] == "Green plots"

    def test_what_has_the_words_comes_first_and_does_not_say_so(self, posts):
        build_post("Of physicians", body=text("Physicians recommending a garden met on Tuesday."))
        first, second = find(QUERY).results[:2]
        assert [(first.title, first.by_meaning), (second.title, second.by_meaning)] == [
            ("Of physicians", False),
            ("Green plots", True),
        ]

    @pytest.mark.parametrize(
        "query",
        [
            '"physicians recommending a garden"',
            "physicians -garden",
            "physicians OR surgeons",
            "physic*",
            "GP",
            "C++",
            "ca7",
            "type:post",
            "Ida Quill",
            "next physicians",
        ],
    )
    def test_names_phrases_operators_and_codes_are_the_words_affair(self, query, posts):
        build_person("Ida", "Quill")
        assert not [result.title for result in find(query).results if result.by_meaning]

    def test_is_shown_on_the_page_and_in_json(self, client, posts):
        assert "In other words" in client.get("/search/", {"q": QUERY}).content.decode()
        found = client.get("/search/results.json", {"q": QUERY}).json()["results"]
        assert found[0]["by_meaning"] is True

    def test_counts_and_filters_know_what_was_found_so(self, posts):
        found = find(QUERY)
        assert found.total == len(found.results)
        assert sum(value.count for value in found.facets["type"]) == found.total
        assert not find(QUERY, type="event").total


class TestWhatIsHidden:
    def test_is_not_found(self, posts):
        post = posts[0]
        PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
        assert "Green plots" not in titles(QUERY)

    def test_neither_drafts_nor_expired_posts(self, posts):
        type(posts[0]).objects.filter(pk=posts[0].pk).update(expire_at=timezone.now())
        assert "Green plots" not in titles(QUERY)
        posts[0].unpublish()
        assert "Green plots" not in titles(QUERY)

    def test_a_draft_of_other_words_changes_nothing(self, posts):
        posts[1].body = text(ALLOTMENT)
        posts[1].save_revision()
        assert titles(QUERY)[0] == "Green plots"

    def test_vectors_go_with_their_rows(self, posts):
        posts[0].unpublish()
        posts[1].delete()
        assert count_vectors() == count_pages()


class TestAServerWithoutVectors:
    @pytest.fixture
    def plain_server(self, posts):
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE search_meaning; DROP EXTENSION vector")
        has_table.cache_clear()
        yield
        has_table.cache_clear()

    def test_searches_by_words(self, plain_server, posts):
        assert titles("allotment") == ["Green plots"]
        assert not find(QUERY).total
        refresh_pages(posts)
        assert write_missing_vectors() == 0
        assert titles("allotment vegetables") == ["Green plots"]

    def test_is_told_by_the_doctor(self, plain_server):
        finding = check_meaning()
        assert finding.level == Level.NOTE
        assert "lacks the extension “vector”" in finding.text

    def test_that_gets_the_extension_later_has_all_vectors(self, plain_server):
        create_table()
        assert write_missing_vectors() == count_pages()
        assert find(QUERY).results[0].title == "Green plots"
        assert check_meaning().level == Level.GOOD

    def test_that_does_not_offer_it_is_left_alone(self, plain_server):
        with mock.patch("search.engine.index.meaning.fetch_all", return_value=[]):
            create_table()
        assert check_meaning().level == Level.NOTE

    def test_an_account_that_may_not_create_it_searches_by_words(self, plain_server):
        with mock.patch("search.engine.index.meaning._CREATE_TABLE", "CREATE EXTENSION no_such_extension"):
            create_table()
        assert titles("allotment") == ["Green plots"]


def count_vectors() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_meaning")
        return cursor.fetchone()[0]


def count_pages() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_searchdocument WHERE kind <> 'quote'")
        return cursor.fetchone()[0]
