"""The rule of an event about names, kept by the posts that report it (``events.attribution_rule``).

It can be broken from both sides, by a post and by an event whose rule changes later. Whoever publishes locks the event,
so that the two at the same moment do not miss each other.
"""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext

from content.publishing import register_publication_check
from events.attribution_rule import AttributionRule, get_rule_text, iter_breaches
from events.models import EventPage

from .models import BlogPage


def _locked(events):
    """The editor's form asks outside of any transaction, where nothing can be locked, and publishing asks again."""
    return events.select_for_update(of=("self",)) if connection.in_atomic_block else events


@register_publication_check(BlogPage)
def keeps_the_rule_of_its_event(post: BlogPage) -> Iterator[str]:
    event = _locked(EventPage.objects.filter(pk=post.event_reported_id)).first() if post.event_reported_id else None
    if event and (found := list(iter_breaches(event, post.body))):
        yield get_rule_text(event)
        yield from found


@register_publication_check(EventPage)
def no_report_breaks_its_rule(event: EventPage) -> Iterator[str]:
    if event.pk is None or event.attribution == AttributionRule.ON_RECORD:
        return
    _locked(EventPage.objects.filter(pk=event.pk)).first()
    for post in BlogPage.objects.live().filter(event_reported=event).newest_first():
        if found := list(iter_breaches(event, post.body)):
            sentence = gettext("The post “%(post)s” would break the event's rule. %(blocks)s")
            yield sentence % {"post": post.title, "blocks": " ".join(found)}
