"""When the lists of events on pages of topics, series and people have changed, for the sitemap."""

from collections.abc import Iterator

from django.db.models import Max
from django.db.models.functions import TruncDate
from wagtail.models import Site

from content.sitemap_entries import ListChange, register_list_changes

from .attribution_rule import names_shown_q
from .models import EventPage


@register_list_changes
def list_changes(site: Site) -> Iterator[ListChange]:
    """Yield each topic, series and speaker with the day on which one of their events was published last."""
    events = EventPage.objects.published().descendant_of(site.root_page).order_by()
    newest = TruncDate(Max(EventPage.get_changed_at()))
    yield from events.filter(topics__isnull=False).values_list("topics").annotate(day=newest)
    yield from events.filter(series__isnull=False).values_list("series").annotate(day=newest)
    named = events.filter(names_shown_q(), speakers__person__isnull=False)
    yield from named.values_list("speakers__person").annotate(day=newest)
