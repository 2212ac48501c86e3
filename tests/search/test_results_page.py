"""The results page: results, filters, sorting, and the empty state."""

from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import product

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from content.body.search_text import stream_text
from demo.builders import block, build_event, build_person, build_post, build_topic, paragraph_block, quote_block

pytestmark = pytest.mark.django_db


class Links(HTMLParser):
    """The links of a page: (address, text) in order."""

    def __init__(self, html: str):
        super().__init__()
        self.links: list[list[str]] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.links.append([dict(attributes).get("href") or "", ""])
            self._inside = True

    def handle_endtag(self, tag):
        if tag == "a":
            self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.links[-1][1] += data


@pytest.fixture
def show(client):
    """Return a function that searches and returns the page's own part as HTML."""

    def search(q: str, **parameters) -> str:
        response = client.get("/search/", {"q": q, **parameters})
        assert response.status_code == 200
        return response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]

    return search


def address_of(html: str, text: str) -> str:
    return next(address for address, words in Links(html).links if words.startswith(text))


class TestResult:
    def test_shows_type_date_people_and_topics(self, show):
        topic, ana = build_topic("Housing"), build_person("Ana", "Silva")
        starts_at = datetime(2024, 5, 1, 18, tzinfo=UTC)
        build_event(
            "Otter evening",
            starts_at=starts_at,
            topics=[topic],
            speakers=[{"person": ana, "role": ""}],
        )
        html = show("otter evening")
        for expected in ("Event", "1 May 2024", "Ana Silva", "Housing"):
            assert expected in html
        assert "<mark>Otter</mark>" in html

    def test_matches_lead_to_the_first_one(self, show):
        build_post("Weirs", body=[paragraph_block("<p>An otter by the weir. Another otter, and no more.</p>")])
        html = show("otter")
        address = address_of(html, "2 matches in this post")
        assert "/blog/weirs/#:~:text=" in address
        assert "otter" in address.split("#")[1]

    def test_texts_that_are_missing_in_old_bodies_are_no_word(self):
        post = build_post(body=[block("quote", {"text": "<p>Kept.</p>", "person": None})])
        assert stream_text(post.body) == "Kept."


class TestNarrowing:
    @pytest.fixture(autouse=True)
    def _posts(self):
        housing = build_topic("Housing")
        for number in range(11):
            build_post(f"Otter {number}", topics=[housing], date=datetime(2024, 5, 1 + number, tzinfo=UTC))
        build_event("Otter evening", topics=[housing], starts_at=datetime(2025, 1, 1, tzinfo=UTC))

    def test_filters_combine_survive_paging_and_are_undone_one_by_one(self, client, show):
        html = show("otter", type="post", topic="housing")
        assert "11 results for “otter”" in html
        following = address_of(html, "Next")
        assert "type=post" in following
        assert "topic=housing" in following
        html = client.get("/search/" + following).content.decode()
        assert html.count('class="result"') == 1
        without_type = address_of(html, "Type: Post")
        assert "type=" not in without_type
        assert "topic=housing" in without_type
        assert "page=" not in without_type
        assert "topic=" not in address_of(html, "Topic: Housing")

    def test_a_filter_that_leaves_nothing_can_be_undone(self, show):
        html = show("otter", topic="no-such-topic")
        assert "Nothing found for “otter”" in html
        assert "topic=" not in address_of(html, "Topic: no-such-topic")
        assert "topic=" not in address_of(html, "Search everything instead")


class TestSorting:
    def test_by_date_and_back(self, client, show):
        build_post("Otters", date=datetime(2024, 1, 1, tzinfo=UTC))
        build_post("A walk", date=datetime(2025, 1, 1, tzinfo=UTC), body=[paragraph_block("<p>An otter.</p>")])

        def order(html: str) -> list[str]:
            return sorted(("/blog/otters/", "/blog/a-walk/"), key=lambda path: html.index(path))

        html = show("otter", type="post")
        assert order(html) == ["/blog/otters/", "/blog/a-walk/"]
        by_date = address_of(html, "date")
        assert "type=post" in by_date
        html = client.get("/search/" + by_date).content.decode()
        assert order(html) == ["/blog/a-walk/", "/blog/otters/"]
        assert '<strong aria-current="true">date</strong>' in html
        # The form keeps it for the next words, as it does the filters.
        assert '<input type="hidden" name="sort" value="date">' in html
        back = address_of(html, "relevance")
        assert order(client.get("/search/" + back).content.decode()) == ["/blog/otters/", "/blog/a-walk/"]

    def test_a_way_of_sorting_that_is_none_is_passed_over(self, show):
        build_post("Otter"), build_post("Otters")
        assert '<strong aria-current="true">relevance</strong>' in show("otter", sort="size")


