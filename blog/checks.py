"""Publication checks: posts must keep the attribution rule of the event that they report.

The rule (``events.attribution_rule``) can be broken from both sides: by a post, and by an event whose rule changes
after posts were published. Each check locks the event, so that a post and its event that are published at the same
time cannot miss each other.
"""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext

from content.publishing import register_publication_check
from events.attribution_rule import AttributionRule, breaches, rule_of
from events.models import EventPage

from .models import BlogPage


def _lock_in_transaction(events):
    """Lock ``events``, if there is a transaction: the editor's form checks without one, publishing again within one."""
    return events.select_for_update(of=("self",)) if connection.in_atomic_block else events


@register_publication_check(BlogPage)
def check_attribution_rule(post: BlogPage) -> Iterator[str]:
    event = (
        _lock_in_transaction(EventPage.objects.filter(pk=post.event_reported_id)).first()
        if post.event_reported_id
        else None
    )
    if event and (found := list(breaches(event, post.body))):
        yield rule_of(event)
        yield from found


@register_publication_check(EventPage)
def check_reports_of_event(event: EventPage) -> Iterator[str]:
    if event.pk is None or event.attribution == AttributionRule.ON_RECORD:
        return
    _lock_in_transaction(EventPage.objects.filter(pk=event.pk)).first()
    for post in BlogPage.objects.live().filter(event_reported=event).newest_first():
        if found := list(breaches(event, post.body)):
            sentence = gettext("The post “%(post)s” would break the event's rule. %(blocks)s")
            yield sentence % {"post": post.title, "blocks": " ".join(found)}
