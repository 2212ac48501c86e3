"""The list of what is scheduled, and the report on the whole site."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from content.checking import check_due_pages
from demo.builders import build_event, build_post, build_topic

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 2, 2, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(NOW, tick=False):
        yield


def schedule(page, days: int):
    page.go_live_at = NOW + timedelta(days=days)
    page.save_revision().publish()
    return page


class TestScheduled:
    def test_it_lists_all_types_by_time(self, editor_client):
        schedule(build_post("Later", live=False), days=3)
        schedule(build_event("Sooner", live=False), days=1)
        build_post("A vacancy", expire_at=NOW + timedelta(days=2))
        build_post("Imported", date=NOW + timedelta(days=9))
        build_post("Not scheduled", live=False)
        response = editor_client.get(reverse("scheduled_pages"))
        html = response.content.decode()
        places = [html.index(title) for title in ("Sooner", "A vacancy", "Later", "Imported")]
        assert places == sorted(places)
        assert "Not scheduled" not in html
        assert "Goes live Tuesday 3 February at 10:00" in html
        assert "Live. Taken offline Wednesday 4 February at 10:00." in html

    def test_each_row_leads_to_its_change(self, editor_client):
        post = schedule(build_post("Later", live=False), days=3)
        html = editor_client.get(reverse("scheduled_pages")).content.decode()
        assert reverse("publish_page", args=[post.pk]) in html
        revision = post.scheduled_revision
        address = reverse("wagtailadmin_pages:revisions_unschedule", args=[post.pk, revision.pk])
        assert address in html
        response = editor_client.post(f"{address}?next={reverse('scheduled_pages')}")
        assert response["Location"] == reverse("scheduled_pages")
        assert "Nothing is scheduled." in editor_client.get(reverse("scheduled_pages")).content.decode()

    def test_it_is_exported(self, editor_client):
        schedule(build_post("Later", live=False), days=3)
        table = b"".join(editor_client.get(reverse("scheduled_pages"), {"export": "csv"}).streaming_content).decode()
        assert "Later,Goes live Thursday 5 February at 10:00," in table

    def test_it_costs_no_query_for_each_page(self, editor_client, django_assert_max_num_queries):
        for number in range(10):
            schedule(build_post(f"Post {number}", live=False), days=number + 1)
        editor_client.get(reverse("scheduled_pages"))
        with django_assert_max_num_queries(30):
            editor_client.get(reverse("scheduled_pages"))


class TestFindings:
    def test_it_lists_what_is_found_with_a_link_to_its_place(self, editor_client):
        post = build_post("A report")
        build_post("A better one", topics=[build_topic()])
        check_due_pages()
        html = editor_client.get(reverse("findings")).content.decode()
        assert f'href="{reverse("wagtailadmin_pages:edit", args=[post.pk])}#at=topics"' in html
        assert "No topic is chosen." in html
        assert "A better one" not in html

    def test_it_is_filtered(self, editor_client):
        build_post("A report")
        check_due_pages()
        html = editor_client.get(reverse("findings"), {"check_key": "alt_text"}).content.decode()
        assert "No topic is chosen." not in html

    def test_it_costs_no_query_for_each_finding(self, editor_client, django_assert_max_num_queries):
        for number in range(10):
            build_post(f"Post {number}")
        check_due_pages()
        editor_client.get(reverse("findings"))
        with django_assert_max_num_queries(20):
            editor_client.get(reverse("findings"))

    def test_both_are_in_the_menu(self, editor_client):
        html = editor_client.get("/admin/").content.decode()
        assert reverse("findings") in html
        assert reverse("scheduled_pages") in html
