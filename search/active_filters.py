"""Active filters: the facets that a visitor has chosen, each with the address that removes it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .engine import SearchRequest, SearchResponse
from .result_types import get_result_types

LABELS = {"type": _("Type"), "topic": _("Topic"), "person": _("Person"), "year": _("Year")}


@dataclass(frozen=True)
class ActiveFilter:
    """A chosen facet: name and value as in the address, the labels of both, and the query string without it."""

    name: str
    value: str
    label: str
    value_label: str
    url_without: str


def get_active_filters(request: SearchRequest, response: SearchResponse) -> list[ActiveFilter]:
    """Return the filters of a search, also those that leave nothing to be counted."""
    labels = {
        (name, value.value): value.label for name, facet in response.facets.items() for value in facet if value.selected
    } | {("type", kind): str(label) for kind, label in get_result_types().items()}
    active = []
    for name, label in LABELS.items():
        if name in request.filters:
            value = str(request.filters[name])
            # A slug that no visible page has is shown as it stands in the address.
            value_label = labels.get((name, value), value)
            url_without = request.get_query_string(page=None, **{name: None})
            active.append(ActiveFilter(name, value, str(label), value_label, url_without))
    return active
