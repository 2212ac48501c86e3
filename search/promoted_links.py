"""Promoted links: what editors put before the results of a search."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from wagtail.models import Site

from .models import Promotion, SearchDocument
from .result_types import get_result_types


@dataclass(frozen=True)
class PromotedLink:
    """A promoted result as it is shown; ``page_id`` and ``type_label`` for pages of this site."""

    title: str
    url: str
    text: str
    page_id: int | None = None
    type_label: str = ""


def get_promoted_links(site: Site, query: str) -> list[PromotedLink]:
    """Return what is promoted for ``query``, in the editors' order. Each page and address comes once.

    A page is shown if visitors of ``site`` may see it, by the same rule as any result.
    """
    promotions = list(Promotion.objects.matching(query))
    if not promotions:
        return []
    prefetch_related_objects(promotions, "results")
    results = [result for promotion in promotions for result in promotion.results.all()]
    rows = SearchDocument.objects.visible(site).pages()
    rows = rows.filter(page_id__in=[result.page_id for result in results if result.page_id])
    pages = {row.page_id: row for row in rows}
    types = get_result_types()
    links: dict[str | int, PromotedLink] = {}
    for result in results:
        if result.url:
            links.setdefault(result.url, PromotedLink(result.title, result.url, result.text))
        elif row := pages.get(result.page_id):
            link = PromotedLink(
                title=result.title or row.title,
                url=row.page.full_url or "",
                text=result.text or row.summary,
                page_id=row.page_id,
                type_label=str(types.get(row.kind, row.kind)),
            )
            links.setdefault(row.page_id, link)
    return list(links.values())
