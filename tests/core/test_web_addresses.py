"""Addresses that editors and imports store: what a browser would run is refused, and never printed."""

import json

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.blocks import StructBlock, StructBlockValidationError, URLBlock
from wagtail.models import Site
from wagtail.rich_text import RichText

from blog.models import BlogPage
from core.fields import WebAddressField
from core.web_addresses import is_printable_address, remove_unprintable_addresses
from demo.builders import block, build_event, build_person, build_post, build_venue, paragraph_block, quote_block
from events.models import EventPage, EventSpeaker, Venue
from home.models import SiteSettings
from people.blocks import QuoteBlock
from people.models import PersonPage, Quote
from search.models import PromotedResult, Promotion

EVIL = "javascript:alert(1)//canary"
UNPRINTABLE = [
    EVIL,
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "javascript\r\n:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "blob:https://example.org/1",
    "view-source:https://example.org/",
    "ftp://example.org/",
    "intent://scan/#Intent;end",
]
PRINTABLE = [
    "https://example.org/a?b=c:d#e",
    "HTTP://EXAMPLE.ORG/",
    "mailto:desk@example.org",
    "tel:+441614960000",
    "/blog/a-post/",
    "/blog/?q=javascript:alert(1)",
    "?page=2",
    "#quote-1",
    "a/b:c",
    "",
]


@pytest.mark.parametrize("address", UNPRINTABLE)
def test_no_other_scheme_is_printable(address):
    assert not is_printable_address(address)


@pytest.mark.parametrize("address", PRINTABLE)
def test_the_web_mail_telephones_and_this_site_are_printable(address):
    assert is_printable_address(address)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ("<a href='javascript:alert(1)' rel='x'>x</a>", '<a rel="x">x</a>'),
        ("<a HREF = javascript:alert(1)>x</a>", "<a>x</a>"),
        ('<a/href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="&#106;avascript&colon;alert(1)">x</a>', "<a>x</a>"),
        ('<a href="java&Tab;script:alert(1)">x</a>', "<a>x</a>"),
        ('<a\nhref="data:text/html,x">x</a>', "<a>x</a>"),
        ('<img src="data:image/svg+xml,x" alt="a">', '<img alt="a"/>'),
        ('<a href="https://example.org/?a=1&amp;b=2">x</a>', '<a href="https://example.org/?a=1&amp;b=2">x</a>'),
        ('<p>Write href="javascript:x" for this.</p>', '<p>Write href="javascript:x" for this.</p>'),
        ("<p title='Note: x'>One &amp; two</p>", '<p title="Note: x">One &amp; two</p>'),
    ],
)
def test_links_of_rich_text(html, shown):
    assert remove_unprintable_addresses(html) == shown


@pytest.mark.django_db
def test_every_rich_text_is_shown_without_them():
    source = f'<p><a href="{EVIL}">words</a> <a href="https://example.org/">more</a></p>'
    assert str(RichText(source)) == '<p dir="auto"><a>words</a> <a href="https://example.org/">more</a></p>'


@pytest.mark.parametrize("address", [EVIL, "ftp://example.org/", "mailto:a@example.org", "data:text/html,x"])
def test_fields_and_blocks_refuse_them(address):
    with pytest.raises(ValidationError):
        WebAddressField(blank=True).clean(address, None)
    quote = QuoteBlock().to_python({"text": "<p>Words.</p>", "name": "Ida"})
    quote["source_url"] = address
    with pytest.raises(StructBlockValidationError) as error:
        quote.block.clean(quote)
    assert list(error.value.block_errors) == ["source_url"]


def test_an_address_on_the_web_is_accepted():
    assert WebAddressField().clean("https://example.org/a", None) == "https://example.org/a"


def iter_blocks(block):
    yield block
    children = block.child_blocks.values() if hasattr(block, "child_blocks") else []
    for child in [*children, *filter(None, [getattr(block, "child_block", None)])]:
        yield from iter_blocks(child)


def test_no_model_or_block_of_ours_holds_an_address_that_is_not_checked():
    ours = [model for model in apps.get_models() if not model.__module__.startswith(("wagtail", "django"))]
    fields = [field for model in ours for field in model._meta.get_fields() if isinstance(field, models.Field)]
    assert [field for field in fields if isinstance(field, models.URLField) and type(field) is models.URLField] == []
    streams = [field.stream_block for field in fields if hasattr(field, "stream_block")]
    blocks = [block for stream in streams for block in iter_blocks(stream)]
    assert any(isinstance(block, StructBlock) for block in blocks)
    assert [block for block in blocks if type(block) is URLBlock] == []


@pytest.mark.django_db
class TestWhatIsStoredAlready:
    """Rows that no form has checked: written by SQL, or by an import of before."""

    @pytest.fixture
    def site(self):
        person = build_person(website="https://example.org/")
        venue = build_venue(map_url="https://example.org/")
        event = build_event(
            venue=venue,
            attendance="hybrid",
            online_url="https://example.org/live",
            speakers=[{"name": "Tomas Ferrand"}],
            organiser="The Port Authority",
        )
        PersonPage.objects.filter(pk=person.pk).update(website=EVIL)
        Venue.objects.filter(pk=venue.pk).update(map_url=EVIL)
        names = ("online_url", "booking_url", "organiser_url", "recording_url")
        EventPage.objects.filter(pk=event.pk).update(**dict.fromkeys(names, EVIL))
        EventSpeaker.objects.update(url=EVIL)
        body = [
            paragraph_block(f'<p><a href="{EVIL}">words</a></p>'),
            quote_block("Said.", name="Ida", source="A report", source_url=EVIL),
            block("extract", {"text": "<p>Words.</p>", "source": "A report", "source_url": EVIL}),
            block("embed", {"url": EVIL, "title": "A film", "caption": "", "poster": None}),
        ]
        post = build_post(body=body, authors=[{"name": "Tomas Ferrand", "url": EVIL}])
        Quote.objects.update(source_url=EVIL)
        Promotion(phrases="ferry", results=[PromotedResult(url=EVIL, title="The ferry")]).save()
        settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
        settings.social = json.dumps([block("link", {"label": "Mastodon", "url": EVIL})])
        settings.save()
        return {"person": person, "event": event, "post": post}

    def test_is_printed_nowhere(self, client, site):
        pages = [page.url for page in site.values()]
        pages += [f"{site['event'].url}event.ics", "/events/calendar.ics", "/blog/feed/", "/people/voices/", "/"]
        pages += ["/search/?q=ferry", "/search/results.json?q=ferry"]
        answers = {path: client.get(path).content.decode() for path in pages}
        assert [path for path, text in answers.items() if "alert(1)" in text or "canary" in text] == []
        assert "A report" in answers[site["post"].url]

    def test_is_not_read_from_a_revision_either(self, site):
        event = site["event"]
        content = event.serializable_data() | {"online_url": EVIL}
        assert EventPage.from_serializable_data(content).online_url == ""

    def test_the_rest_of_the_row_is_kept(self, site):
        assert BlogPage.objects.get().credits[0].display_name == "Tomas Ferrand"
