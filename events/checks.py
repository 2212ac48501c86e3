"""What speaks against publishing an event."""

from collections.abc import Iterator

from content.publishing import register_publication_check

from .attribution_rule import breaches, rule_of
from .models import EventPage


@register_publication_check(EventPage)
def keeps_its_own_rule(event: EventPage) -> Iterator[str]:
    """An event is written up on its own page, too."""
    if found := list(breaches(event, event.body)):
        yield rule_of(event)
        yield from found
