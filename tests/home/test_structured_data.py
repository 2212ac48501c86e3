"""JSON-LD of every page type: what Google requires and recommends of each type, and how the nodes hang together."""

import json
import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from demo.builders import build_event, build_person, build_post, build_topic, publish, quote_block

from .structured_site import build_site

pytestmark = pytest.mark.django_db

GOOGLE = "https://developers.google.com/search/docs/appearance/structured-data/"
#: By type: the properties that are required, and those that are recommended and that a full page has.
#: The source of each is a page below ``GOOGLE``; of the last four, which Google shows nothing for, it is schema.org.
TYPES: dict[str, tuple[str, set[str], set[str]]] = {
    # "article": no property is required.
    "BlogPosting": (
        "article",
        {"headline"},
        {"author", "dateModified", "datePublished", "image"}
        # What readers of schema.org look for beyond Google's table.
        | {"publisher", "license", "about", "keywords", "isBasedOn", "mentions", "description", "inLanguage"},
    ),
    "BreadcrumbList": ("breadcrumb", {"itemListElement"}, set()),
    "ListItem": ("breadcrumb", {"item", "name", "position"}, set()),
    "Event": (
        "event",
        {"location", "name", "startDate"},
        {"description", "endDate", "eventStatus", "image", "offers", "organizer", "performer"}
        | {"eventAttendanceMode", "superEvent", "about"},
    ),
    "EventSeries": ("event", {"location", "name", "startDate"}, {"description", "endDate", "subEvent"}),
    "Place": ("event", {"address"}, {"name"}),
    "Offer": ("event", set(), {"availability", "price", "priceCurrency", "url"}),
    "Organization": ("organization", set(), {"logo", "name", "sameAs", "url"}),
    "ProfilePage": ("profile-page", {"mainEntity"}, {"dateCreated", "dateModified"}),
    "Person": ("profile-page", {"name"}, {"image", "sameAs", "url"}),
    # "sitelinks-searchbox", which Google has withdrawn, had the rules that other readers still follow.
    "WebSite": ("sitelinks-searchbox", {"potentialAction", "url"}, {"name", "publisher"}),
    "SearchAction": ("sitelinks-searchbox", {"query-input", "target"}, set()),
    "ImageObject": ("image-license-metadata", {"url"}, {"height", "width"}),
    "Report": ("https://schema.org/Report", {"name"}, {"author", "datePublished", "publisher", "about"}),
    "Quotation": ("https://schema.org/Quotation", {"text"}, {"creator", "isPartOf", "url"}),
    "CollectionPage": ("https://schema.org/CollectionPage", {"name", "url"}, {"breadcrumb", "isPartOf", "inLanguage"}),
    "WebPage": ("https://schema.org/WebPage", {"name", "url"}, {"isPartOf", "inLanguage"}),
}
#: What each page shows, besides the site, the institution and the way to it.
PAGES = {
    "home": {"WebPage"},
    "post": {"BlogPosting", "Quotation", "WebPage"},
    "event": {"Event", "WebPage"},
    "series": {"EventSeries", "CollectionPage"},
    "person": {"Person", "ProfilePage"},
    "topic": {"DefinedTerm", "CollectionPage"},
    "study": {"Report", "Quotation", "WebPage"},
    "page": {"Quotation", "WebPage"},
    "blog": {"CollectionPage"},
    "events": {"CollectionPage"},
    "month": {"CollectionPage"},
    "people": {"CollectionPage"},
    "voices": {"CollectionPage"},
    "topics": {"CollectionPage"},
    "publications": {"CollectionPage"},
    "tag": {"CollectionPage"},
    "year": {"CollectionPage"},
}
EVERYWHERE = {"WebSite", "Organization"}


def read_graph(client: Client, address: str) -> list[dict]:
    html = client.get(address).content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    document = json.loads(text)
    assert document["@context"] == "https://schema.org"
    return document["@graph"]


