"""Feeds as RSS, Atom and JSON Feed: what is in them, for two independent readers, and the rules of each format."""

import json
import re
from datetime import UTC, datetime, timedelta

import fastfeedparser
import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree, html

from content import feeds
from content.feed_formats import FORMATS
from demo.builders import (
    block,
    build_document,
    build_event,
    build_image,
    build_person,
    build_post,
    build_publication,
    build_topic,
    heading_block,
    paragraph_block,
    quote_block,
    speaker_block,
)
from demo.drawing import draw_portrait

pytestmark = pytest.mark.django_db
ATOM, NAMESPACES = "{http://www.w3.org/2005/Atom}", {"a": "http://www.w3.org/2005/Atom"}
#: The addresses of the feeds of a blog, a topic, a person and a tag.
LISTS = ("blog", "topic", "person", "tag")
DATE = datetime(2025, 3, 1, 9, 30, tzinfo=UTC)


def make_image_value(image, alt: str = "", caption: str = "") -> dict:
    return {"image": image.pk, "alt_text": alt, "decorative": False, "caption": caption, "credit_text": ""}


@pytest.fixture
def full_post():
    """A post with each kind of block, whose lists each have a feed."""
    image = build_image(lambda: draw_portrait(2), "Mill", "A mill", filename="mill.jpg", credit="Photo: A. Q.")
    topic, ana = build_topic("Housing"), build_person("Ana", "Silva", role="Reader")
    other = build_post("Other", date=DATE - timedelta(days=1))
    event, notes = build_event("An evening"), build_document(b"x", "Notes", filename="notes.txt")
    film = {"url": "https://www.youtube.com/watch?v=abcdefghijk", "title": "The film", "caption": "", "poster": None}
    table = {"data": [["Year", "Visits"], ["2024", "18"]], "first_row_is_table_header": True}
    body = [
        paragraph_block(f'<p>See <a linktype="page" id="{other.pk}">that</a> and <a href="#below">below</a>.</p>'),
        heading_block("A heading"),
        quote_block("We kept the minutes.", name="Zadie Quill", role="Keeper"),
        quote_block("So did we.", person=ana, role="Reader"),
        speaker_block("<b>Figures</b>.", person=ana),
        block("image", make_image_value(image, caption="<p>Old.</p>")),
        block("gallery", {"heading": "Pictures", "images": [block("item", make_image_value(image, "Again"))]}),
        block("embed", film),
        block("document", {"document": notes.pk, "title": ""}),
        block("callout", {"heading": "Key points", "text": "<ul><li>One.</li></ul>"}),
        block("extract", {"text": "<p>An old rule.</p>", "source": "Orders", "source_url": "", "language": ""}),
        block("details", {"summary": "Counted how", "text": "<p>On foot.</p>"}),
        block("code", {"text": "a < b", "language": ""}),
        block("table", table | {"first_col_is_header": False, "table_caption": "Visits"}),
        block("related", {"heading": "Read next", "chosen": [block("item", other.pk)]}),
        block("event", {"which": "chosen", "page": event.pk, "heading": ""}),
        block("divider", None),
    ]
    return build_post(
        "Rent & <rates>",
        strapline="What was said",
        summary="A summary.",
        body=body,
        authors=[{"person": ana}, {"name": "Ben Ames"}],
        topics=[topic],
        tags=["kites"],
        hero_image=image,
        hero_caption="The mill",
        date=DATE,
        language="cy",
    )


def get_folder(post, name: str) -> str:
    folders = {"blog": "/blog/", "tag": "/blog/tag/kites/", "topic": "/topics/housing/", "person": "/people/ana-silva/"}
    return folders[name]