class TestFacets:
    def test_all_four_combine_with_counts_that_come_true(self, client):
        housing, bees = build_topic("Housing"), build_topic("Bees")
        ana, bo = build_person("Ana", "Silva"), build_person("Bo", "Quill")
        for number, (topic, person, year) in enumerate(product((housing, bees), (ana, bo), (2023, 2024))):
            date = datetime(year, 5, 1, tzinfo=UTC)
            build_post(f"Otter {number}", topics=[topic], authors=[{"person": person, "role": ""}], date=date)
        chosen = {"q": "otter", "type": "post", "topic": "housing", "person": "ana-silva", "year": 2024}
        found = client.get("/search/results.json", chosen).json()
        assert found["total"] == 1
        for name, values in found["facets"].items():
            for value in values:
                counted = client.get("/search/results.json", {**chosen, name: value["value"]}).json()
                assert counted["total"] == value["count"], (name, value)
        assert {value["value"] for value in found["facets"]["year"]} == {"2023", "2024"}
        html = client.get("/search/", chosen).content.decode()
        chips = html.split('class="chosen"')[1].split("</ul>")[0]
        for number, name in enumerate(("Type", "Topic", "Person", "Year")):
            form = chips.split("<form ")[number + 1].split("</form>")[0]  # to what still has three filters
            assert f"{name}:" in form
            assert f'name="{name.lower()}"' not in form
            assert form.count("<input ") == 4  # the words and the other three

    def test_the_name_of_a_page_that_is_hidden_is_not_told_by_its_address(self, show):
        build_post("Otter", topics=[secret := build_topic("Secret plan", slug="s7")])
        PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
        chips = show("otter", topic="s7").split('class="chosen"')[1].split("</ul>")[0]
        assert "Secret plan" not in chips


class TestPersonCard:
    def test_an_exact_person_comes_first_with_role_and_latest(self, show):
        ana = build_person("Ana", "Silva", honorific="Dr", role="Warden", organisation="The Weir")
        now = timezone.now()
        for number in range(1, 5):
            build_post(f"Report {number}", authors=[{"person": ana}], date=now - timedelta(days=number))
        build_event("Next week", speakers=[{"person": ana}], starts_at=now + timedelta(days=7))
        html = show("ana silva")
        card = html.split('class="person-card"')[1].split("</section>")[0]
        assert "/people/ana-silva/" in card
        assert "Warden" in card
        assert [f"Report {number}" in card for number in range(1, 5)] == [True, True, True, False]
        assert "Next week" not in card
        assert html.count('href="http://localhost/people/ana-silva/"') <= 1

    @pytest.mark.parametrize("query", ["silva", "silva report"])
    def test_a_part_of_a_name_has_none(self, show, query):
        build_person("Ana", "Silva")
        assert "person-card" not in show(query)

    def test_what_is_hidden_is_not_among_the_latest(self, show):
        ana = build_person("Ana", "Silva")
        secret = build_post("Secret report", authors=[{"person": ana}])
        PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
        html = show("ana silva")
        assert "person-card" in html
        assert "Secret report" not in html


class TestNothing:
    def test_topics_and_the_latest_are_offered(self, show):
        build_topic("Housing"), build_post("A report")
        build_event("Tomorrow", starts_at=timezone.now() + timedelta(days=1))
        html = show("zzqqx")
        assert "Nothing found for “zzqqx”" in html
        assert address_of(html, "Housing").endswith("/topics/housing/")
        assert address_of(html, "A report").endswith("/blog/a-report/")
        assert "Tomorrow" not in html

    def test_but_nothing_hidden(self, show):
        topic = build_topic("Housing")
        post = build_post("A report")
        for page in (topic, post):
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        html = show("zzqqx")
        assert "Housing" not in html
        assert "A report" not in html


class TestPage:
    def test_search_engines_and_shared_caches_keep_away(self, client):
        build_post("Otter")
        for name in ("", "results.json", "results.atom", "suggest.json", "opensearch-suggestions.json"):
            response = client.get(f"/search/{name}?q=otter")
            directives = response.headers["Cache-Control"].split(", ")
            assert "private" in directives
            (seconds,) = [int(one.removeprefix("max-age=")) for one in directives if one.startswith("max-age=")]
            assert seconds <= 60
        assert b'<meta name="robots" content="noindex">' in client.get("/search/?q=otter").content
        assert client.get("/search/results.json?q=otter").headers["X-Robots-Tag"] == "noindex"

    def test_queries_of_the_database(self, client, django_assert_max_num_queries):
        topic, ana = build_topic("Housing"), build_person("Ana", "Silva")
        for number in range(12):
            build_post(
                f"Otter {number}", topics=[topic], authors=[{"person": ana}], body=[quote_block("Otter", person=ana)]
            )
        client.get("/search/?q=otter")
        with django_assert_max_num_queries(19):  # of which some are savepoints, and one asks for labels
            client.get("/search/?q=otter&type=post")
        with django_assert_max_num_queries(27):
            client.get("/search/?q=ana+silva")

    def test_an_empty_search_explains_the_language(self, show):
        assert "person:" in show("")

    def test_what_was_asked_is_escaped(self, show):
        html = show('"><script>alert(1)</script>')
        assert "<script>alert" not in html
