"""Promotions: results that editors put first."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction, Site

from demo.builders import build_post
from search.models import PromotedResult, Promotion
from search.promoted_links import get_promoted_links

pytestmark = pytest.mark.django_db


def promote(phrases: str, *results: dict, match: str = "exact") -> Promotion:
    promotion = Promotion(phrases=phrases, match=match)
    promotion.full_clean()
    promotion.save()
    for order, fields in enumerate(results):
        result = PromotedResult(promotion=promotion, sort_order=order, **fields)
        result.full_clean()
        result.save()
    return promotion


def promoted(query: str) -> list[str]:
    return [result.title for result in get_promoted_links(Site.objects.get(), query)]


LIBRARY = {"url": "https://library.example.org/", "title": "Library catalogue", "text": "Books and papers."}


class TestMatching:
    @pytest.mark.parametrize("query", ["library", "LIBRARY", " Library! ", "open day", "Opén-Day"])
    def test_exact_phrases_whatever_the_signs(self, query):
        promote("Library, open day", LIBRARY)
        assert promoted(query) == ["Library catalogue"]

    @pytest.mark.parametrize("query", ["libraries", "the library", "libr", "", "day"])
    def test_and_no_others(self, query):
        promote("library, open day", LIBRARY)
        assert promoted(query) == []

    @pytest.mark.parametrize("query", ["open day", "open days 2026", "Open Day!"])
    def test_as_a_beginning(self, query):
        promote("open day", LIBRARY, match="prefix")
        assert promoted(query) == ["Library catalogue"]

    @pytest.mark.parametrize("query", ["open", "an open day", ""])
    def test_but_not_elsewhere(self, query):
        promote("open day", LIBRARY, match="prefix")
        assert promoted(query) == []


class TestShowing:
    def test_first_marked_in_order_and_not_twice(self, client):
        posts = [build_post(f"Otter {number}") for number in range(3)]
        promote("otter", LIBRARY, {"page": posts[2]})
        html = client.get("/search/?q=otter").content.decode()
        assert html.count("Chosen by the editors</span>") == 2
        order = [html.index(text) for text in ("Library catalogue", posts[2].full_url, posts[0].full_url)]
        assert order == sorted(order)
        assert html.count(f'href="{posts[2].full_url}"') == 1

    def test_a_link_elsewhere_leaves_the_results_as_they_are(self, client):
        build_post("Otter")
        promote("otter", LIBRARY)
        html = client.get("/search/?q=otter").content.decode()
        assert "Library catalogue" in html
        assert "1 result for" in html
        assert "/blog/otter/" in html

    @pytest.mark.parametrize("hide", ["unpublish", "restrict"])
    def test_what_is_not_published_is_not_shown(self, client, hide):
        post = build_post("Heron report", summary="Of herons.")
        promote("otter", {"page": post})
        assert "Heron report" in client.get("/search/?q=otter").content.decode()
        if hide == "unpublish":
            post.unpublish()
        else:
            PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
        html = client.get("/search/?q=otter").content.decode()
        assert "Heron report" not in html
        assert "Chosen by the editors" not in html

    def test_where_nothing_else_is_found(self, client):
        promote("timetable", LIBRARY)
        html = client.get("/search/?q=timetable").content.decode()
        assert "Library catalogue" in html

    def test_only_where_the_search_begins(self, client):
        for number in range(12):
            build_post(f"Otter {number}")
        promote("otter", LIBRARY)
        for parameters in ("&page=2", "&type=post", "&sort=date"):
            assert "Library catalogue" not in client.get(f"/search/?q=otter{parameters}").content.decode()

    def test_pages_have_their_own_title_and_summary_unless_told(self, client):
        post = build_post("Heron report", summary="Of herons.")
        promote("birds", {"page": post})
        promote("herons", {"page": post, "title": "All our herons", "text": "Counted."})
        site = Site.objects.get()
        assert [(one.title, one.text) for one in get_promoted_links(site, "birds")] == [("Heron report", "Of herons.")]
        assert [(one.title, one.text) for one in get_promoted_links(site, "herons")] == [("All our herons", "Counted.")]


class TestChecking:
    @pytest.mark.parametrize(
        "fields",
        [{}, {"url": "https://example.org/"}, {"url": "javascript:alert(1)", "title": "x"}, {"title": "x"}],
    )
    def test_one_of_a_page_and_an_address_with_a_text(self, fields):
        with pytest.raises(ValidationError):
            promote("otter", fields)

    def test_not_both(self):
        with pytest.raises(ValidationError):
            promote("otter", LIBRARY | {"page": build_post()})

    @pytest.mark.parametrize("phrases", ["", " , ", "!?"])
    def test_at_least_one_word(self, phrases):
        with pytest.raises(ValidationError):
            promote(phrases)
