"""A search: what matches, what a visitor sees of it, and how it can be narrowed."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import Count, F, Func
from django.db.models.functions import ExtractYear
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page, Site

from .forms import kinds
from .models import CONFIG, SearchDocument

PAGE_SIZE = 10
FACET_VALUES_SHOWN = 8
# Hits are marked with characters that no text holds (Unicode private use), so that the text can be
# escaped before the marks become elements.
START, STOP = "\ue000", "\ue001"


@dataclass(frozen=True)
class Result:
    title: str
    url: str
    type: str
    type_label: str
    date: datetime | None
    title_html: SafeString
    snippet: SafeString
    people: list[str]
    topics: list[str]


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True)
class Search:
    query: str
    results: PaginatorPage
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return self.results.paginator.count


def mark(text: str) -> SafeString:
    """Escape ``text`` and turn the marks of hits into ``<mark>`` elements."""
    escaped = str(escape(text)).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(escaped)  # noqa: S308 - escaped above; the only markup is our own


class Filters:
    """The filters of one search, each of which can be left out to count what it would exclude."""

    def __init__(self, chosen: dict):
        self.chosen = {name: chosen[name] for name in ("type", "topic", "person", "year") if name in chosen}
        self._conditions = {}
        if "type" in chosen:
            self._conditions["type"] = {"kind": chosen["type"]}
        for name in ("topic", "person"):
            if name in chosen:
                pages = Page.objects.filter(slug=chosen[name]).values_list("pk", flat=True)
                self._conditions[name] = {f"{name}_ids__overlap": list(pages)}
        if "year" in chosen:
            self._conditions["year"] = {"date__year": chosen["year"]}

    def apply(self, documents, without: str | None = None):
        for name, condition in self._conditions.items():
            if name != without:
                documents = documents.filter(**condition)
        return documents


def run_search(request, values: dict) -> Search:
    """Run the search that the valid form ``values`` describe, for the site of ``request``."""
    words = values.get("q", "")
    size = values.get("page_size", PAGE_SIZE)
    if not words:
        return Search("", Paginator([], size).get_page(1))
    matching = SearchDocument.objects.visible(Site.find_for_request(request)).matching(words)
    filters = Filters(values)
    page = Paginator(filters.apply(matching), size).get_page(request.GET.get("page"))
    page.object_list = present(request, words, list(page.object_list))
    return Search(words, page, count_facets(request, matching, filters))


def present(request, words: str, documents: list[SearchDocument]) -> list[Result]:
    """Return what is shown of the documents of one page of results, with hits marked."""
    query = SearchQuery(words, config=CONFIG, search_type="websearch")
    marked = {"config": CONFIG, "start_sel": START, "stop_sel": STOP}
    headlines = {
        document.pk: document
        for document in SearchDocument.objects.filter(pk__in=[document.pk for document in documents])
        .select_related("page")
        .annotate(
            title_headline=SearchHeadline("title", query, highlight_all=True, **marked),
            snippet=SearchHeadline(
                "body", query, max_fragments=2, max_words=28, min_words=12, fragment_delimiter=" … ", **marked
            ),
        )
    }
    labels = kinds()
    results = []
    # A page that was unpublished between the two queries is left out.
    for document in (headlines[found.pk] for found in documents if found.pk in headlines):
        snippet = document.snippet if START in document.snippet else document.summary or document.snippet
        results.append(
            Result(
                title=document.title,
                url=document.page.get_full_url(request) or "",
                type=document.kind,
                type_label=str(labels.get(document.kind, document.kind)),
                date=document.date,
                title_html=mark(document.title_headline),
                snippet=mark(snippet),
                people=document.people,
                topics=document.topics,
            )
        )
    return results


def count_facets(request, matching, filters: Filters) -> dict[str, list[FacetValue]]:
    """Count, for each facet, what choosing each value would leave, given the other filters."""
    labels = kinds()

    def counted(name: str, expression) -> list[tuple]:
        documents = filters.apply(matching, without=name).order_by().annotate(value=expression)
        rows = documents.values("value").annotate(count=Count("pk")).order_by("-count", "value")
        return [(row["value"], row["count"]) for row in rows[:FACET_VALUES_SHOWN] if row["value"] is not None]

    def paged(name: str) -> list[tuple]:
        counts = counted(name, Func(F(f"{name}_ids"), function="unnest"))
        titles = {page.pk: page for page in Page.objects.live().filter(pk__in=[pk for pk, _count in counts])}
        return [(titles[pk].slug, titles[pk].title, count) for pk, count in counts if pk in titles]

    values = {
        "type": [(kind, str(labels.get(kind, kind)), count) for kind, count in counted("type", F("kind"))],
        "topic": paged("topic"),
        "person": paged("person"),
        "year": [(year, str(year), count) for year, count in counted("year", ExtractYear("date"))],
    }
    return {
        name: [facet_value(request, name, value, label, count, filters.chosen) for value, label, count in rows]
        for name, rows in values.items()
    }


def facet_value(request, name: str, value, label: str, count: int, chosen: dict) -> FacetValue:
    """Return one value of a facet with the address that chooses it, or that lets it go when it is chosen."""
    selected = chosen.get(name) == value
    parameters = request.GET.copy()
    parameters.pop("page", None)
    parameters.pop(name, None)
    if not selected:
        parameters[name] = value
    return FacetValue(str(value), label, count, selected, f"?{parameters.urlencode()}")
