"""Tags for the head of a page."""

from django import template
from django.utils.safestring import SafeString

from content.serving.sites import get_site
from content.structured_data import json_ld

from ..heads import Head, make_head
from ..oembed import KINDS, make_discovery_links
from ..share_images import ShareImage, find_share_image
from ..structured_data import make_graph

register = template.Library()


@register.simple_tag(takes_context=True)
def head_of_page(context: template.Context) -> Head:
    """Return title, canonical address and language of what is shown (``home.heads``)."""
    return make_head(context.flatten())


@register.simple_tag(takes_context=True)
def share_image_of_page(context: template.Context) -> ShareImage | None:
    """Return the picture that a link to what is shown has on social networks (``home.share_images``)."""
    return find_share_image(context.flatten())


@register.simple_tag(takes_context=True)
def structured_data_graph(context: template.Context, head: Head) -> SafeString:
    """Return the JSON-LD of what is shown. Somebody with a link for approval sees one version of one page, and none."""
    if "request" not in context or context.get("approval"):
        return SafeString("")
    return json_ld(make_graph(context.flatten(), head))


@register.simple_tag(takes_context=True)
def oembed_links(context: template.Context, head: Head) -> list[dict[str, str]]:
    """Return type and address of what shows this page elsewhere, by oEmbed; nothing for views below a page."""
    page, site = context.get("page"), get_site(context["request"]) if "request" in context else None
    if site is None or page is None or context.get("approval"):
        return []
    is_shown = getattr(page, "kind", "") in KINDS and head.address == page.full_url
    return make_discovery_links(site, head.address) if is_shown else []
