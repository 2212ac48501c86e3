"""Which of some pages of any type visitors may see: ``published()`` of each type, for pages that are loaded already."""

from collections import defaultdict
from collections.abc import Iterable

from wagtail.models import Page

from .models import BasePage


def group_live(pages: Iterable[Page]) -> dict[type[BasePage], list[int]]:
    """Return the IDs of the ``pages`` that are live by their types."""
    ids: dict[type[BasePage], list[int]] = defaultdict(list)
    for page in pages:
        if page.live and page.specific_class and issubclass(page.specific_class, BasePage):
            ids[page.specific_class].append(page.pk)
    return ids


def get_published_ids(pages: Iterable[Page]) -> set[int]:
    """Return the IDs of the ``pages`` that visitors may see, with one query."""
    found = [
        cls.objects.published().filter(pk__in=pks).order_by().values("pk") for cls, pks in group_live(pages).items()
    ]
    return {row["pk"] for row in found[0].union(*found[1:], all=True)} if found else set()


def filter_published(pages: Iterable[Page]) -> list[BasePage]:
    """Return the ``pages`` that visitors may see, as specific pages and in the same order."""
    pages = list(pages)
    found: dict[int, BasePage] = {}
    for page_class, pks in group_live(pages).items():
        found |= page_class.objects.published().defer_streamfields().in_bulk(pks)
    return [found[page.pk] for page in pages if page.pk in found]