@pytest.mark.parametrize("name", LISTS)
def test_each_list_has_three_feeds_that_its_page_names(client, full_post, name):
    folder = get_folder(full_post, name)
    page = html.fromstring(client.get(folder).content)
    found = {link.get("href"): link.get("type") for link in page.iter("link") if link.get("rel") == "alternate"}
    for known in FORMATS.values():
        assert found[f"{folder}{known.path}"] == known.media_type
        response = client.get(f"{folder}{known.path}")
        assert response.headers["Content-Type"] == f"{known.media_type}; charset=utf-8"
        again = {"If-None-Match": response.headers["ETag"]}
        assert client.get(f"{folder}{known.path}", headers=again).status_code == 304


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("path", ["feed/", "atom/", "feed.json"])
def test_two_readers_agree(client, full_post, name, path):
    content = client.get(f"{get_folder(full_post, name)}{path}").content
    entry = fastfeedparser.parse(content.decode()).entries[0]
    assert (entry.title, entry.link) == ("Rent & <rates>", full_post.full_url)
    assert datetime.fromisoformat(entry.published) == DATE
    assert "We kept the minutes." in entry.content[0]["value"]
    if path == "feed.json":
        return
    feed = feedparser.parse(content)
    assert not feed.bozo
    other = feed.entries[0]
    assert (other.title, other.link, other.id) == (entry.title, entry.link, f"urn:uuid:{full_post.translation_key}")
    assert [author["name"] for author in other.authors] == ["Ana Silva", "Ben Ames"]
    assert [tag.term for tag in other.tags] == ["Housing"]
    assert other.summary == "A summary."


def test_rss_has_what_its_specification_asks(client, full_post):
    channel = etree.fromstring(client.get("/blog/feed/").content).find("channel")
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        assert channel.findtext(name), name
    for item in channel.findall("item"):
        assert item.findtext("title")
        assert item.find("guid").get("isPermaLink") == "false"
        # RFC 822, with four digits of the year.
        assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", item.findtext("pubDate"))
    (own,) = [link for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href") == "http://127.0.0.1:8000/blog/feed/"


def test_atom_has_what_its_specification_asks(client, full_post):
    feed = etree.fromstring(client.get("/blog/atom/").content)
    for element in [feed, *feed.findall("a:entry", NAMESPACES)]:
        for name in ("id", "title", "updated"):  # RFC 4287, 4.1.1 and 4.1.2: exactly one of each
            assert len(element.findall(f"a:{name}", NAMESPACES)) == 1, name
        assert datetime.fromisoformat(element.findtext("a:updated", namespaces=NAMESPACES)).tzinfo
        assert element.findtext("a:author/a:name", namespaces=NAMESPACES) or element is not feed
        links = [(link.get("rel", "alternate"), link.get("type")) for link in element.findall("a:link", NAMESPACES)]
        assert len(links) == len(set(links))
    assert [link.get("href") for link in feed.findall("a:link", NAMESPACES)] == [
        *("http://127.0.0.1:8000/blog/", "http://127.0.0.1:8000/blog/atom/"),
    ]
    content = feed.find("a:entry/a:content", NAMESPACES)
    assert content.get("type") == "html"
    assert len({entry.findtext("a:id", namespaces=NAMESPACES) for entry in feed.findall("a:entry", NAMESPACES)}) == 2


def test_json_feed_has_what_its_specification_asks(client, full_post):
    feed = json.loads(client.get("/blog/feed.json").content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["home_page_url"], feed["feed_url"]) == (
        "http://127.0.0.1:8000/blog/", "http://127.0.0.1:8000/blog/feed.json",
    )  # fmt: skip
    item = feed["items"][0]
    assert item["id"] == f"urn:uuid:{full_post.translation_key}"
    assert item["authors"] == [
        {"name": "Ana Silva", "url": "http://127.0.0.1:8000/people/ana-silva/"},
        {"name": "Ben Ames"},
    ]
    assert item["language"] == "cy"
    assert item["image"].startswith("http://127.0.0.1:8000/media/")
    assert datetime.fromisoformat(item["date_published"]) == DATE
    assert all(isinstance(each["content_html"], str) for each in feed["items"])
    assert "author" not in item  # of version 1.0


def test_the_text_has_a_markup_of_its_own(client, full_post):
    content = json.loads(client.get("/blog/feed.json").content)["items"][0]["content_html"]
    document = html.fragment_fromstring(content, create_parent="div")
    assert not document.xpath("//@class | //@style | //@role | //@tabindex | //@aria-label | //script | //button")
    order = [
        "What was said",
        "/media/",
        "The mill Photo: A. Q.",
        "See",
        "A heading",
        "We kept the minutes.",
        "Zadie Quill, Keeper",
    ]
    assert [content.index(part) for part in order] == sorted(content.index(part) for part in order)
    for address in document.xpath("//@href | //@src"):
        assert address.startswith(("http://127.0.0.1:8000/", "https://www.youtube.com/")), address
    assert full_post.full_url + "#below" in document.xpath("//@href")
    assert [image.get("alt") for image in document.iter("img")] == ["A mill", "A mill", "Again"]
    assert document.xpath("//table//th/text()") == ["Year", "Visits"]
    assert document.xpath("//pre/code/text()") == ["a < b"]
    for text in ("The film", "Notes", "Key points", "An old rule.", "Counted how", "An evening", "Photo: A. Q."):
        assert text in content, text
    assert "Read next" not in content  # leads around the site
    assert ">Z<" not in content
    assert 'lang="cy"' in content


@pytest.mark.parametrize(("path", "read"), [
    ("feed/", lambda text: {link["rel"]: link["href"] for link in feedparser.parse(text).feed.links}),
    ("atom/", lambda text: {link["rel"]: link["href"] for link in feedparser.parse(text).feed.links}),
])  # fmt: skip
def test_older_entries_are_on_further_pages(client, monkeypatch, path, read):
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 2)
    for number in range(5):
        build_post(f"Day {number}", date=DATE + timedelta(days=number))
    seen, address, links = [], f"/blog/{path}", {}
    while address:
        text = client.get(address).content
        links = read(text)
        seen += [entry.title for entry in feedparser.parse(text).entries]
        assert links["self"].endswith(address)
        assert links["first"].endswith(f"/blog/{path}")
        assert "last" not in links  # all pages would be counted for it
        address = links.get("next", "").removeprefix("http://127.0.0.1:8000")
    assert seen == [f"Day {number}" for number in (4, 3, 2, 1, 0)]
    assert links["previous"].endswith("?page=2")


