"""Which site a request is for."""

from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Page, Site


def find_site(request: HttpRequest) -> Site | None:
    """Return ``Site.find_for_request``, and keep it where Wagtail looks for it.

    Every page asks for it, and Django takes ten times as long to put Wagtail's query together as PostgreSQL to answer.
    Which of several sites it is, is left to Wagtail.
    """
    if not hasattr(request, "_wagtail_site"):
        hostname = split_domain_port(request._get_raw_host())[0]
        sites = list(
            Site.objects.raw("SELECT * FROM wagtailcore_site WHERE hostname = %s OR is_default_site", [hostname])
        )
        if len(sites) == 1:
            (site,) = sites
            site.root_page = Page.objects.raw("SELECT * FROM wagtailcore_page WHERE id = %s", [site.root_page_id])[0]
            request._wagtail_site = site
    return Site.find_for_request(request)
