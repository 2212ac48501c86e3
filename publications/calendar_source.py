"""Publications in the editors' calendar, on the day that they bear."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from content.calendar_sources import DatedPage, register_calendar_source

from .models import PublicationPage


@register_calendar_source(PublicationPage)
def get_dated_publications(publications: Any, first: date, last: date) -> Iterator[DatedPage]:
    for publication in publications.filter(date__range=(first, last)).order_by("date", "pk"):
        yield DatedPage(publication, publication.date, publication.date)
