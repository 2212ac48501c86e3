"""Views outside the page tree: health, robots.txt, sitemap, security.txt and media files."""

import posixpath
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.models import Site

from . import unavailable
from .backup.status import get_last_backup
from .health import get_findings
from .sitemaps import write_sitemap

# Originals and documents are served by views that check permissions, never by this one.
PRIVATE_MEDIA = ("documents/", "original_images/")


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """Liveness: 200 if the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Readiness: 200 if the process and its database answer, else 503.

    With a worker, jobs, backups, a cache or a replica that fail the status is ``degraded`` and the answer still 200:
    pages can be read, and another web process would have the same worker. Each has a word for programs;
    ``manage.py doctor`` says more.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        findings = get_findings()
        backup = get_last_backup()
    except Error:
        response = unavailable.make_response(request, unavailable.Reason.AWAY)
        response.content = b'{"status": "unavailable", "database": "away"}'
        return response
    status = "ok" if all(finding.is_good for finding in findings.values()) else "degraded"
    words = {name: "ok" if finding.is_good else "failing" for name, finding in findings.items()}
    return JsonResponse(
        {"status": status, "database": "ok", **words, "last_backup": backup.made_at.isoformat() if backup else None}
    )


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The sitemap of the request's site. 404 if no site has the request's host."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    xml = write_sitemap(site, request.build_absolute_uri("/").rstrip("/"))
    # Search engines read the sitemap, and do not show it.
    return HttpResponse(xml, content_type="application/xml", headers={"X-Robots-Tag": "noindex, noodp, noarchive"})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt (RFC 9309): everything but the admin, searches, forms, and combinations of filters.

    Every page can be reached without these, by links and by the sitemap.
    """
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "Disallow: /*/book/",
        "Disallow: /*/booking/",
        "Disallow: /*/correct/",
        "Disallow: /*?*&*&",
        "",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116): the contact for vulnerabilities. 404 unless SECURITY_CONTACT is set."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [f"Contact: {settings.SECURITY_CONTACT}", f"Expires: {expires}", "Preferred-Languages: en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@cache_control(public=True, max_age=31_536_000, immutable=True)
@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition of an image. Its name changes with its content, so that browsers may cache it forever."""
    path = posixpath.normpath(path)
    if path.startswith(("../", "/", *PRIVATE_MEDIA)):
        raise Http404
    if isinstance(default_storage, FileSystemStorage):
        response = serve(request, path, document_root=settings.MEDIA_ROOT)
    else:
        response = _serve_object(path)
    # An uploaded file may be shown, but no script in it may run.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _serve_object(path: str) -> FileResponse:
    try:
        return FileResponse(default_storage.open(path), filename=posixpath.basename(path))
    except (FileNotFoundError, SuspiciousOperation) as error:
        raise Http404 from error
