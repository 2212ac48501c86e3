"""Search analytics: queries are counted with their success, and nothing about the visitors."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from core.jobs import registered_jobs
from demo.builders import build_post
from search import analytics
from search.analytics import count_click, count_search, delete_old_counts, delete_rare_queries, normalise_query
from search.models import SearchCount

pytestmark = pytest.mark.django_db


def counts() -> list[tuple]:
    return list(SearchCount.objects.order_by("day", "query").values_list("query", "searches", "failures", "clicks"))


class TestCounting:
    def test_a_search_with_and_one_without_results(self, client):
        build_post("Otter")
        for query in ("otter", " OTTER ", "heron"):
            client.get("/search/", {"q": query})
        assert counts() == [("heron", 1, 1, 0), ("otter", 2, 0, 0)]
        assert SearchCount.objects.get(query="otter").results == 1

    def test_each_day_counts_for_itself(self):
        for day in ("2026-03-01T23:59:00Z", "2026-03-02T00:01:00Z"):
            with time_machine.travel(day, tick=False):
                count_search("otter", 1)
        assert [count.day for count in SearchCount.objects.order_by("day")] == [date(2026, 3, 1), date(2026, 3, 2)]

    @pytest.mark.parametrize("parameters", [{"page": 2}, {"type": "post"}, {"sort": "date"}, {"topic": "x"}])
    def test_turning_pages_and_narrowing_is_no_new_search(self, client, parameters):
        for number in range(12):
            build_post(f"Otter {number}")
        client.get("/search/", {"q": "otter", **parameters})
        assert counts() == []

    @pytest.mark.parametrize("path", ["/search/results.json", "/search/results.atom", "/search/suggest.json"])
    def test_programs_are_not_counted(self, client, path):
        client.get(path, {"q": "otter"})
        assert counts() == []

    def test_a_search_does_not_fail_with_its_count(self, client, monkeypatch, caplog):
        build_post("Otter")
        monkeypatch.setattr(analytics, "_INSERT_COUNT", "INSERT INTO no_such_table VALUES (%s, %s, %s, %s)")
        assert client.get("/search/?q=otter").status_code == 200
        assert "not counted" in caplog.text

    def test_it_costs_one_query_after_the_answer(self, django_assert_num_queries):
        with django_assert_num_queries(3):  # of which two are the savepoint that a test's transaction needs
            count_search("otter", 1)


class TestPrivacy:
    @pytest.mark.parametrize(
        "query",
        [
            "ana.silva@example.org",
            "mail to ana@example",
            "020 7946 0018",
            "+44 (0)20-7946-0018",
            "silva 07700900123",
            "4111 1111 1111 1111",
            "QQ 12 34 56 C",
            "12/05/1974",
            "x" * 101,
        ],
    )
    def test_what_may_be_somebodys_is_not_kept(self, client, query):
        client.get("/search/", {"q": query})
        assert counts() == []

    @pytest.mark.parametrize("query", ["p-8a", "budget 2026", "the 39 steps", "covid-19 in 2020", "a @ b"])
    def test_what_is_a_number_of_nobody_is(self, query):
        assert normalise_query(query) == query

    def test_nothing_else_is_kept(self):
        fields = {field.name for field in SearchCount._meta.get_fields()}
        assert fields == {"id", "query", "day", "searches", "failures", "clicks", "results"}

    def test_after_ninety_days_it_is_gone(self):
        # At noon, when it is the same day everywhere, in summer time or not.
        now = datetime(2026, 11, 28, 12, tzinfo=UTC)
        for days in (0, 90, 91):
            with time_machine.travel(now - timedelta(days=days), tick=False):
                count_search(f"{days} days ago", 1)
        with time_machine.travel(now, tick=False):
            delete_old_counts()
        assert [query for query, *_counts in counts()] == ["90 days ago", "0 days ago"]
        assert {"search.analytics.delete_old_counts", "search.analytics.delete_rare_queries"} <= {
            job.name for job in registered_jobs()
        }

    def test_a_flood_of_queries_leaves_the_most_frequent(self, monkeypatch):
        monkeypatch.setattr(analytics, "MAX_QUERIES_A_DAY", 2)
        for query in ("once", "often", "twice", "often", "twice", "often"):
            count_search(query, 0)
        delete_rare_queries()
        assert [query for query, *_counts in counts()] == ["often", "twice"]


class TestClicks:
    def click(self, client, q: str, **extra):
        return client.post("/search/click/", {"q": q}, **extra)

    def test_the_page_counts_them(self, client):
        build_post("Otter")
        html = client.get("/search/?q=Otter").content.decode()
        assert 'data-count-clicks="/search/click/"' in html
        assert self.click(client, "Otter").status_code == 204
        assert counts() == [("otter", 1, 0, 1)]

    def test_there_are_no_more_than_searches_and_none_without(self, client):
        count_search("otter", 1)
        for query in ("otter", "otter", "heron", "", "a\x00b", "x" * 30_000):
            assert self.click(client, query).status_code == 204
        assert counts() == [("otter", 1, 0, 1)]

    def test_one_after_midnight_counts_for_the_day_of_the_search(self):
        with time_machine.travel("2026-03-01T23:59:00Z", tick=False):
            count_search("otter", 1)
        with time_machine.travel("2026-03-02T00:01:00Z", tick=False):
            count_click("otter")
        with time_machine.travel("2026-03-04T00:01:00Z", tick=False):
            count_click("otter")
        assert counts() == [("otter", 1, 0, 1)]

    def test_other_sites_cannot_send_them(self, client):
        count_search("otter", 1)
        self.click(client, "otter", HTTP_SEC_FETCH_SITE="cross-site")
        assert counts() == [("otter", 1, 0, 0)]

    def test_it_is_asked_by_post_only(self, client):
        assert client.get("/search/click/").status_code == 405


class TestSums:
    def test_by_query_and_by_day(self):
        for day, query, total in [("01", "otter", 3), ("02", "otter", 0), ("02", "heron", 0), ("02", "heron", 0)]:
            with time_machine.travel(f"2026-03-{day}T12:00:00Z", tick=False):
                count_search(query, total)
        with time_machine.travel("2026-03-01T12:00:00Z", tick=False):
            count_click("otter")
        assert list(SearchCount.objects.by_query()) == [
            {"query": "heron", "total": 2, "failed": 2, "clicked": 0, "found": 0},
            {"query": "otter", "total": 2, "failed": 1, "clicked": 1, "found": 3},
        ]
        assert list(SearchCount.objects.by_day()) == [
            {"day": date(2026, 3, 2), "total": 3, "failed": 3, "clicked": 0, "queries": 2},
            {"day": date(2026, 3, 1), "total": 1, "failed": 0, "clicked": 1, "queries": 1},
        ]
