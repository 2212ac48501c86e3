"""Searches as data: JSON, an Atom feed, suggestions, and what a browser needs to search from its address bar."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from content.feeds import XMLTextMixin
from content.serving.sites import get_site

from .engine import Search, Suggestion, suggest
from .forms import SearchForm
from .limits import limited
from .views import answer

ENTRIES = 30


class ResultsFeed(XMLTextMixin, Atom1Feed):
    """What a search finds (RFC 4287)."""


def refusal(form: SearchForm) -> JsonResponse:
    return JsonResponse({"error": " ".join(form.errors["q"])}, status=400)


@limited("search", data=True)
@cache_control(private=True, max_age=0)
@require_safe
def results_json(request: HttpRequest) -> JsonResponse:
    """``{"query", "total", "results": [...], "facets": {...}, "suggestion"}`` with absolute addresses."""
    form = SearchForm(request.GET)
    if "q" in form.errors:
        return refusal(form)
    response = JsonResponse(as_data(answer(request, form)))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def as_data(search: Search) -> dict:
    """``suggestion`` is the query that was answered in place of a misspelt one, or that might be asked instead."""
    return {
        "query": search.query,
        "total": search.total,
        "results": [
            {
                "title": result.title,
                "url": result.url,
                "type": result.type,
                "date": result.date and result.date.isoformat(),
                "day": result.day and result.day.isoformat(),
                "snippet": result.snippet,
                "people": result.people,
                "topics": result.topics,
                "label": result.label,
                "matches": result.matches,
            }
            for result in search.results
        ],
        "facets": {
            name: [{"value": value.value, "label": value.label, "count": value.count} for value in values]
            for name, values in search.facets.items()
        },
        "suggestion": search.showing or next(iter(search.closest), None),
    }


@limited("search", data=True)
@cache_control(private=True, max_age=0)
@require_safe
def results_atom(request: HttpRequest) -> HttpResponse:
    """What a search finds as a feed (RFC 4287), the newest first, so that it can be subscribed to."""
    form = SearchForm({**request.GET.dict(), "sort": "date", "page_size": ENTRIES})
    if "q" in form.errors:
        return refusal(form)
    search = answer(request, form)
    site = get_site(request)
    words = request.GET.copy()
    for name in ("page", "page_size", "sort"):
        words.pop(name, None)
    name = site.site_name or site.hostname
    feed = ResultsFeed(
        title=_("“%(query)s” – %(site)s") % {"query": search.query, "site": name},
        link=f"{site.root_url}{reverse('search')}?{words.urlencode()}",
        description="",
        feed_url=f"{site.root_url}{reverse('search_results_atom')}?{words.urlencode()}",
        language="en-gb",
        # Needed where an entry has no author of its own (RFC 4287, 4.1.1).
        author_name=name,
    )
    pages = Page.objects.in_bulk([result.page_id for result in search.results])
    for result in search.results:
        page = pages.get(result.page_id)
        began, changed = (page.first_published_at, page.last_published_at) if page else (None, None)
        feed.add_item(
            title=result.title,
            link=result.url,
            description=result.snippet,
            unique_id=result.url,
            # A page may be dated back; the date of an event to come is not that of its page.
            pubdate=min(filter(None, (result.date, began)), default=None),
            updateddate=changed or result.date or timezone.now(),
            categories=result.topics,
            author_name=", ".join(result.people) or None,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def suggestions(request: HttpRequest) -> list[Suggestion]:
    return suggest(get_site(request), request.GET.get("q", "")[:200])


@limited("suggest", data=True)
@cache_control(private=True, max_age=60)
@require_safe
def suggest_json(request: HttpRequest) -> JsonResponse:
    """``{"suggestions": [{"title", "url", "type"}]}`` for what is being typed, with absolute addresses."""
    found = [{"title": one.title, "url": one.url, "type": one.type} for one in suggestions(request)]
    return JsonResponse({"suggestions": found})


@limited("suggest", data=True)
@cache_control(private=True, max_age=60)
@require_safe
def opensearch_suggestions(request: HttpRequest) -> JsonResponse:
    """The same as browsers want it: query, completions, descriptions, addresses (OpenSearch Suggestions 1.1)."""
    found = suggestions(request)
    data = [
        request.GET.get("q", ""),
        [one.title for one in found],
        [one.type for one in found],
        [one.url for one in found],
    ]
    return JsonResponse(data, safe=False, content_type="application/x-suggestions+json")


@cache_control(public=True, max_age=86_400)
@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """OpenSearch 1.1: how to search this site from the address bar of a browser."""
    context = {"root_url": get_site(request).root_url}
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "search/opensearch.xml", context, content_type=content_type)
