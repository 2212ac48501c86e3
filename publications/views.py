"""Views at addresses below a publication."""

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.documents.views.serve import serve

from content.extension import register_route

from .models import PublicationPage


@register_route(PublicationPage, "pdf/")
def serve_pdf(publication: PublicationPage, request: HttpRequest) -> HttpResponse:
    """Answer with the publication itself.

    Google Scholar takes a PDF only from a subdirectory of the page that describes it (Inclusion Guidelines for
    Webmasters, ``citation_pdf_url``). Other files have the addresses of the document library.
    """
    if publication.pdf is None:
        raise Http404
    document = publication.pdf.document
    return serve(request, document.pk, document.filename)
