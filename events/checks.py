"""Publication check of events: the attribution rule."""

from collections.abc import Iterator

from content.publishing import register_publication_check

from .attribution_rule import get_rule_text, iter_breaches
from .models import EventPage


@register_publication_check(EventPage)
def check_attribution_rule(event: EventPage) -> Iterator[str]:
    """The body of an event may report what was said there, too."""
    if found := list(iter_breaches(event, event.body)):
        yield get_rule_text(event)
        yield from found
