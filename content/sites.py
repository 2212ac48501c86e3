"""Which site a request is for."""

from django.db.models import Q
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Page, Site

from .statements import Statement, given

_SITES = Statement(lambda: Site.objects.filter(Q(hostname=given("hostname")) | Q(is_default_site=True)).order_by())
_PAGE = Statement(lambda: Page.objects.filter(pk=given("pk")).order_by())


def find_site(request: HttpRequest) -> Site | None:
    """Return ``Site.find_for_request``, and keep it where Wagtail looks for it.

    Every page asks for it, and Django takes ten times as long to put Wagtail's query together as PostgreSQL to answer.
    Which of several sites it is, is left to Wagtail.
    """
    if not hasattr(request, "_wagtail_site"):
        hostname = split_domain_port(request._get_raw_host())[0]
        sites = _SITES.objects(hostname=hostname)
        if len(sites) == 1:
            (site,) = sites
            (site.root_page,) = _PAGE.objects(pk=site.root_page_id)
            request._wagtail_site = site
    return Site.find_for_request(request)
