"""Finding the site of a request, with a prepared query."""

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Site

from core.prepared_queries import CompiledQuery, param
from core.wagtail_compat import get_request_hostname, has_site, set_site


def _get_candidates():
    sites = Site.objects.filter(Q(hostname=param("hostname")) | Q(is_default_site=True))
    return sites.order_by().select_related("root_page")


_CANDIDATES = CompiledQuery(_get_candidates, related="root_page")


def get_site(request: HttpRequest) -> Site | None:
    """Return ``Site.find_for_request(request)``, and keep the site on the request, where Wagtail looks for it.

    Every page needs the site, and Django takes ten times as long to build Wagtail's query as PostgreSQL to answer it.
    If several sites are possible, Wagtail chooses.
    """
    if not has_site(request):
        sites = _CANDIDATES.fetch(hostname=get_request_hostname(request))
        if len(sites) == 1:
            set_site(request, sites[0])
    return Site.find_for_request(request)
