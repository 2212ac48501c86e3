"""Phrases whose words are in every text, and so not in the index."""

from datetime import timedelta

import pytest
from django.utils import timezone

from demo.builders import build_post, quote_block
from search.engine.query.phrase_pattern import build_phrase_pattern
from search.engine.retrieval import strategies

from .helpers import find, text, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def posts() -> None:
    build_post("Asked", body=text("“Where is your team?” she asked."))
    build_post("Told", body=text("This is their team, and where it is your guess."))
    build_post("Elsewhere", body=text("The team met."))


def test_the_words_that_no_index_has_tell_one_text_from_another(posts):
    assert titles('"where is your team"') == ["Asked"]
    assert titles('"is their team"') == ["Told"]
    assert set(titles("where is your team")) == {"Asked", "Told", "Elsewhere"}


def test_other_words_may_stand_in_another_form(posts):
    assert titles('"where is your teams"') == ["Asked"]


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("It was, as ever, the ferryman’s café.", '"as ever the ferrymans cafe"'),
        ("It was, as ever, the ferryman’s café.", '"the ferryman\'s café"'),
        ("We have been here\nbefore: they have not.", '"have been here before they"'),
        ("Don’t do that until all of it is over.", '"don\'t do that until"'),
        ("To be, or not to be?", '"to be or not to be"'),
        ("Each of the cities is dying.", '"of the city"'),
    ],
)
def test_signs_accents_and_lines_are_no_words(said, phrase):
    build_post("Said", body=text(*said.split("\n")))
    build_post("Not said", body=text("As ever. Ferryman. Café. Before. City. Be that so."))
    assert titles(phrase) == ["Said"]


def test_what_is_looked_for_is_marked_and_nothing_else(posts):
    (result,) = find('"where is your team"').results
    assert "<mark>Where is your team</mark>" in result.snippet
    assert result.match_count == 1


def test_where_nobody_said_it_so_the_other_words_are_found_in_their_places(posts):
    search = find('"why is the team"')
    assert {result.title for result in search.results} == {"Asked", "Told", "Elsewhere"}
    assert search.has_partial_matches
    assert "<mark>team</mark>" in search.results[0].snippet
    assert not find('"where is your team"').has_partial_matches


def test_beside_other_words_and_filters(posts):
    build_post("Harbour", body=text("The harbour. To be, or not to be."))
    assert titles('harbour "to be or not to be"') == ["Harbour"]
    assert titles('"to be or not to be" type:event') == []
    assert find('"where is your team" guess').has_partial_matches
    assert titles('-team "to be or not to be"') == ["Harbour"]


def test_what_says_a_phrase_is_left_out_and_nothing_else(posts):
    assert set(titles('team -"where is your team"')) == {"Told", "Elsewhere"}
    assert set(titles('team -"is your team" -"is their team"')) == {"Elsewhere"}
    assert titles('-"the team"') == ["Told", "Asked"]
    assert titles('team -"where it is" -"she"') == ["Elsewhere"]
    assert set(titles('team -"where nobody was"')) == {"Asked", "Told", "Elsewhere"}
    assert titles('"is their team" -"is your team"') == ["Told"]


def test_what_says_a_phrase_whose_words_are_common_is_left_out_of_the_newest(monkeypatch):
    build_post("Wall", body=text("The harbour wall.")), build_post("Apart", body=text("A wall, a harbour."))
    assert titles('harbour -"harbour wall"') == ["Apart"]
    assert titles('-"harbour wall" -"is it"') == ["Apart"]
    assert not find('harbour -"harbour wall"').newest_examined
    monkeypatch.setattr(strategies, "MAX_ROWS_READ", 1)
    build_post("Newest", date=timezone.now() + timedelta(days=1), body=text("Another harbour wall."))
    found = find('harbour -"harbour wall"')
    assert ({result.title for result in found.results}, found.newest_examined) == ({"Apart", "Wall"}, 1)


def test_an_answer_to_a_question_does_not_say_it_either():
    build_post("Said", body=text("The harbour wall was high, and the tide was low on a cold morning."))
    build_post("Not said", body=text("A cold morning: the tide low, the wall of the harbour high."))
    question = "harbour wall high tide low cold morning"
    assert set(titles(question)) == {"Said", "Not said"}
    assert titles(f'{question} -"harbour wall"') == titles(f'{question} -"the tide was"') == ["Not said"]


def test_the_newest_texts_are_read_and_it_is_said(posts, monkeypatch):
    monkeypatch.setattr(strategies, "MAX_TEXTS_READ", 3)
    assert find('"to be or not to be"').newest_examined == 3
    assert find('"where is your team"').newest_examined == 3
    assert not find('"where is your guess"').newest_examined
    assert find('team -"to be or not to be"').newest_examined == 3
    assert not find('team -"where is your guess"').newest_examined


def test_a_quote_is_found_by_the_small_words_in_it():
    build_post("Report", body=[quote_block("It was not so for us.", name="Ida Quill")])
    assert {result.type for result in find('"was not so for us"').results} == {"post", "quote"}


def test_either_of_two_phrases_whose_words_are_common(monkeypatch):
    monkeypatch.setattr(strategies, "MAX_ROWS_READ", 2)
    long_ago = timezone.now() - timedelta(days=2000)
    for number in range(2):
        build_post(f"Both {number}", date=long_ago, body=text("A harbour. A wall. A stone. A quay."))
    build_post("Wall", body=text("The harbour wall.")), build_post("Quay", body=text("The stone quay."))
    assert set(titles('"harbour wall" OR "stone quay"')) == {"Wall", "Quay"}


def test_the_index_answers_what_it_knows():
    assert build_phrase_pattern("harbour wall") == ""
    assert build_phrase_pattern("") == ""


def test_a_compound_whose_parts_are_common_is_found_wherever_it_is_written_together(monkeypatch):
    monkeypatch.setattr(strategies, "MAX_ROWS_READ", 2)
    long_ago = timezone.now() - timedelta(days=2000)
    for number in range(2):
        build_post(f"Together {number}", date=long_ago, body=text("Think long-term, for a term is long."))
    build_post("Long ago", date=long_ago, body=text("The long term."))
    build_post("Lately", body=text("The long term.")), build_post("Apart", body=text("A term is long."))
    found = find("long-term")
    assert {result.title for result in found.results} == {"Together 0", "Together 1", "Lately"}
    assert (found.newest_examined, found.has_partial_matches) == (2, False)
    assert set(titles("think long-term")) == {"Together 0", "Together 1"}
    assert set(titles("long-term -think")) == {"Lately"}
    assert set(titles('long-term -"think long"')) == {"Lately"}
