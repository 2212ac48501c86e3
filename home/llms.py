"""llms.txt (https://llmstxt.org): what this site has for programs that answer questions, as links in Markdown."""

from collections.abc import Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from blog.models import BlogIndexPage, BlogPage
from content.feed_formats import FORMATS
from content.markdown import FILE_NAME, escape_line
from content.models import BasePage
from content.serving.sites import get_site
from events.models import EventPage
from topics.models import TopicPage

from .models import SiteSettings

NEWEST = 100  # posts


@require_safe
def llms_txt(request: HttpRequest) -> HttpResponse:
    """Answer with the list; 404 if no site has the request's host."""
    site = get_site(request)
    if site is None:
        raise Http404
    settings = SiteSettings.for_visitor(request)
    lines = [f"# {escape_line(settings.organisation)}", ""]
    if settings.tagline:
        lines += [f"> {escape_line(settings.tagline)}", ""]
    if settings.footer_text:
        lines += [escape_line(settings.footer_text), ""]
    lines += list(iter_sections(site))
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def iter_sections(site: Site) -> Iterator[str]:
    """Yield the lines of all sections that have anything."""
    posts = get_listed(BlogPage, site).newest_first().defer_streamfields()[:NEWEST]
    events = get_listed(EventPage, site).upcoming().for_listing()
    topics = get_listed(TopicPage, site).order_by("title").defer_streamfields()
    yield from list_pages(_("Posts"), posts, ending=FILE_NAME)
    yield from list_pages(_("Events to come"), events)
    yield from list_pages(_("Topics"), topics)
    yield f"## {_('Optional')}"
    yield ""
    yield make_link(_("Sitemap"), f"{site.root_url}{reverse('sitemap')}", _("every page"))
    search = f"{site.root_url}{reverse('search_results_json')}?q="
    yield make_link(_("Search as JSON"), search, _("add words to the address"))
    for blog in get_listed(BlogIndexPage, site):
        yield from (make_link(known.label, f"{blog.full_url}{known.path}", blog.title) for known in FORMATS.values())


def get_listed(model: type[BasePage], site: Site):
    """Return the published pages of a type on a site that search engines may list, too."""
    return model.objects.published().descendant_of(site.root_page).filter(noindex=False)


def list_pages(heading: str, pages: Iterable[BasePage], ending: str = "") -> Iterator[str]:
    lines = [make_link(page.title, f"{page.full_url}{ending}", page.description) for page in pages]
    if lines:
        yield from (f"## {heading}", "", *lines, "")


def make_link(title: str, address: str, about: str) -> str:
    return f"- [{escape_line(title)}]({address})" + (f": {escape_line(about)}" if about else "")
