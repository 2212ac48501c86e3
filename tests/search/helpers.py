"""Helpers of the tests: searches by their parameters, and texts to be found."""

from typing import Any

from wagtail.models import Site

from demo.builders import paragraph_block
from search.engine import FACETS, SearchRequest, SearchResponse, search


def find(q: str, **parameters: Any) -> SearchResponse:
    filters = {name: parameters.pop(name) for name in FACETS if name in parameters}
    return search(SearchRequest(q, Site.objects.get(), filters, **parameters))


def titles(q: str, **parameters: Any) -> list[str]:
    return [result.title for result in find(q, **parameters).results]


def text(*paragraphs: str) -> list[dict]:
    return [paragraph_block(f"<p>{paragraph}</p>") for paragraph in paragraphs]
