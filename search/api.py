"""API of the search: JSON, an Atom feed, suggestions, and OpenSearch for the address bar of browsers."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from content.feed_formats import NEVER, XMLTextMixin
from content.serving.sites import get_site

from . import engine
from .engine import Result, SearchResponse, Suggestion
from .forms import SearchForm
from .throttling import throttle

MAX_FEED_ENTRIES = 30
#: Characters. What is typed beyond them is ignored.
MAX_TYPED_LENGTH = 200


class ResultsFeed(XMLTextMixin, Atom1Feed):
    """The results of a search (RFC 4287)."""


def _search(request: HttpRequest, form: SearchForm) -> SearchResponse:
    return engine.search(form.get_search_request(get_site(request), request.GET.get("page")))


def _build_error(form: SearchForm) -> JsonResponse:
    return JsonResponse({"error": form.get_error()}, status=400)


@throttle("search", as_json=True)
@cache_control(private=True, max_age=0)
@require_safe
def results_json(request: HttpRequest) -> JsonResponse:
    """``{"query", "total", "results": [...], "facets": {...}, "suggestion"}`` with absolute addresses."""
    form = SearchForm(request.GET)
    if form.get_error():
        return _build_error(form)
    response = JsonResponse(serialise(_search(request, form)))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def serialise(search: SearchResponse) -> dict:
    """``suggestion`` is the query that was answered in place of a misspelt one, or one to try instead."""
    return {
        "query": search.query,
        "total": search.total,
        "results": [
            {
                "title": result.title,
                "url": result.url,
                "type": result.type,
                "date": result.date and result.date.isoformat(timespec="seconds"),
                "day": result.day and result.day.isoformat(),
                "snippet": result.snippet,
                "people": result.people,
                "topics": result.topics,
                "label": result.label,
                "matches": result.match_count,
                "by_meaning": result.by_meaning,
            }
            for result in search.results
        ],
        "facets": {
            name: [{"value": value.value, "label": value.label, "count": value.count} for value in values]
            for name, values in search.facets.items()
        },
        "suggestion": search.corrected_query or next(iter(search.similar_words), None),
    }


@throttle("search", as_json=True)
@cache_control(private=True, max_age=0)
@require_safe
def results_atom(request: HttpRequest) -> HttpResponse:
    """The results of a search as a feed (RFC 4287), the newest first, so that it can be subscribed to."""
    form = SearchForm({**request.GET.dict(), "sort": "date", "page_size": MAX_FEED_ENTRIES})
    if form.get_error():
        return _build_error(form)
    feed = _build_feed(request, _search(request, form))
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _build_feed(request: HttpRequest, search: SearchResponse) -> ResultsFeed:
    site = get_site(request)
    assert site is not None
    parameters = request.GET.copy()
    for name in ("page", "page_size", "sort"):
        parameters.pop(name, None)
    site_name = site.site_name or site.hostname
    feed = ResultsFeed(
        title=_("“%(query)s” – %(site)s") % {"query": search.query, "site": site_name},
        link=f"{site.root_url}{reverse('search')}?{parameters.urlencode()}",
        description="",
        feed_url=f"{site.root_url}{reverse('search_results_atom')}?{parameters.urlencode()}",
        language="en-gb",
        # Needed where an entry has no author of its own (RFC 4287, 4.1.1).
        author_name=site_name,
    )
    pages = Page.objects.in_bulk([result.page_id for result in search.results])
    for result in search.results:
        _add_entry(feed, result, pages.get(result.page_id))
    return feed


def _add_entry(feed: ResultsFeed, result: Result, page: Page | None) -> None:
    first_published, last_published = (page.first_published_at, page.last_published_at) if page else (None, None)
    feed.add_item(
        title=result.title,
        link=result.url,
        description=result.snippet or None,
        unique_id=result.url,
        # A page may be dated back; the date of an event to come is not that of its page.
        pubdate=min(filter(None, (result.date, first_published)), default=None),
        updateddate=last_published or result.date or NEVER,
        categories=result.topics,
        author_name=", ".join(result.people) or None,
    )


def _suggest(request: HttpRequest) -> list[Suggestion]:
    return engine.suggest(get_site(request), request.GET.get("q", "")[:MAX_TYPED_LENGTH])


@throttle("suggest", as_json=True)
@cache_control(private=True, max_age=60)
@require_safe
def suggest_json(request: HttpRequest) -> JsonResponse:
    """``{"suggestions": [{"title", "url", "type"}]}`` for what is being typed, with absolute addresses."""
    found = [{"title": one.title, "url": one.url, "type": one.type} for one in _suggest(request)]
    return JsonResponse({"suggestions": found})


@throttle("suggest", as_json=True)
@cache_control(private=True, max_age=60)
@require_safe
def opensearch_suggestions(request: HttpRequest) -> JsonResponse:
    """The same as browsers want it: query, completions, descriptions, addresses (OpenSearch Suggestions 1.1)."""
    found = _suggest(request)
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
    site = get_site(request)
    assert site is not None
    context = {"root_url": site.root_url}
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "search/opensearch.xml", context, content_type=content_type)
