"""Publication checks of reports: the pages that report an event must keep its attribution rule.

The rule (``events.attribution_rule``) can be broken from both sides: by a report, and by an event whose rule changes
after reports were published. Each check locks the event, so that a report and its event that are published at the
same time cannot miss each other.
"""

from collections.abc import Iterator

from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import Promise

from content.models import BasePage
from content.publishing import register_publication_check

from .attribution_rule import AttributionRule, get_rule_text, iter_breaches
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
        if event and (found := list(iter_breaches(event, page.body))):
            yield get_rule_text(event)
            yield from found

    @register_publication_check(EventPage)
    def check_event(event: EventPage) -> Iterator[str]:
        if event.pk is None or event.attribution == AttributionRule.ON_RECORD:
            return
        lock(EventPage.objects.filter(pk=event.pk)).first()
        for page in page_class.objects.live().filter(**{event_field: event}).newest_first():
            if found := list(iter_breaches(event, page.body)):
                yield refusal % {"report": page.title, "blocks": " ".join(found)}


def lock(events: QuerySet) -> QuerySet:
    """Lock ``events``, if there is a transaction: the editor's form checks without one, publishing again within one."""
    return events.select_for_update(of=("self",)) if connection.in_atomic_block else events
