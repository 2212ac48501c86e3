"""Finding the site of a request, with a prepared query."""

from django.db.models import Q
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from core.prepared_queries import CompiledQuery, param


def _get_candidates():
    sites = Site.objects.filter(Q(hostname=param("hostname")) | Q(is_default_site=True))
    return sites.order_by().select_related("root_page")


_CANDIDATES = CompiledQuery(_get_candidates, beside="root_page")


def get_site(request: HttpRequest) -> Site | None:
    """Return ``Site.find_for_request(request)``, and keep the site on the request, where Wagtail looks for it.

    Every page needs the site, and Django takes ten times as long to build Wagtail's query as PostgreSQL to answer it.
    If several sites are possible, Wagtail chooses.
    """
    if not hasattr(request, "_wagtail_site"):
        hostname = split_domain_port(request._get_raw_host())[0]
        sites = _CANDIDATES.objects(hostname=hostname)
        if len(sites) == 1:
            request._wagtail_site = sites[0]
    return Site.find_for_request(request)
