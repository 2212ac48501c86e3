"""The parser of the query language, without a database: every text is a query."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engine.query.clauses import AnalysedClause
from search.engine.query.parser import MAX_CLAUSES, MAX_QUERY_LENGTH, Clause, Filter, Query, Term, parse
from search.engine.query.tsquery import get_adjacent_stems, to_tsquery_source
from search.tokenizer import split_words

TYPES = {"post": "post", "posts": "post", "events": "event"}


def clause(*texts: str, is_excluded: bool = False) -> Clause:
    return Clause(tuple(Term(text) for text in texts), is_excluded)


class TestParsing:
    @pytest.mark.parametrize(
        ("text", "clauses"),
        [
            ("harbour wall", [clause("harbour"), clause("wall")]),
            ("harbour -wall", [clause("harbour"), clause("wall", is_excluded=True)]),
            ("low-road", [clause("low-road")]),
            ("harbour OR wall OR quay", [clause("harbour", "wall", "quay")]),
            ("harbour or wall", [clause("harbour"), clause("or"), clause("wall")]),
            ("OR harbour OR", [clause("harbour")]),
            ("-harbour OR wall", [clause("harbour", is_excluded=True), clause("wall")]),
            ('"harbour wall" leaks', [Clause((Term("harbour wall", is_phrase=True),)), clause("leaks")]),
            ("“harbour wall”", [Clause((Term("harbour wall", is_phrase=True),))]),
            ('"harbour wall', [Clause((Term("harbour wall", is_phrase=True),))]),
            ('-"harbour wall"', [Clause((Term("harbour wall", is_phrase=True),), is_excluded=True)]),
            ('"" - " -- !! &&', []),
            ("note: harbour", [clause("note:"), clause("harbour")]),
            ("year:soon", [clause("year soon")]),
            ("type:nothing", [clause("type nothing")]),
            ("before:2024-13", [clause("before 2024-13")]),
        ],
    )
    def test_words(self, text, clauses):
        assert parse(text, TYPES) == Query(tuple(clauses))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("person:silva", Filter("person", "silva")),
            ('person:"Ana Silva"', Filter("person", "Ana Silva")),
            ("-topic:housing", Filter("topic", "housing", is_excluded=True)),
            ("type:Posts", Filter("type", "post")),
            ("YEAR:2024", Filter("year", 2024)),
            ("before:2024", Filter("before", date(2024, 1, 1))),
            ("after:2024", Filter("after", date(2025, 1, 1))),
            ("after:2024-12", Filter("after", date(2025, 1, 1))),
            ("before:2024-02", Filter("before", date(2024, 2, 1))),
            ("after:2024-02-29", Filter("after", date(2024, 3, 1))),
        ],
    )
    def test_filters(self, text, expected):
        assert parse(text, TYPES) == Query(filters=(expected,))

    def test_a_filter_beside_words(self):
        assert parse("flood year:2024 map", TYPES) == Query((clause("flood"), clause("map")), (Filter("year", 2024),))

    @given(st.text(max_size=600))
    def test_every_text_is_a_query(self, text):
        query = parse(text, TYPES)
        assert len(query.clauses) <= MAX_CLAUSES
        assert all(split_words(term.text) for clause in query.clauses for term in clause.terms)

    @given(st.text(alphabet="abc \"-:ORyearperson:2024|&!()<>*\\'", max_size=80))
    def test_nothing_of_a_query_is_syntax_to_the_database(self, text):
        for clause in parse(text, TYPES).clauses:
            for term in clause.terms:
                source = to_tsquery_source(term)
                assert set(source) <= set("abcdefghijklmnopqrstuvwxyz0123456789 <->()|&:*")

    @given(st.lists(st.text(alphabet="abcdefgxyz", min_size=1, max_size=8), min_size=1, max_size=10))
    def test_plain_words_stay_as_they_are(self, written):
        assert [clause.text for clause in parse(" ".join(written)).clauses] == written

    def test_what_is_too_long_is_cut(self):
        assert parse("x" * (MAX_QUERY_LENGTH + 100)).clauses[0].text == "x" * MAX_QUERY_LENGTH


@pytest.mark.parametrize(
    ("stems", "pairs"),
    [
        ([["'harbour'"], ["'wall'"], ["'leak'"]], [("'harbour'", "'wall'"), ("'wall'", "'leak'")]),
        ([["'new'"], ["'new'"], ["'york'"]], [("'new'", "'york'")]),
        # Of a compound, and of the beginning of a word, it is not known which word stands there.
        ([["'low'", "'road'"], ["'wall'"], ["'leak'"]], [("'wall'", "'leak'")]),
        ([["'harbour'"], ["'p8':*"]], []),
        ([["'harbour'"]], []),
    ],
)
def test_the_stems_that_stand_side_by_side(stems, pairs):
    clauses = [AnalysedClause(clause("any"), " & ".join(words), dict.fromkeys(words, 1)) for words in stems]
    assert get_adjacent_stems(clauses) == pairs
