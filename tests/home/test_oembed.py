"""The oEmbed provider: discovery, its answers, sizes and errors (https://oembed.com)."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from lxml import etree, html
from wagtail.models import PageViewRestriction, Site

from demo.builders import build_event, build_page, build_person, build_post, build_topic, quote_block
from home.models import SiteSettings

pytestmark = pytest.mark.django_db


def ask(client, url: str, **parameters):
    return client.get(f"/oembed/?{urlencode({'url': url} | parameters)}")


@pytest.fixture
def quote():
    ana = build_person("Ana", "Silva")
    return quote_block("We kept <b>it</b>.</p><p>All of it.", person=ana, role="Reader")


@pytest.fixture
def post(quote):
    return build_post("Rent & <rates>", summary="A summary.", body=[quote], authors=[{"name": "Ben Ames"}])


def test_a_page_names_its_addresses(client, post):
    page = html.fromstring(client.get(post.url).content)
    links = {link.get("type"): link.get("href") for link in page.iter("link") if "oembed" in (link.get("type") or "")}
    assert set(links) == {"application/json+oembed", "text/xml+oembed"}
    address = links["application/json+oembed"].removeprefix("http://127.0.0.1:8000")
    assert client.get(address).json()["title"] == "Rent & <rates>"
    assert client.get(links["text/xml+oembed"].removeprefix("http://127.0.0.1:8000")).content.startswith(b"<?xml")


def test_a_post(client, post):
    answer = ask(client, post.full_url).json()
    assert (answer["type"], answer["version"], answer["author_name"]) == ("rich", "1.0", "Ben Ames")
    assert answer["provider_url"] == "http://127.0.0.1:8000/"
    assert "Rent &amp; &lt;rates&gt;" in answer["html"]
    assert post.full_url in answer["html"]


def test_a_quote_is_a_figure_without_scripts(client, post, quote):
    answer = ask(client, f"{post.full_url}#quote-{quote['id']}").json()
    figure = html.fragment_fromstring(answer["html"])
    assert figure.tag == "figure"
    assert not figure.xpath("//script | //iframe | //@style | //@onclick | //link | //img")
    assert [paragraph.text_content() for paragraph in figure.iter("p")] == ["We kept it.", "All of it."]
    assert "Ana Silva, Reader" in figure.find("figcaption").text_content()
    assert answer["author_url"] == "http://127.0.0.1:8000/people/ana-silva/"
    assert f"{post.full_url}#quote-{quote['id']}" in answer["html"]


def test_an_event_says_when_and_where(client):
    event = build_event(
        "An evening", starts_at=datetime(2031, 3, 4, 18, tzinfo=UTC), place="The hall", status="cancelled"
    )
    answer = ask(client, event.full_url).json()
    for text in ("Tuesday 4 March 2031", "The hall", "Cancelled", "An evening"):
        assert text in answer["html"]


def test_a_quote_on_any_page(client, quote):
    page = build_page("About", body=[quote])
    assert ask(client, f"{page.full_url}#quote-{quote['id']}").json()["type"] == "rich"
    assert ask(client, page.full_url).status_code == 404


def test_xml_says_the_same(client, post):
    answer, response = ask(client, post.full_url).json(), ask(client, post.full_url, format="xml")
    assert response.headers["Content-Type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(response.content)
    assert root.tag == "oembed"
    assert {child.tag: child.text for child in root} == {name: str(value) for name, value in answer.items()}


@pytest.mark.parametrize(("width", "height"), [(400, None), (200, 2000), (2000, 1), (None, 100)])
def test_sizes_are_kept(client, post, width, height):
    sizes = {name: value for name, value in (("maxwidth", width), ("maxheight", height)) if value}
    answer = ask(client, post.full_url, **sizes).json()
    assert answer.get("width", 0) <= (width or 600)
    assert answer.get("height", 0) <= (height or 10_000)
    assert (answer["type"] == "rich") == ("html" in answer) == (not height or height > 300)


@pytest.mark.parametrize("parameters", [{"maxwidth": "abc"}, {"maxheight": "-1"}, {"url": ""}, {"url": "x" * 3000}])
def test_what_is_no_request_is_refused(client, post, parameters):
    assert ask(client, **({"url": post.full_url} | parameters)).status_code == 400


@pytest.mark.parametrize("path", ["no/", "blog/", "blog/rent-rates/cite/", "admin/", "blog/feed/"])
def test_addresses_that_show_nothing_alone_are_not_found(client, post, path):
    assert ask(client, f"http://127.0.0.1:8000/{path}").status_code == 404


@pytest.mark.parametrize("url", ["https://elsewhere.example/blog/", "http://[", "%00", "x"])
def test_what_cannot_be_shown_is_not_found(client, post, url):
    assert ask(client, url).status_code == 404


def test_other_formats_are_not_implemented(client, post):
    assert ask(client, post.full_url, format="yaml").status_code == 501
    assert client.post("/oembed/").status_code == 405


def test_hidden_pages_are_not_shown(client, post, quote):
    later = build_post("Later", date=timezone.now() + timedelta(days=1))
    draft = build_post("Draft", live=False)
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    for url in (later.full_url, draft.full_url, post.full_url, f"{post.full_url}#quote-{quote['id']}"):
        assert ask(client, url).status_code == 404


def test_an_unnamed_speaker_stays_unnamed(client):
    said = quote_block("We were surprised.", role="An officer", unnamed=True)
    post = build_post(body=[said])
    answer = ask(client, f"{post.full_url}#quote-{said['id']}").json()
    assert answer["author_name"] == "A participant"


def test_the_list_for_language_models(client, post):
    build_topic("Rivers [old]", summary="Of water.")
    build_event("Soon", starts_at=timezone.now() + timedelta(days=2))
    build_post("Hidden", noindex=True)
    build_post("Draft", live=False)
    site = Site.objects.get()
    SiteSettings.objects.update_or_create(
        site=site, defaults={"tagline": "Weighed in public", "footer_text": "A charity."}
    )
    response = client.get("/llms.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    text = response.content.decode()
    assert text.startswith("# Roundtable\n\n> Weighed in public\n\nA charity.\n\n## Posts\n")
    assert f"]({post.full_url}index.md): A summary." in text
    assert "[Rivers \\[old\\]](http://127.0.0.1:8000/topics/rivers-old/): Of water." in text
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        *("## Posts", "## Events to come", "## Topics", "## Optional"),
    ]
    assert "Hidden" not in text
    assert "Draft" not in text
