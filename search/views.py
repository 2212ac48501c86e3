"""The search page, and the same search as data."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .forms import SearchForm
from .results import Search, run_search


@cache_control(private=True, max_age=0)
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET)
    refused = "q" in form.errors
    search = run_search(request, {} if refused else form.values)
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
    return JsonResponse(as_data(run_search(request, form.values)))


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
