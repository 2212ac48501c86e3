"""The head of an HTML page: title, canonical address and language of what is shown.

That is a page of the tree, a view below one, which sets ``meta_title`` and ``canonical_url`` in the context, or a
further page of a list, which has a title and an address of its own: it is no copy of the first one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.languages import get_language_tag, get_locale
from core.query_parameters import get_parameters


@dataclass(frozen=True)
class Head:
    """``title`` is that of the page within the site, ``share_title`` the one that shared links show."""

    title: str
    share_title: str
    address: str
    language: str
    locale: str


def make_head(context: Mapping[Any, Any]) -> Head:
    """Return the head for the context of a template. ``address`` is empty where a page has none, as in a preview."""
    page, request = context.get("page"), context.get("request")
    page = page if isinstance(page, Page) else None
    code = getattr(page, "language", "") or settings.LANGUAGE_CODE
    title = str(context.get("meta_title") or (page and (page.seo_title or page.title)) or "")
    share_title = str(context.get("meta_title") or (page and page.title) or title)
    if (number := get_list_number(request)) > 1:
        further = _("%(title)s, page %(number)d")
        title = further % {"title": title, "number": number}
        share_title = further % {"title": share_title, "number": number}
    address = context.get("canonical_url") or (page and page.pk and page.get_full_url(request)) or ""
    return Head(
        title,
        share_title,
        f"{address}{get_list_query(request)}" if address else "",
        get_language_tag(code),
        get_locale(code),
    )


def get_list_number(request: HttpRequest | None) -> int:
    """Return the number of the page of the list that is shown; 1 where there is no list."""
    list_page = getattr(request, "list_page", None)
    return list_page.number if list_page else 1


def get_list_query(request: HttpRequest | None) -> str:
    """Return the query string of a further page of a list, with the list's filters; empty for the first page."""
    number = get_list_number(request)
    if request is None or number == 1:
        return ""
    known = get_parameters() - {"page"}
    filters = sorted((name, value) for name, value in request.GET.items() if name in known and value)
    return f"?{urlencode([*filters, ('page', number)])}"
