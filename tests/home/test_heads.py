"""The head of pages: titles and canonical addresses of further pages of lists, Open Graph and languages."""

import pytest
from lxml import html

from core.languages import get_language_choices, get_language_tag, get_locale
from demo.builders import build_person, build_post

pytestmark = pytest.mark.django_db


def read_head(client, address: str) -> dict[str | None, str | None]:
    document = html.fromstring(client.get(address).content)
    found = {meta.get("property") or meta.get("name"): meta.get("content") for meta in document.iter("meta")}
    (title,) = (element.text for element in document.iter("title"))
    links = {link.get("rel"): link.get("href") for link in document.iter("link")}
    return found | {"title": title, "canonical": links.get("canonical")}


@pytest.fixture
def many_posts():
    ana = build_person("Ana", "Silva")
    for number in range(21):
        build_post(f"Post {number}", authors=[{"person": ana}], tags=["kites"])
    return ana


def test_further_pages_have_a_title_and_an_address_of_their_own(client, many_posts):
    first, second = read_head(client, "/blog/"), read_head(client, "/blog/?page=2")
    root = first["canonical"].removesuffix("/blog/")
    assert (first["title"], second["title"]) == ("Blog – Roundtable", "Blog, page 2 – Roundtable")
    assert second["canonical"] == second["og:url"] == f"{root}/blog/?page=2"
    assert second["og:title"] == "Blog, page 2"
    # A number beyond the last is that page, and has its address.
    assert read_head(client, "/blog/?page=9")["canonical"] == f"{root}/blog/?page=2"
    assert read_head(client, "/blog/?page=1")["canonical"] == f"{root}/blog/"
    tagged = read_head(client, "/blog/tag/kites/?page=2")
    assert tagged["title"] == "Blog: Posts tagged “kites”, page 2 – Roundtable"
    assert tagged["canonical"] == f"{root}/blog/tag/kites/?page=2"
    posts = read_head(client, f"{many_posts.url}?type=post&page=2&unknown=3")
    assert posts["canonical"] == f"{many_posts.full_url}?type=post&page=2"


@pytest.mark.parametrize(
    "address", ["/", "/blog/", "/events/", "/events/month/", "/people/", "/search/?q=a", "/topics/"]
)
def test_every_page_has_open_graph(client, address):
    build_post()
    head = read_head(client, address)
    for name in ("og:title", "og:type", "og:locale", "og:site_name", "twitter:card"):
        assert head[name], name
    assert head["og:locale"] == "en_GB"


def test_the_locale_is_that_of_the_page(client):
    assert read_head(client, build_post(language="fr").url)["og:locale"] == "fr_FR"


def test_locales_have_a_territory():
    assert [get_locale(code) for code in ("en-gb", "cy", "de", "zh-hans", "pt-br")] == [
        *("en_GB", "cy_GB", "de_DE", "zh_CN", "pt_BR"),
    ]
    assert all("_" in get_locale(code) for code, _name in get_language_choices())
    assert [get_language_tag(code) for code in ("en-gb", "zh-hans", "cy")] == ["en-GB", "zh-Hans", "cy"]
