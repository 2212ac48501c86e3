"""Citations of a page and of its quotes: a page to read and copy from, and files for reference managers.

Below a page: ``cite/``, ``cite.bib``, ``cite.ris`` and ``cite.json``, and the same for a quote below ``cite/<id>/``.
"""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from content.extension import register_route
from content.models import BasePage

from .formats import FORMATS
from .items import Item, make_page_item, make_quote_item
from .styles import STYLES, format_citation


def register_citations(page_type: type[BasePage]) -> None:
    """Let the pages of a type, and the quotes on them, be cited."""
    for prefix in ("", "cite/<str:block_id>/"):
        for ending in FORMATS:
            view = partial(serve_file, ending=ending)
            register_route(page_type, f"{prefix}cite.{ending}/", name=f"cite_{ending}")(view)
    register_route(page_type, "cite/", name="cite")(serve_citations)
    register_route(page_type, "cite/<str:block_id>/", name="cite_quote")(serve_citations)


def _make_item(page: BasePage, block_id: str) -> Item:
    return make_quote_item(page, block_id) if block_id else make_page_item(page)


def serve_citations(page: BasePage, request: HttpRequest, block_id: str = "") -> HttpResponse:
    """Answer with the citation in each style and format."""
    item = _make_item(page, block_id)
    folder = "" if block_id else "../"  # a quote's files are below this page, those of its page beside it
    context = {
        "page": page,
        "self": page,
        "item": item,
        "source_url": item["URL"],
        "is_quote": bool(block_id),
        "shared_quote": block_id,
        "styles": [{"name": name, "text": format_citation(item, name)} for name in STYLES],
        "formats": [
            {"name": known.label, "file": f"{folder}cite.{ending}", "text": known.write(item)}
            for ending, known in FORMATS.items()
        ],
    }
    return _keep_out_of_searches(TemplateResponse(request, "pages/citations.html", context))


def serve_file(page: BasePage, request: HttpRequest, ending: str, block_id: str = "") -> HttpResponse:
    """Answer with a file for reference managers."""
    item, known = _make_item(page, block_id), FORMATS[ending]
    response = HttpResponse(known.write(item), content_type=f"{known.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{item["id"]}.{ending}"'
    return _keep_out_of_searches(response)


def _keep_out_of_searches(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
