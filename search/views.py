"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from content.serving.sites import get_site

from .cards import get_person_card, get_ways_on
from .engine import Search, run_search
from .forms import SearchForm
from .limits import limited
from .log import count_click, count_search
from .narrowing import get_chosen
from .promotions import get_promoted


class CountedResponse(TemplateResponse):
    """Counts its search when it has been sent: the visitor does not wait for it."""

    search: Search | None = None

    def close(self) -> None:
        if self.search is not None:
            count_search(self.search.query, self.search.total)
        super().close()


def answer(request: HttpRequest, form: SearchForm) -> Search:
    return run_search(get_site(request), {**form.values, "page": request.GET.get("page")})


@limited("search")
@cache_control(private=True, max_age=0)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    if "q" in form.errors:
        return render(request, "search/results.html", {"form": form}, status=400)
    site, values = get_site(request), form.values
    search = answer(request, form)
    chosen = get_chosen(search, values)
    # Turning pages, narrowing and sorting are steps within a search that was begun before.
    begins = bool(search.query) and search.results.number == 1 and not chosen and "sort" not in values
    promoted = get_promoted(site, search.query) if begins else []
    promoted_pages = {result.page_id for result in promoted if result.page_id}
    card = get_person_card(site, search) if begins else None
    response = CountedResponse(
        request,
        "search/results.html",
        {
            "form": form,
            "query": search.query,
            "search": search,
            "sort": values.get("sort", "relevance"),
            "chosen": chosen,
            "promoted": promoted,
            "card": card,
            "shown": [result for result in search.results if not is_shown_above(result, promoted_pages, card)],
            "ways_on": None if search.total or not search.query else get_ways_on(site),
        },
    )
    if begins and (search.total or not search.took_too_long):
        response.search = search
    return response


def is_shown_above(result, promoted_pages: set[int], card) -> bool:
    """Whether the page of a result (not a quote or file of it) is on the first page of results already."""
    if result.type in ("quote", "document"):
        return False
    return result.page_id in promoted_pages or (card is not None and result.page_id == card.page.pk)


@csrf_exempt  # there is no session to be misused, and the worst that can be done is a wrong count
@limited("click", data=True)
@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """Count that a result was followed: ``q`` of the search. Browsers say by themselves who sent it."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin":
        count_click(request.POST.get("q", ""))
    return HttpResponse(status=204)
