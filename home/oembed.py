"""An oEmbed provider (https://oembed.com, version 1.0): posts, events and quotes shown on other sites.

What it returns is a figure without scripts, styles or frames, so that the other site sets it in its own type, and no
visitor of that site is known here. Where it would be higher than the consumer allows, there is a link instead.
"""

from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe
from wagtail.models import Site

from content.models import BasePage
from content.serving.lookup import find_route
from content.serving.sites import get_site
from content.structured_data import make_image_node
from core.query_parameters import register_parameters
from people.attributions import iter_quotes

from .models import SiteSettings

FORMATS = ("json", "xml")
#: In pixels. The height is an estimate for text of the usual size: the other site has its own.
WIDTH, LINE_HEIGHT, CHARACTER_WIDTH, FRAME = 600, 28, 9, 60
#: The kinds of pages that can be embedded (``BasePage.kind``).
KINDS = {"post", "event"}
CACHE_SECONDS = 3600


class OEmbedForm(forms.Form):
    url = forms.CharField(max_length=2000)
    maxwidth = forms.IntegerField(min_value=1, required=False)
    maxheight = forms.IntegerField(min_value=1, required=False)
    format = forms.CharField(required=False)


register_parameters(*OEmbedForm.base_fields)


@dataclass(frozen=True)
class Embedded:
    """What is embedded: a page, or a quote on it."""

    page: BasePage
    quote: Any = None
    anchor: str = ""

    @property
    def url(self) -> str:
        return f"{self.page.full_url}{self.anchor}"


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer with JSON or XML: 400 without an address, 404 where nothing can be shown, 501 for other formats."""
    form = OEmbedForm(request.GET)
    if not form.is_valid():
        return HttpResponse("\n".join(form.errors), status=400, content_type="text/plain")
    chosen = form.cleaned_data
    if (chosen["format"] or "json") not in FORMATS:
        return HttpResponse(status=501)
    embedded = find_embedded(request, chosen["url"])
    answer = make_answer(embedded, request, chosen["maxwidth"], chosen["maxheight"])
    response = write_xml(answer) if chosen["format"] == "xml" else JsonResponse(answer)
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response


def find_embedded(request: HttpRequest, url: str) -> Embedded:
    """Return what an address of this site shows; 404 if that is nothing that can be embedded, or not public."""
    site, parts = get_site(request), _split(url)
    if site is None or parts.hostname not in {site.hostname, request.get_host().partition(":")[0]}:
        raise Http404
    route = find_route(site, request, parts.path)
    page = route and route.page
    if not isinstance(page, BasePage) or route is None or "view" in route.kwargs or not page.is_published:
        raise Http404
    if parts.fragment.startswith("quote-"):
        anchor = f"#{parts.fragment}"
        quote = next((value for found, value in iter_quotes(page) if found == anchor), None)
        if quote is not None:
            return Embedded(page, quote, anchor)
    if page.kind not in KINDS:
        raise Http404
    return Embedded(page)


def _split(url: str):
    try:
        return urlsplit(url)
    except ValueError as error:
        raise Http404 from error


def make_answer(embedded: Embedded, request: HttpRequest, max_width: int | None, max_height: int | None) -> dict:
    """Return the values of the answer, in the order of the specification."""
    site, settings = get_site(request), SiteSettings.for_visitor(request)
    assert site is not None
    context = {"embedded": embedded, "page": embedded.page, "quote": embedded.quote, "provider": settings.organisation}
    html = render_to_string(f"oembed/{'quote' if embedded.quote else embedded.page.kind}.html", context).strip()
    width = min(WIDTH, max_width or WIDTH)
    lines = sum(ceil(len(part) * CHARACTER_WIDTH / width) for part in strip_tags(html).splitlines() if part.strip())
    height = FRAME + lines * LINE_HEIGHT
    is_shown = not max_height or height <= max_height
    answer = {
        "type": "rich" if is_shown else "link",
        "version": "1.0",
        "title": embedded.page.title,
        **describe_author(embedded),
        "provider_name": settings.organisation,
        "provider_url": f"{site.root_url}/",
        "cache_age": CACHE_SECONDS,
        **describe_thumbnail(embedded.page, max_width, max_height),
    }
    return answer | ({"html": html, "width": width, "height": height} if is_shown else {})


def describe_author(embedded: Embedded) -> dict[str, str]:
    """Return the speaker of a quote, or who is credited, with the address of one who has a public page."""
    people = [embedded.quote] if embedded.quote else embedded.page.credits
    names = [person.display_name for person in people]
    person = people[0].public_person if len(people) == 1 else None
    found = {"author_name": ", ".join(names), "author_url": person.full_url if person else ""}
    return {name: value for name, value in found.items() if value}


def describe_thumbnail(page: BasePage, max_width: int | None, max_height: int | None) -> dict:
    """Return the image for sharing, unless it is larger than the consumer allows."""
    image = make_image_node(page.share_image)
    if not image or image["width"] > (max_width or image["width"]) or image["height"] > (max_height or image["height"]):
        return {}
    return {f"thumbnail_{name}": image[name] for name in ("url", "width", "height")}


def write_xml(answer: dict) -> HttpResponse:
    root = Element("oembed")
    for name, value in answer.items():
        SubElement(root, name).text = str(value)
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type="text/xml; charset=utf-8")


def make_discovery_links(site: Site, address: str) -> list[dict[str, str]]:
    """Return type and address of both formats, for the head of a page that can be embedded."""
    endpoint = f"{site.root_url}{reverse('oembed')}"
    return [
        {"type": media_type, "url": f"{endpoint}?{urlencode({'url': address, 'format': name})}"}
        for name, media_type in (("json", "application/json+oembed"), ("xml", "text/xml+oembed"))
    ]
