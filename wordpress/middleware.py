"""Middleware for old addresses that Wagtail's redirects cannot answer: by id (``/?p=12``), parts of pages, and files.

For Wagtail ``/?p=12`` is the home page, and it looks for a redirect only where it finds nothing. Files of the old site
(``/wp-content/uploads/2019/hall-300x200.jpg``) are redirected to a document, or to a rendition of an image.
"""

import re
from urllib.parse import unquote, urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from blog.models import BlogIndexPage
from content.serving.access import may_open
from content.serving.redirects import find_redirect
from core.generation import per_generation
from core.query_parameters import register_uncached_parameters
from events.models import EventIndexPage
from media.rendition_specs import register_rendition_specs

from .importing.addresses import CATEGORY_BASES, DATE_ARCHIVE, PAGE_NUMBER, TAIL
from .importing.redirects import get_stored_path
from .importing.uploads import strip_edits, strip_size
from .models import ImportedItem

# Parameters of WordPress's addresses. This site uses none of them with these values.
OLD_PARAMETERS = (
    *("p", "page_id", "attachment_id", "attachment", "cat", "tag", "author", "m", "feed", "tribe_events"),
    *("s", "paged"),
)
LIST_PARAMETERS = ("s", "paged")
ARCHIVE_PARAMETERS = ("cat", "tag", "author")
register_uncached_parameters(*OLD_PARAMETERS)
# A year, or a year and a month, perhaps with a day, for which there is no list here.
DATE = re.compile(r"(\d{4})(\d\d)?(?:\d\d)?")
ID_PARAMETERS = ("p", "attachment_id")
MAX_PATH_LENGTH = 500
# WordPress serves each feed in four formats.
FEED_FORMAT = re.compile(r"(?<=/feed)/(?:rss2?|rdf|atom)$")
# Further pages of the front page of a blog.
FRONT_PAGE_NUMBER = re.compile(r"/page/\d+")
IMAGE_SIZE = "width-1280|format-jpeg"  # the largest that pages show, so that each image has it
register_rendition_specs(IMAGE_SIZE)
MAX_EDITED = 20


class OldAddressMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        name = next((name for name in OLD_PARAMETERS if request.GET.get(name)), None)
        if name and (target := find_by_parameter(request, name)):
            return HttpResponsePermanentRedirect(target)
        response = self.get_response(request)
        if (
            response.status_code == 404
            and has_old_addresses()
            and (target := find_file(request.path) or find_by_long_path(request) or find_by_part(request))
        ):
            return HttpResponsePermanentRedirect(target)
        return response


@per_generation(lambda: ())
def has_old_addresses() -> bool:
    return ImportedItem.objects.exists() or Redirect.objects.exists()


def find_by_parameter(request: HttpRequest, name: str) -> str | None:
    """Return where an item or archive is now that WordPress identified by a parameter of the query string."""
    value = request.GET[name]
    if len(value) > 200 or "\x00" in value:
        return None
    base = f"/{request.path.lstrip('/')}".removesuffix("index.php")
    for old_path in _get_redirect_paths(base, name, value):
        if redirect := find_redirect(request, Redirect.normalise_path(old_path, decode_unicode=False)):
            is_feed = name in ARCHIVE_PARAMETERS and request.GET.get("feed") and redirect.redirect_page
            return f"{redirect.link}feed/" if is_feed else redirect.link
    if name in ID_PARAMETERS and value.isdecimal():
        item = ImportedItem.objects.filter(key=f"post:{value}", kind="attachment").first()
        return get_file_url(item) if item else None
    if name == "attachment":
        item = ImportedItem.objects.filter(page_path=f"{base}?{urlencode({name: value})}").first()
        return get_file_url(item) if item else None
    if name in LIST_PARAMETERS and base == "/" and ImportedItem.objects.exists():
        return f"{reverse('search')}?{urlencode({'q': value})}" if name == "s" else find_blog(request)
    return None


def _get_redirect_paths(base: str, name: str, value: str) -> list[str]:
    """Return the paths that redirects may have for it."""
    paths = [f"{base}?{urlencode({name: value})}"]
    if name == "m" and (date := DATE.fullmatch(value)):
        paths.append(base + "/".join(filter(None, date.groups())))
    return [*paths, f"{base}feed"] if name == "feed" else paths


