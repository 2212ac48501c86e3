"""The search page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from content.serving.sites import get_site

from . import engine
from .active_filters import get_active_filters
from .analytics import count_click, count_search
from .empty_state import get_empty_state
from .engine import Result, SearchResponse
from .forms import SearchForm
from .person_card import PersonCard, get_person_card
from .promoted_links import get_promoted_links
from .throttling import throttle


class CountedResponse(TemplateResponse):
    """Counts its search when it has been sent: the visitor does not wait for it."""

    counted_search: SearchResponse | None = None

    def close(self) -> None:
        if self.counted_search is not None:
            count_search(self.counted_search.query, self.counted_search.total)
        super().close()


@throttle("search")
@cache_control(private=True, max_age=0)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if form.get_error():
        return render(request, "search/results.html", {"form": form}, status=400)
    site = get_site(request)
    search_request = form.get_search_request(site, request.GET.get("page"))
    search = engine.search(search_request)
    active_filters = get_active_filters(search_request, search)
    # Turning pages, filtering and sorting are steps within a search that was begun before.
    is_new = bool(search.query) and search.results.number == 1 and not active_filters and not search_request.by_date
    context = {
        "form": form,
        "query": search.query,
        "search": search,
        "sort": search_request.sort,
        "active_filters": active_filters,
        "empty_state": None if search.total or not search.query else get_empty_state(site),
    }
    context |= _get_featured(site, search) if is_new else {"results": list(search.results)}
    response = CountedResponse(request, "search/results.html", context)
    if is_new:
        response.counted_search = search
    return response


def _get_featured(site: Site, search: SearchResponse) -> dict[str, Any]:
    """Return what a new search shows above its results, and the ``results`` that it does not show there."""
    promoted = get_promoted_links(site, search.query)
    promoted_pages = {link.page_id for link in promoted if link.page_id}
    card = get_person_card(site, search)
    others = [result for result in search.results if not _is_featured(result, promoted_pages, card)]
    return {"promoted": promoted, "person_card": card, "results": others}


def _is_featured(result: Result, promoted_pages: set[int], card: PersonCard | None) -> bool:
    """Whether the page of a result (not a quote or file of it) is shown above the results already."""
    if result.type in ("quote", "document"):
        return False
    return result.page_id in promoted_pages or (card is not None and result.page_id == card.page.pk)


@csrf_exempt  # there is no session to be misused, and the worst that can be done is a wrong count
@throttle("click", as_json=True)
@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """Count that a result was followed: ``q`` of the search. Browsers say by themselves which site sent it."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        count_click(request.POST.get("q", ""))
    return HttpResponse(status=204)
