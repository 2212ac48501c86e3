"""Searches, and texts to be found, for tests of the engine."""

from wagtail.models import Site

from demo.builders import paragraph_block
from search.engine import run_search


def find(q: str, **values):
    return run_search(Site.objects.get(), {"q": q, **values})


def titles(q: str, **values) -> list[str]:
    return [result.title for result in find(q, **values).results]


def text(*paragraphs: str) -> list[dict]:
    return [paragraph_block(f"<p>{paragraph}</p>") for paragraph in paragraphs]
