"""By what the results can be narrowed: the filters that are chosen, and what each value would leave."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Q
from wagtail.models import Page

from search.kinds import kinds

from .results import FacetValue

FACETS = ("type", "topic", "person", "year")
FACET_VALUES_SHOWN = 8


def conditions(values: dict) -> dict[str, Q]:
    """Return the condition on ``SearchDocument`` of each filter among the form's ``values``."""
    chosen = {}
    if "type" in values:
        chosen["type"] = Q(kind=values["type"])
    for name in ("topic", "person"):
        if name in values:
            pages = Page.objects.filter(slug=values[name]).values_list("pk", flat=True)
            chosen[name] = Q(**{f"{name}_ids__overlap": list(pages)})
    if "year" in values:
        chosen["year"] = Q(year=values["year"])
    return chosen


def query_string(values: dict, **changes) -> str:
    """Return ``?...`` of a search with some of its values changed; None takes one away."""
    return "?" + urlencode({name: value for name, value in {**values, **changes}.items() if value})


def present(counts: dict[str, list[tuple]], values: dict, visible) -> dict[str, list[FacetValue]]:
    """Give the ``(value, count)`` pairs of each facet their labels and addresses.

    Topics and people are page ids there; those that are not among the ``visible`` rows have no name to show.
    """
    pages = _pages([pk for name in ("topic", "person") for pk, _count in counts.get(name, [])], visible)
    labels = kinds()
    facets = {}
    for name in FACETS:
        rows = counts.get(name, [])
        if name in ("topic", "person"):
            rows = [(*pages[pk], count) for pk, count in rows if pk in pages]
        else:
            rows = [(value, str(labels.get(value, value)), count) for value, count in rows]
        facets[name] = [_value(name, *row, values) for row in rows[:FACET_VALUES_SHOWN]]
    return facets


def _pages(ids: Iterable[int], visible) -> dict[int, tuple[str, str]]:
    """Return slug and title of the pages among ``ids`` that a visitor may know of."""
    sql, parameters = visible.order_by().values("page_id", "title", "anchor", "document_id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT page.id, page.slug, row.title
            FROM ({sql}) AS row JOIN wagtailcore_page AS page ON page.id = row.page_id
            WHERE row.page_id = ANY(%s::bigint[]) AND row.anchor = '' AND row.document_id IS NULL
            """,  # noqa: S608 - the inner query is Django's, all values are parameters
            [*parameters, list(ids)],
        )
        return {pk: (slug, title) for pk, slug, title in cursor.fetchall()}


def _value(name: str, value, label: str, count: int, values: dict) -> FacetValue:
    selected = str(values.get(name, "")) == str(value)
    url = query_string(values, **{name: None if selected else value})
    return FacetValue(str(value), label, count, selected, url)
