"""Facet values as they are shown: each with its label, its count and the address that chooses it."""

from collections.abc import Iterable

from ...models.documents import SearchDocumentQuerySet
from ...result_types import get_result_types
from ..db.sql import fetch_all, select_columns
from ..request import SearchRequest
from ..retrieval.facet_counts import FACETS
from .types import FacetValue

MAX_SHOWN_VALUES = 8


def build_facets(
    counts: dict[str, list[tuple]], request: SearchRequest, visible: SearchDocumentQuerySet
) -> dict[str, list[FacetValue]]:
    """Return the facets of a search from the ``(value, count)`` pairs of each.

    Topics and people are page ids there; those that are not among the ``visible`` rows have no name to show.
    """
    pages = _fetch_pages([pk for name in ("topic", "person") for pk, _count in counts.get(name, [])], visible)
    types = get_result_types()
    facets = {}
    for name in FACETS:
        pairs = counts.get(name, [])
        if name in ("topic", "person"):
            rows = [(*pages[pk], count) for pk, count in pairs if pk in pages]
        else:
            rows = [(value, str(types.get(value, value)), count) for value, count in pairs]
        shown = rows[:MAX_SHOWN_VALUES]
        if name == "year":
            shown.sort(reverse=True)
        facets[name] = [_build_value(name, value, label, count, request) for value, label, count in shown]
    return facets


def _fetch_pages(ids: Iterable[int], visible: SearchDocumentQuerySet) -> dict[int, tuple[str, str]]:
    """Return slug and title of the pages among ``ids`` that the visitor may see."""
    sql, parameters = select_columns(visible, "page_id", "title", "anchor", "document_id")
    rows = fetch_all(
        f"""
        SELECT page.id, page.slug, row.title
        FROM ({sql}) AS row JOIN wagtailcore_page AS page ON page.id = row.page_id
        WHERE row.page_id = ANY(%s::bigint[]) AND row.anchor = '' AND row.document_id IS NULL
        """,  # noqa: S608 - the inner query is Django's, all values are parameters
        [*parameters, list(ids)],
    )
    return {pk: (slug, title) for pk, slug, title in rows}


def _build_value(name: str, value: str | int, label: str, count: int, request: SearchRequest) -> FacetValue:
    selected = str(request.filters.get(name, "")) == str(value)
    url = request.get_query_string(**{name: None if selected else value})
    return FacetValue(str(value), label, count, selected, url)
