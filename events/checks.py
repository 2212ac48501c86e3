"""What speaks against publishing an event."""

from collections.abc import Iterator

from content.publishing import checks_publication

from .attribution import breaches, rule_of
from .models import EventPage


@checks_publication(EventPage)
def keeps_its_own_rule(event: EventPage) -> Iterator[str]:
    """An event is written up on its own page, too."""
    if found := list(breaches(event, event.body)):
        yield rule_of(event)
        yield from found
