"""The filters that are chosen, as words that take themselves away."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .engine import Search
from .engine.facets import query_string
from .kinds import kinds

LABELS = {"type": _("Type"), "topic": _("Topic"), "person": _("Person"), "year": _("Year")}


@dataclass(frozen=True)
class Chosen:
    """A filter that is on: its name and value in the address, both in words, and the query string without it."""

    name: str
    value: str
    label: str
    value_label: str
    without: str


def get_chosen(search: Search, values: dict) -> list[Chosen]:
    """Return the filters among the form's ``values``, also those that leave nothing to be counted."""
    known = {
        (name, value.value): value.label for name, facet in search.facets.items() for value in facet if value.selected
    } | {("type", kind): str(label) for kind, label in kinds().items()}
    chosen = []
    for name, label in LABELS.items():
        if name in values:
            value = str(values[name])
            # A slug that no visible page has is shown as it was asked for.
            chosen.append(
                Chosen(name, value, str(label), known.get((name, value), value), query_string(values, **{name: None}))
            )
    return chosen
