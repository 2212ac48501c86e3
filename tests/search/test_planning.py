"""No search takes long: what takes its time up is given up, and asked in a simpler way."""

import pytest
from django.db import connection
from wagtail.models import Site

from demo.builders import build_person, build_post
from search.engine import run_search, suggest
from search.engine.planning import SearchTookTooLong, search_settings
from search.models import Word

pytestmark = pytest.mark.django_db


def wait(seconds: float) -> list:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])
    return []


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s)", [name])
        return cursor.fetchone()[0]


def wait_often(seconds: float, longest: int) -> int:
    """Wait again and again within a search; return how often that was possible."""
    done = 0
    try:
        with search_settings(longest):
            for _time in range(100):
                wait(seconds)
                done += 1
    except SearchTookTooLong:
        return done
    raise AssertionError("Nothing ended it.")


class TestTheTime:
    def test_is_that_of_all_statements_together(self):
        before = setting("statement_timeout")
        assert 0 < wait_often(0.02, longest=200) < 10
        assert setting("statement_timeout") == before

    def test_ends_a_statement_that_would_take_more_than_is_left(self):
        with search_settings(300):
            wait(0.15)
            assert 0 < int(setting("statement_timeout").removesuffix("ms")) <= 150
        assert wait_often(30, longest=100) == 0

    def test_is_not_limited_afterwards(self):
        before = setting("enable_seqscan")
        with search_settings(100):
            assert setting("enable_seqscan") == "off"
        assert setting("enable_seqscan") == before
        wait(0.11)


def test_a_search_that_takes_too_long_is_answered_simply(monkeypatch, caplog):
    build_post("Herring", body=[])
    build_post("Herring and bloater")
    monkeypatch.setattr("search.engine.finding.Finder._ranking", lambda finder: wait(30))
    found = run_search(Site.objects.get(), {"q": "herring bloater"})
    assert [result.title for result in found.results] == ["Herring and bloater"]
    assert "too long" in caplog.text


def test_one_that_even_simply_takes_too_long_finds_nothing(monkeypatch, caplog):
    build_post("Herring")
    monkeypatch.setattr("search.engine.searching.present", lambda *args: wait(30))
    assert run_search(Site.objects.get(), {"q": "herring"}).total == 0
    assert "simplified" in caplog.text
    build_post("Bloater")
    assert Word.objects.filter(word="bloater").exists()


def test_suggestions_that_take_too_long_are_none(monkeypatch, caplog):
    build_person("Ida", "Quill")
    assert suggest(Site.objects.get(), "quill")
    monkeypatch.setattr("search.engine.suggestions.LONGEST", 0)
    assert suggest(Site.objects.get(), "quill") == []
    assert "too long" in caplog.text
