"""Any input is answered: suggestions and queries of whatever text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase
from wagtail.models import Site

from demo.builders import build_person, build_post, build_topic
from search.engine import suggest
from tests.randomised import examples

from .helpers import find, text

pytestmark = pytest.mark.django_db


class TestSuggesting:
    def test_names_first_by_the_beginning_of_any_word(self):
        build_post("Quillwort in May"), build_person("Ida", "Quill"), build_topic("Quilting")
        found = suggest(Site.objects.get(), "quil")
        assert [(suggestion.title, suggestion.type) for suggestion in found] == [
            ("Ida Quill", "person"),
            ("Quilting", "topic"),
            ("Quillwort in May", "post"),
        ]
        assert found[0].url.startswith("http")
        assert [suggestion.title for suggestion in suggest(Site.objects.get(), "Ída qu")] == ["Ida Quill"]

    @pytest.mark.parametrize("typed", ["", " ", "q", "\x00", "'", "&|!", "x" * 1000])
    def test_whatever_is_typed(self, typed):
        assert suggest(Site.objects.get(), typed) == []


PIECES = [
    *("otter", '"harbour', '"', "-OR", "OR", "person:", "type:post", "year:2024", "before:", "P-8", "café", "r&d"),
    *("harbuor", "ottre", "O'Brein", "qqqqqq", "is", '-"of the otter"', '-"is it"', '-"otters harbour"', "-P-8"),
]


class TestWhateverIsAsked(HypothesisTestCase):
    def setUp(self):
        build_post("Otter’s harbour", body=text("P-8A and the R&amp;D of 2024, “said” O’Brien: café."))

    @settings(max_examples=examples(60, long=3000), deadline=None)
    @given(
        st.one_of(
            st.text(max_size=120),
            st.lists(
                st.sampled_from(PIECES),
                max_size=12,
            ).map(" ".join),
        ),
        st.sampled_from([{}, {"sort": "date"}, {"verbatim": True}, {"page": 3}, {"type": "post", "year": 2024}]),
    )
    def test_it_is_answered(self, query, values):
        found = find(query, **values)
        assert found.total >= len(list(found.results))
        suggest(Site.objects.get(), query)
