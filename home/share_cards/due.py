"""Which cards are to be made, and which are to be removed: queries over all published pages and quotes.

A card has a *stamp*: a hash of what it shows as far as a query can tell, and of the site's look. One whose stamp
differs from that of its page or quote is made again. So it does not matter who has changed the words, and how.
"""

import hashlib
import operator
from functools import reduce

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import MD5, Cast, Concat
from wagtail.models import Page, Site, get_page_models

from content.models import BasePage
from people.models import Quote

from ..models import ShareCard, SiteSettings
from .drawing import DESIGN


def get_published_pages() -> QuerySet[Page]:
    """Return the pages of all types that visitors may see, as ``Page``."""
    models = [model for model in get_page_models() if issubclass(model, BasePage)]
    ids = [model.objects.published().order_by().values("pk") for model in models]
    return Page.objects.filter(pk__in=ids[0].union(*ids[1:], all=True))


def get_due_pages() -> QuerySet[Page]:
    """Return the published pages whose card is missing or out of date, the newest first, with their ``card_stamp``."""
    pages = _with_stamp(get_published_pages(), "path", "title", "last_published_at")
    return pages.select_related("share_card").order_by("-pk")


def get_due_quotes() -> QuerySet[Quote]:
    """Return the published quotes whose card is missing or out of date, with their ``card_stamp``."""
    said = ("text", "name", "role", "organisation", "speaker__title")
    quotes = _with_stamp(Quote.objects.published(), "page__path", *said)
    return quotes.select_related("share_card", "speaker", "page").order_by("-pk")


def get_withdrawn_cards() -> QuerySet[ShareCard]:
    """Return the cards of what visitors may not see any longer."""
    of_published = Q(page__in=get_published_pages().values("pk")) | Q(quote__in=Quote.objects.published().values("pk"))
    return ShareCard.objects.exclude(of_published)


def get_look(site: Site) -> SiteSettings:
    return SiteSettings.objects.filter(site=site).first() or SiteSettings(site=site)


def get_sites() -> list[Site]:
    """Return the sites, those further down in the tree first: a page belongs to the first one that it is below."""
    return sorted(Site.objects.select_related("root_page"), key=lambda site: -site.root_page.depth)


def _with_stamp(queryset: QuerySet, path: str, *names: str) -> QuerySet:
    """Return those of ``queryset`` that are in a site and whose card does not have the stamp of these fields."""
    looks = [When(**{f"{path}__startswith": site.root_page.path}, then=Value(_hash_look(site))) for site in get_sites()]
    text = reduce(operator.add, ([Value("\n"), Cast(F(name), CharField())] for name in names))
    look = Case(*looks, default=None, output_field=CharField())
    stamped = queryset.annotate(card_look=look, card_stamp=MD5(Concat(F("card_look"), *text)))
    return stamped.filter(Q(share_card=None) | ~Q(share_card__stamp=F("card_stamp")), card_look__isnull=False)


def _hash_look(site: Site) -> str:
    settings = get_look(site)
    shown = (DESIGN, settings.organisation, settings.tagline, settings.accent_colour)
    return hashlib.md5(repr(shown).encode(), usedforsecurity=False).hexdigest()