def iter_nodes(value: Any):
    """Yield every node with a type, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from iter_nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from iter_nodes(inner)


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        built = build_site()
        post, month = built.post, f"month/{built.event.starts_at:%Y}/{built.event.starts_at.month}/"
        addresses = {name: getattr(built, name).url for name in PAGES if hasattr(built, name)} | {
            "home": "/", "blog": "/blog/", "events": "/events/", "month": f"/events/{month}", "people": "/people/",
            "voices": "/people/voices/", "topics": "/topics/", "publications": built.study.get_parent().url,
            "tag": "/blog/tag/kites/", "year": f"/blog/{post.date.year}/",
        }  # fmt: skip
        client = Client()
        built.graphs = {name: read_graph(client, address) for name, address in addresses.items()}
        yield built
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_what_it_shows(site, name):
    types = {node["@type"] for node in site.graphs[name]}
    assert types == PAGES[name] | EVERYWHERE | (set() if name == "home" else {"BreadcrumbList"})


@pytest.mark.parametrize("name", PAGES)
def test_every_node_has_what_google_requires(site, name):
    for node in iter_nodes(site.graphs[name]):
        _source, required, _recommended = TYPES.get(node["@type"], ("", set(), set()))
        is_reference = node.keys() <= {"@type", "@id", "url", "name"}  # what is told of another page
        assert is_reference or required <= node.keys(), node


@pytest.mark.parametrize("kind", TYPES)
def test_a_full_page_has_what_google_recommends(site, kind):
    _source, _required, recommended = TYPES[kind]
    nodes = [node for graph in site.graphs.values() for node in iter_nodes(graph) if node["@type"] == kind]
    assert any(recommended <= node.keys() for node in nodes), (kind, recommended - max(nodes, key=len).keys())


@pytest.mark.parametrize("name", PAGES)
def test_the_graph_hangs_together(site, name):
    graph = site.graphs[name]
    ids = [node["@id"] for node in graph]
    assert len(ids) == len(set(ids))
    referred = re.findall(r'\{"@id": "([^"]+)"\}', json.dumps(graph))
    assert set(referred) <= set(ids)
    (website,) = [node for node in graph if node["@type"] == "WebSite"]
    assert website["potentialAction"]["target"]["urlTemplate"].endswith("/search/?q={search_term_string}")
    for node in iter_nodes(graph):
        for key in ("url", "@id", "item", "contentUrl"):
            assert re.match(r"(https?:|urn:uuid:)", node.get(key, "urn:uuid:")), node


def test_a_post(site):
    node = site.graphs["post"][0]
    assert node["headline"] == "A river & its <price>"
    assert node["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert [(author["@type"], author["name"]) for author in node["author"]] == [
        ("Person", "Ada van der Quill"),
        ("Organization", "Northgate Council"),
    ]
    assert node["isBasedOn"]["@id"] == f"urn:uuid:{site.event.uid}"
    assert "performer" not in node["isBasedOn"]
    assert [topic["url"] for topic in node["about"]] == [site.topic.full_url]
    assert [one["name"] for one in node["mentions"]] == ["Cora Lind", "Ada van der Quill"]
    assert (node["image"]["width"], node["image"]["height"]) == (1200, 630)
    assert node["publisher"]["name"] == "Harbour House"
    assert node["inLanguage"] == "en-GB"


def test_the_way_to_a_post_and_to_a_view_of_a_list(site):
    (way,) = [node for node in site.graphs["post"] if node["@type"] == "BreadcrumbList"]
    root = site.post.get_site().root_url
    assert [(step["position"], step["item"]) for step in way["itemListElement"]] == [
        (1, f"{root}/"),
        (2, f"{root}/blog/"),
        (3, site.post.full_url),
    ]
    (way,) = [node for node in site.graphs["tag"] if node["@type"] == "BreadcrumbList"]
    assert way["itemListElement"][-1]["item"] == f"{root}/blog/tag/kites/"


def test_a_post_by_nobody_is_by_the_institution(site, client):
    node = read_graph(client, site.foreign.url)[0]
    assert node["author"]["name"] == "Harbour House"
    assert node["inLanguage"] == "de"


def test_an_event_of_an_evening_under_the_chatham_house_rule_names_nobody(client):
    event = build_event("Closed", attribution="chatham_house", speakers=[{"name": "Dora Nobody", "role": "Clerk"}])
    said = quote_block("We were surprised.", role="An officer", unnamed=True)
    post = build_post("What was said", event_reported=event, body=[said])
    for address in (event.url, post.url):
        graph = json.dumps(read_graph(client, address))
        assert "Dora" not in graph
        assert '"mentions"' not in graph


def test_nothing_hidden_is_shown(client):
    topic, person, event = build_topic("Secret topic"), build_person("Wren", "Field"), build_event("Secret event")
    post = build_post(
        "A post", topics=[topic], event_reported=event, authors=[{"person": person}],
        body=[quote_block("Said.", person=person)],
    )  # fmt: skip
    for page in (topic, person, event):
        page.unpublish()
    graph = json.dumps(read_graph(client, publish(post).url))
    assert "Secret" not in graph
    assert person.slug not in graph
    assert "Wren Field" in graph  # a byline goes on naming its author (decision 55)


def test_other_pages_name_site_and_institution_only(client):
    assert {node["@type"] for node in read_graph(client, "/search/?q=river")} == EVERYWHERE
