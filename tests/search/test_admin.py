"""Search in the admin: reports, synonyms and promotions."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from search.analytics import count_click, count_search
from search.models import Promotion, SearchCount, Synonym

pytestmark = pytest.mark.django_db


@pytest.fixture
def _searches():
    now = timezone.now()
    for days, query, total in [(0, "otter", 3), (0, "otter", 3), (0, "heron", 0), (10, "weir", 2), (40, "lock", 0)]:
        with time_machine.travel(now - timedelta(days=days), tick=False):
            count_search(query, total)
    count_click("otter")


@pytest.mark.usefixtures("_searches")
class TestReports:
    def shown(self, client, **parameters) -> set[str]:
        html = client.get(reverse("searches:index"), parameters).content.decode()
        return {query for query in ("otter", "heron", "weir", "lock") if f"?q={query}" in html}

    def test_how_far_back_they_look(self, editor_client):
        assert self.shown(editor_client, days=7) == {"otter", "heron"}
        assert self.shown(editor_client) == {"otter", "heron", "weir"}
        assert self.shown(editor_client, days=90) == {"otter", "heron", "weir", "lock"}
        assert self.shown(editor_client, days="abc", show="xyz") == {"otter", "heron", "weir"}

    def test_those_without_results_and_those_that_nobody_followed(self, editor_client):
        assert self.shown(editor_client, days=90, show="failed") == {"heron", "lock"}
        assert self.shown(editor_client, days=90, show="ignored") == {"weir"}

    def test_by_day(self, editor_client):
        html = editor_client.get(reverse("searches:days"), {"days": 90}).content.decode()
        assert "Different searches" in html
        exported = editor_client.get(reverse("searches:days"), {"days": 90, "export": "csv"}).getvalue().decode()
        today = timezone.localdate().isoformat()
        assert f"{today},2,3,1,1" in exported

    def test_the_export_is_of_what_is_shown(self, editor_client):
        response = editor_client.get(reverse("searches:index"), {"days": 90, "show": "failed", "export": "csv"})
        lines = response.getvalue().decode().split()
        assert lines[-2:] == ["heron,1,1,0", "lock,1,1,0"]

    def test_a_word_leads_to_a_synonym_or_a_promotion(self, editor_client):
        html = editor_client.get(reverse("searches:index")).content.decode()
        for name, field in (("search_synonyms", "words"), ("search_promotions", "phrases")):
            address = f"{reverse(f'{name}:add')}?words=heron"
            assert f'href="{address}"' in html
            form = editor_client.get(address).context["form"]
            assert form[field].value() == "heron"

    def test_contributors_do_not_see_them(self, client, make_user):
        client.force_login(make_user("Contributors"))
        for name in ("searches:index", "searches:days", "search_synonyms:index", "search_promotions:index"):
            assert client.get(reverse(name)).status_code == 302


class TestEditing:
    def test_a_synonym(self, editor_client):
        editor_client.post(reverse("search_synonyms:add"), {"words": "WHI", "same_as": "Weigh House Institute"})
        assert str(Synonym.objects.get()) == "WHI = Weigh House Institute"

    def form(self, **result) -> dict:
        prefix = {"results-TOTAL_FORMS": 1, "results-INITIAL_FORMS": 0, "results-MIN_NUM_FORMS": 1}
        fields = {"page": "", "url": "", "title": "", "text": "", "ORDER": 1} | result
        inline = {f"results-0-{name}": value for name, value in fields.items()}
        return {"phrases": "library", "match": "exact"} | prefix | {"results-MAX_NUM_FORMS": 1000} | inline

    def test_a_promotion(self, editor_client):
        form = self.form(url="https://library.example.org/", title="Library")
        editor_client.post(reverse("search_promotions:add"), form)
        promotion = Promotion.objects.get()
        assert [str(result) for result in promotion.results.all()] == ["Library"]
        assert "Library" in editor_client.get(reverse("search_promotions:index")).content.decode()
        assert "Library" in editor_client.get("/search/?q=library").content.decode()

    def test_a_promotion_of_nothing_is_refused(self, editor_client):
        response = editor_client.post(reverse("search_promotions:add"), self.form(title="Library"))
        assert response.status_code == 200
        assert not Promotion.objects.exists()

    def test_one_menu_holds_all(self, editor_client):
        html = editor_client.get(reverse("wagtailadmin_home")).content.decode()
        for name in (
            "searches:index",
            "search_synonyms:index",
            "search_promotions:index",
            "search_ignored_words:index",
        ):
            assert reverse(name) in html
        assert not SearchCount.objects.exists()


@pytest.mark.parametrize("index", ["roundtable_indexentry_title_body", "wagtailsear_autocom_476c89_gin"])
def test_no_words_wait_outside_the_indexes_of_the_admins_search(index):
    """With many waiting, PostgreSQL reads the whole table instead: forty times as long at 20,000 pages."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = %s", [index])
        assert cursor.fetchone() == (["fastupdate=off"],)
