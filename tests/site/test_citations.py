"""Citations of the demo's posts and quotes, as two readers of each format understand them.

And what Zotero makes of a page, by the rules of its translator “Embedded Metadata”.
"""

import pytest
from django.db import transaction
from django.test import Client
from lxml import html

from blog.models import BlogPage
from demo.builders import build_person, build_post, quote_block
from people.citations.items import make_page_item, make_quote_item
from people.models import Quote
from publications.models import PublicationPage

from .citation_readers import READERS, get_expected

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
NUMBER = 30
#: Names that readers get wrong easily: particles, one name, letters after it, institutions, guests, many writings.
GUESTS = [
    "Jan van der Berg", "Voltarine", "Dr Mina Ahlberg, MP", "Northgate Council", "Marsh and Sons", "Quay & Daughters",
    "Otis Lamp Jr", "Prof Ana Silva e Costa PhD", "Ludwig von Ense", "計量所", "Zoë Ångström-Řezníček", "Sean O’Dell",
]  # fmt: skip
TITLES = [
    *("Who pays & why? 50 % of #1_a", "“Said” – and ‘meant’", "A title: with a colon, a comma; and more"),
    "Ünïcödé 計量",
]


@pytest.fixture(scope="module")
def cited(demo, django_db_blocker):
    """Return the address and the item of 30 posts and 30 quotes."""
    with django_db_blocker.unblock(), transaction.atomic():
        people = [
            build_person("Anna", "de la Marsh", honorific="Dame", post_nominals="OBE"),
            build_person("", "Volta"),
            build_person("Otis", "Lamp Jr"),
        ]
        for number, title in enumerate(TITLES):
            credits = [{"name": name} for name in GUESTS[number * 3 : number * 3 + 3]]
            credits += [{"person": person} for person in people]
            body = [quote_block(f"We & they said {number} %.", name=name, role="Guest") for name in GUESTS]
            build_post(title, authors=credits, body=[*body, *(quote_block("Yes.", person=one) for one in people)])
        build_post("By the institution")
        posts = list(BlogPage.objects.published().newest_first())
        assert len(posts) >= NUMBER
        quotes = Quote.objects.published().filter(page__in=posts).order_by("-date", "page", "position")
        said = [*quotes[:45], *quotes.exclude(name__in=GUESTS)[:NUMBER]]
        assert len(said) >= 2 * NUMBER
        by_id = {post.pk: post for post in posts}
        items = [(post.url, make_page_item(post)) for post in posts]
        for quote in said:
            post = by_id[quote.page_id]
            items.append((f"{post.url}cite/{quote.block_id}/", make_quote_item(post, quote.block_id)))
        yield items
        transaction.set_rollback(True)


@pytest.mark.parametrize("ending", READERS)
def test_two_readers_give_back_what_was_cited(cited, ending):
    client = Client()
    kinds = set()
    for address, item in cited:
        text = client.get(f"{address}cite.{ending}").content.decode()
        expected = get_expected(item)
        kinds.update("literal" if "literal" in name else "-".join(sorted(name)) for name in item["author"])
        for read in READERS[ending]:
            assert read(text, expected.authors) == expected, address
    assert {"literal", "family-given", "family-given-non-dropping-particle", "family-given-suffix"} <= kinds


def read_zotero_type(document) -> str:
    """Return the type of item that Zotero makes of a page (Embedded Metadata.js and RDF.js, 2026-06).

    A dc:type that names a type of item wins over og:type. Without one, ``og:type`` of an article is a web page or, with
    a bare ``citation_title``, a journal article.
    """
    values = {
        (one.get("name") or one.get("property") or "").lower(): one.get("content") for one in document.iter("meta")
    }
    if values.get("dc.type") in {"blogPost", "report", "book", "journalArticle"}:
        return values["dc.type"]
    if values.get("og:type") == "website":
        return "webpage"
    if "citation_technical_report_institution" in values:
        return "report"
    return "journalArticle" if "citation_title" in values else "webpage"


def get_values(document, name: str) -> list[str]:
    return [one.get("content") for one in document.iter("meta") if name in (one.get("name"), one.get("property"))]


def test_zotero_takes_posts_as_blog_posts_with_all_their_authors(client):
    for post in BlogPage.objects.published():
        document = html.fromstring(client.get(post.url).content)
        assert read_zotero_type(document) == "blogPost"
        assert not get_values(document, "citation_title")
        assert get_values(document, "og:type") == ["article"]
        assert get_values(document, "DC.creator") == [credit.display_name for credit in post.credits]
        assert get_values(document, "DC.title") == [post.title]
        assert get_values(document, "DC.date") == [post.local_date.isoformat()]
        assert get_values(document, "og:site_name")
        assert not get_values(document, "generator")


def test_zotero_takes_publications_as_reports_with_their_files(client):
    found = list(PublicationPage.objects.published())
    assert found
    for publication in found:
        document = html.fromstring(client.get(publication.url).content)
        assert read_zotero_type(document) == "report"
        assert get_values(document, "citation_pdf_url") == ([f"{publication.full_url}pdf/"] if publication.pdf else [])
