"""API of the search: suggestions, feeds and OpenSearch."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import feedparser
import pytest
from django.utils import timezone
from lxml import etree
from wagtail.models import PageViewRestriction

from config.env import BASE_DIR
from demo.builders import build_event, build_person, build_post, build_topic, quote_block

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = '<link rel="search" type="application/opensearchdescription+xml"'
NAMESPACES = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


class TestSuggestions:
    def suggest(self, client, q: str) -> list[dict]:
        return client.get("/search/suggest.json", {"q": q}).json()["suggestions"]

    def test_have_title_address_and_type(self, client):
        build_person("Ana", "Silva")
        (suggestion,) = self.suggest(client, "sil")
        assert suggestion["title"] == "Ana Silva"
        assert suggestion["url"].startswith("http")
        assert suggestion["url"].endswith("/people/ana-silva/")
        assert suggestion["type"] == "person"

    @pytest.mark.parametrize("q", ["", "a", "zzqqx", "%", "x" * 20_000, "'", '"', "\\"])
    def test_there_may_be_none(self, client, q):
        assert self.suggest(client, q) == []

    def test_browsers_keep_them_for_a_minute_and_nobody_else_does(self, client):
        response = client.get("/search/suggest.json?q=sil")
        assert response.headers["Cache-Control"] == "private, max-age=60"

    def test_nothing_hidden_is_suggested(self, client):
        post = build_post("Canary report")
        assert self.suggest(client, "canary")
        PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
        assert self.suggest(client, "canary") == []

    def test_as_browsers_want_them(self, client):
        build_topic("Housing")
        response = client.get("/search/opensearch-suggestions.json?q=hou")
        query, titles, types, addresses = response.json()
        assert (query, titles, types) == ("hou", ["Housing"], ["topic"])
        assert addresses[0].endswith("/topics/housing/")
        assert response.headers["Content-Type"] == "application/x-suggestions+json"


class TestOpenSearch:
    def test_every_page_leads_to_the_description(self, client):
        event = build_event("Otter evening", takes_bookings=True)
        pages = [build_post("Otter"), build_person("Ana", "Silva"), build_topic("Housing"), event]
        for path in ("/", "/search/", "/no-such-page/", f"{event.url}book/", *(page.url for page in pages)):
            assert OPENSEARCH in client.get(path).content.decode(), path

    def test_the_description_and_its_addresses_work(self, client):
        response = client.get("/search/opensearch.xml")
        assert response.headers["Content-Type"].startswith("application/opensearchdescription+xml")
        description = etree.fromstring(response.content)
        assert len(description.findtext("o:ShortName", namespaces=NAMESPACES)) <= 16
        templates = {url.get("type"): url.get("template") for url in description.findall("o:Url", NAMESPACES)}
        build_post("Otter")
        for kind in ("text/html", "application/atom+xml", "application/x-suggestions+json"):
            address = templates[kind].replace("{searchTerms}", "otter")
            assert address.startswith("http")
            assert client.get(address.split("/", 3)[3].join(["/", ""])).status_code == 200


class TestAtom:
    def test_a_search_can_be_subscribed_to(self, client):
        topic = build_topic("Housing")
        build_post("Otter one", topics=[topic], summary="Seen <em>twice</em>.", authors=[{"name": "Zoe Field"}])
        build_post("Otter two")
        response = client.get("/search/results.atom?q=otter&topic=housing")
        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = feedparser.parse(response.content)
        assert not feed.bozo
        assert "otter" in feed.feed.title
        assert feed.feed.link.endswith("/search/?q=otter&topic=housing")
        (entry,) = feed.entries
        assert entry.title == "Otter one"
        assert entry.link.endswith("/blog/otter-one/")
        assert entry.author == "Zoe Field"
        assert [tag.term for tag in entry.tags] == ["Housing"]
        assert entry.updated_parsed

    def test_the_page_of_results_links_it(self, client):
        build_post("Otter")
        html = client.get("/search/?q=otter&type=post&page=1").content.decode()
        assert 'type="application/atom+xml"' in html
        assert 'href="/search/results.atom?q=otter&amp;type=post"' in html

    def test_a_query_that_is_too_long_is_told(self, client):
        assert client.get("/search/results.atom", {"q": "x" * 501}).status_code == 400

    def test_it_keeps_the_rules_of_atom(self, client):
        """RFC 4287: 4.1.1 and 4.1.2 say what must be there, 3.3 how dates are written, 4.2.6 what an id is."""
        build_person("Ana", "Otter"), build_topic("Otters & <b>weirs</b>")
        next_year = timezone.now() + timedelta(days=365)
        build_event("Otter evening", starts_at=next_year, status="cancelled")
        build_post("Otter \x07post", body=[quote_block("Otters.", name="Zoe Field")], authors=[{"name": "Zoe Field"}])
        response = client.get("/search/results.atom?q=otter&page=2&sort=date&page_size=1")
        root = etree.fromstring(response.content)
        assert root.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated", "author"):
            assert len(root.findall(f"{ATOM}{name}")) == 1, name
        addresses = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert addresses["self"].endswith("/search/results.atom?q=otter")
        assert addresses["alternate"].endswith("/search/?q=otter")
        entries = root.findall(f"{ATOM}entry")
        assert len(entries) == 5
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == len(ids)
        assert all(urlsplit(one).scheme == "http" and urlsplit(one).netloc for one in ids)
        for element in (root, *entries):
            assert element.findtext(f"{ATOM}title").strip()
            assert datetime.fromisoformat(element.findtext(f"{ATOM}updated")) <= timezone.now()
        for element in root.iter(f"{ATOM}published"):
            assert datetime.fromisoformat(element.text) <= timezone.now()
        assert {category.get("scheme", category.get("term")) for category in root.iter(f"{ATOM}category")} == set()
        assert not feedparser.parse(response.content).bozo

    @pytest.mark.parametrize("q", ["a\x07b", "\x0botter", "otter\ufffe", "<otter> & 'otter'", "]]>"])
    def test_any_question_can_stand_in_it(self, client, q):
        build_post("Otter\x0b post")
        response = client.get("/search/results.atom", {"q": q})
        assert response.status_code == 200
        assert not feedparser.parse(response.content).bozo

    def test_a_search_without_results_is_an_empty_feed(self, client):
        feed = feedparser.parse(client.get("/search/results.atom?q=zzqqx").content)
        assert (feed.bozo, feed.entries) == (False, [])

    def test_results_without_a_date_are_entries_too(self, client):
        build_person("Ana", "Silva")
        feed = feedparser.parse(client.get("/search/results.atom?q=silva").content)
        assert [entry.title for entry in feed.entries] == ["Ana Silva"]


def test_the_script_of_suggestions_is_below_five_kilobytes():
    assert (BASE_DIR / "static/js/suggest.js").stat().st_size < 5_000
