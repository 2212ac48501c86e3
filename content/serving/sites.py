"""Which site a request is for."""

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Site

from core.prepared_queries import CompiledQuery, param
from core.wagtail_compat import get_request_hostname, has_site, set_site


def _matching():
    sites = Site.objects.filter(Q(hostname=param("hostname")) | Q(is_default_site=True))
    return sites.order_by().select_related("root_page")


_MATCHING = CompiledQuery(_matching, related="root_page")


def get_site(request: HttpRequest) -> Site | None:
    """Return ``Site.find_for_request``, and keep it where Wagtail looks for it.

    Every page asks for it, and Django takes ten times as long to put Wagtail's query together as PostgreSQL to answer.
    Which of several sites it is, is left to Wagtail.
    """
    if not has_site(request):
        sites = _MATCHING.fetch(hostname=get_request_hostname(request))
        if len(sites) == 1:
            set_site(request, sites[0])
    return Site.find_for_request(request)
