"""The search page, and the same search as data."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .engine import Search, run_search
from .forms import SearchForm


def answer(request: HttpRequest, form: SearchForm) -> Search:
    return run_search(Site.find_for_request(request), {**form.values, "page": request.GET.get("page")})


@cache_control(private=True, max_age=0)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    refused = "q" in form.errors
    search = answer(request, SearchForm({}) if refused else form)
    context = {
        "form": form,
        "query": search.query,
        "results": search.results,
        "total": search.total,
        "facets": search.facets,
    }
    return render(request, "search/results.html", context, status=400 if refused else 200)


@cache_control(private=True, max_age=0)
@require_safe
def results_json(request: HttpRequest) -> JsonResponse:
    """``{"query", "total", "results": [...], "facets": {...}, "suggestion"}`` with absolute addresses."""
    form = SearchForm(request.GET)
    if "q" in form.errors:
        return JsonResponse({"error": " ".join(form.errors["q"])}, status=400)
    return JsonResponse(as_data(answer(request, form)))


def as_data(search: Search) -> dict:
    return {
        "query": search.query,
        "total": search.total,
        "results": [
            {
                "title": result.title,
                "url": result.url,
                "type": result.type,
                "date": result.date and result.date.isoformat(),
                "snippet": result.snippet,
                "people": result.people,
                "topics": result.topics,
            }
            for result in search.results
        ],
        "facets": {
            name: [{"value": value.value, "label": value.label, "count": value.count} for value in values]
            for name, values in search.facets.items()
        },
        "suggestion": None,
    }