def test_a_json_feed_leads_to_the_next_page(client, monkeypatch):
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 2)
    for number in range(3):
        build_post(f"Day {number}", date=DATE + timedelta(days=number))
    first = json.loads(client.get("/blog/feed.json").content)
    assert first["next_url"] == "http://127.0.0.1:8000/blog/feed.json?page=2"
    second = json.loads(client.get("/blog/feed.json?page=2").content)
    assert [item["title"] for item in second["items"]] == ["Day 0"]
    assert "next_url" not in second


@pytest.mark.parametrize("page", ["0", "-1", "4", "abc", "9" * 400])
def test_a_page_that_is_not_there_is_not_found(client, page):
    build_post()
    assert client.get(f"/blog/feed/?page={page}").status_code == 404


def test_posts_and_publications_are_one_feed_on_all_pages(client, monkeypatch):
    monkeypatch.setattr(feeds, "MAX_ENTRIES", 2)
    topic, ana = build_topic("Housing"), build_person("Ana", "Silva")
    said = quote_block("We kept the minutes.", person=ana)
    for number in range(3):
        build_post(f"Post {number}", topics=[topic], body=[said], date=DATE + timedelta(days=2 * number))
        build_publication(f"Study {number}", topics=[topic], date=(DATE + timedelta(days=2 * number + 1)).date())
    seen = []
    for page in (1, 2, 3):
        with CaptureQueriesContext(connection) as queries:
            seen += [
                entry.title for entry in feedparser.parse(client.get(f"{topic.url}feed/?page={page}").content).entries
            ]
        assert len(queries) < 15
    assert seen == ["Study 2", "Post 2", "Study 1", "Post 1", "Study 0", "Post 0"]


def test_a_feed_takes_less_than_fifteen_queries(client, full_post):
    for number in range(4):
        quotes = [quote_block("Said.", person=build_person("P", f"Number {number}"))]
        build_post(f"Post {number}", topics=list(full_post.topic_list), body=quotes, tags=["kites"])
    for name in LISTS:
        for known in FORMATS.values():
            address = f"{get_folder(full_post, name)}{known.path}"
            client.get(address)  # what is looked up once
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            assert len(queries) < 15, address
