"""The rule of an event about names (``events.attribution_rule``), kept by the pages that report the event.

It can be broken from both sides, by a report and by an event whose rule changes later. Whoever publishes locks the
event, so that the two at the same moment do not miss each other.
"""

from collections.abc import Iterator

from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import Promise

from content.models import BasePage
from content.publishing import register_publication_check

from .attribution_rule import AttributionRule, breaches, rule_of
from .models import EventPage


def register_report_checks(page_class: type[BasePage], event_field: str, refusal: str | Promise) -> None:
    """Register the rule for pages with a body that report the event in ``event_field``.

    ``refusal`` is the sentence that keeps an event from being published because of a report, with ``%(report)s`` for
    its title and ``%(blocks)s`` for the blocks that name somebody.
    """

    @register_publication_check(page_class)
    def check_report(page) -> Iterator[str]:
        event_id = getattr(page, f"{event_field}_id")
        event = lock(EventPage.objects.filter(pk=event_id)).first() if event_id else None
        if event and (found := list(breaches(event, page.body))):
            yield rule_of(event)
            yield from found

    @register_publication_check(EventPage)
    def check_event(event: EventPage) -> Iterator[str]:
        if event.pk is None or event.attribution == AttributionRule.ON_RECORD:
            return
        lock(EventPage.objects.filter(pk=event.pk)).first()
        for page in page_class.objects.live().filter(**{event_field: event}).newest_first():
            if found := list(breaches(event, page.body)):
                yield refusal % {"report": page.title, "blocks": " ".join(found)}


def lock(events: QuerySet) -> QuerySet:
    """Lock events until the transaction ends.

    The editor's form asks outside of any transaction, where nothing can be locked, and publishing asks again.
    """
    return events.select_for_update(of=("self",)) if connection.in_atomic_block else events
