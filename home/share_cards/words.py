"""What a share card says of a page or a quote."""

from django.utils.formats import date_format
from wagtail.models import Site

from content.models import BasePage
from people.models import PersonPage, Quote

from ..models import SiteSettings
from .drawing import CardWords

MAX_LENGTH = 1000  # of a text: more fits no card


def get_page_words(page: BasePage, site: Site, settings: SiteSettings) -> CardWords:
    """Return the title of a page, with the kind of page and its date; for the home page, the name of the site."""
    if page.pk == site.root_page_id:
        return CardWords("", settings.organisation, detail=settings.tagline)
    if isinstance(page, PersonPage):
        return CardWords(settings.organisation, page.title, detail=page.position)
    date = date_format(page.local_date, "j F Y") if page.local_date else ""
    return CardWords(settings.organisation, page.title[:MAX_LENGTH], str(page.kind_label), date)


def get_quote_words(quote: Quote, settings: SiteSettings) -> CardWords:
    """Return the words of a quote, who said them, and as what."""
    detail = ", ".join(part for part in (quote.role, quote.organisation) if part)
    return CardWords(settings.organisation, quote.text[:MAX_LENGTH], quote.display_name, detail, is_quote=True)