def find_blog(request: HttpRequest) -> str | None:
    blog = BlogIndexPage.objects.published().first()
    return blog and blog.get_url(request)


def find_by_long_path(request: HttpRequest) -> str | None:
    """Return where a path leads that is too long for the table of redirects."""
    path = Redirect.normalise_path(request.get_full_path())
    name = get_stored_path(path)
    redirect = find_redirect(request, name) if name != path else None
    return redirect and redirect.link


def find_by_part(request: HttpRequest) -> str | None:
    """Return where a post or archive is now, from the path of a part or another form of it, such as its page 2."""
    path = f"/{request.path.strip('/')}"
    if len(path) > MAX_PATH_LENGTH or "\x00" in path:
        return None
    if FRONT_PAGE_NUMBER.fullmatch(path) and ImportedItem.objects.exists():
        return find_blog(request)
    # WordPress's database ignored case.
    if path != path.lower() and (redirect := find_redirect(request, _encoded(path.lower()))):
        return redirect.link
    feed, path = path, FEED_FORMAT.sub("", path)
    if path != feed and (redirect := find_redirect(request, _encoded(path))):
        return redirect.link
    category = _make_category_path(path)
    if category and (redirect := find_redirect(request, category)):
        return redirect.link
    while (shorter := _strip_tail(path)) not in ("", path):
        path = shorter
        if redirect := find_redirect(request, Redirect.normalise_path(path, decode_unicode=False)):
            return redirect.link
        if address := find_page_at_same_path(request, path):
            return address
    return None


def find_page_at_same_path(request: HttpRequest, path: str) -> str | None:
    """Return the address of an imported page, or of the list of events, that has the path here that it had there."""
    root = Site.find_for_request(request).root_page
    page = Page.objects.live().filter(url_path=f"{root.url_path[:-1]}{path}/").first()
    if page is None or not may_open(page, request):
        return None
    lists_events = issubclass(page.specific_class or Page, EventIndexPage)
    known = ImportedItem.objects.filter(Q(kind="tribe_events") if lists_events else Q(page=page))
    return page.get_url(request) if known.exists() else None


def _encoded(path: str) -> str:
    return Redirect.normalise_path(path, decode_unicode=False)


def _make_category_path(path: str) -> str:
    """Return the path of the redirect for a category, from an archive address with another first part."""
    parts = _strip_tail(path).strip("/").split("/")
    is_category = len(parts) > 1 and parts[0].lower() in CATEGORY_BASES
    ending = "/feed" if path.endswith("/feed") else ""
    return _encoded(f"/category/{parts[-1]}{ending}") if is_category else ""


def _strip_tail(path: str) -> str:
    shorter = TAIL.sub("", path)
    if shorter == path and not DATE_ARCHIVE.search(path):
        # The last number is a part of a post, unless the path is that of a date.
        shorter = PAGE_NUMBER.sub("", path)
    return shorter


def find_file(path: str) -> str | None:
    """Return where a file of the old site is now, from its path or that of the page that showed it."""
    path = unquote(path)
    if len(path) > MAX_PATH_LENGTH or "\x00" in path:
        return None
    items = ImportedItem.objects.select_related("image", "document")
    paths = {path, strip_size(path), strip_edits(path), path.rstrip("/")} - {""}
    item = items.filter(upload_path__in=paths).first() or items.filter(page_path__in=paths).first()
    item = item or _find_edited(items, strip_edits(path))
    return get_file_url(item) if item else None


def _find_edited(items: QuerySet, path: str) -> ImportedItem | None:
    """Return the image that was made from the one at ``path`` in the old media library and is used instead."""
    stem, dot, _extension = path.rpartition(".")
    edited = items.filter(upload_path__startswith=f"{stem}-e").order_by("-upload_path")[:MAX_EDITED] if dot else ()
    return next((item for item in edited if strip_edits(item.upload_path) == path), None)


def get_file_url(item: ImportedItem) -> str | None:
    if item.document:
        return item.document.url if item.document.is_public else None
    if item.image:
        rendition = item.image.get_rendition(IMAGE_SIZE)
        return None if rendition.is_blank else rendition.url
    return None
