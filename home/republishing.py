"""Republishing: a post as clean HTML that another site may print, where its licence allows that.

Below the post, at ``republish/``: the text with credit and a link to the original, as plain HTML to copy. Images stay
only if they are under such a licence themselves: that of a text says nothing of a picture in it.
"""

from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString, mark_safe
from lxml import html as lxml_html
from wagtail.images import get_image_model

from blog.models import BlogPage
from content.extension import register_route
from content.feed_entries import make_absolute, preload_bodies, render_content
from content.licences import get_licence_url

from .models import SiteSettings


@register_route(BlogPage, "republish/", name="republish")
def serve_republished(page: BlogPage, request: HttpRequest) -> HttpResponse:
    """Answer with the HTML to copy; 404 where no licence allows it, or the post was withdrawn."""
    site = SiteSettings.for_visitor(request)
    licence = page.licence or site.licence
    licence_url = get_licence_url(licence)
    if not licence_url or page.is_withdrawn:
        raise Http404
    preload_bodies([page])
    text, left_out = drop_unlicensed_images(render_content(page))
    context = {
        "page": page,
        "self": page,
        "licence": licence,
        "licence_url": licence_url,
        "organisation": site.organisation,
        "text": mark_safe(make_absolute(text, page.full_url or "")),  # noqa: S308 - rendered from templates
        "left_out": left_out,
    }
    copied = render_to_string("components/republished.html", context, request).strip()
    response = TemplateResponse(request, "pages/republish.html", context | {"copied": copied})
    response["X-Robots-Tag"] = "noindex"
    return response


def drop_unlicensed_images(html: str) -> tuple[SafeString, int]:
    """Return HTML without the images that may not be republished, with their captions, and how many these are."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    images = list(root.iter("img"))
    allowed = find_allowed_files([image.get("src", "") for image in images])
    unlicensed = [image for image in images if get_file(image.get("src", "")) not in allowed]
    for image in unlicensed:
        next(image.iterancestors("figure"), image).drop_tree()
    inner = "".join(lxml_html.tostring(child, encoding="unicode") for child in root)
    return mark_safe((root.text or "") + inner), len(unlicensed)  # noqa: S308 - as above


def find_allowed_files(addresses: list[str]) -> set[str]:
    """Return the files among these whose image has a licence that allows to republish it."""
    renditions = get_image_model().get_rendition_model().objects.filter(file__in=map(get_file, addresses))
    return {file for file, licence in renditions.values_list("file", "image__licence") if get_licence_url(licence)}


def get_file(address: str) -> str:
    """Return the name of a media file from its address, with or without a host."""
    return unquote(urlsplit(address).path).removeprefix(urlsplit(settings.MEDIA_URL).path)
