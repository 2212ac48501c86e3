"""The JSON-LD graph of a page: the nodes of what it shows, and those that all pages have.

These are the site, which can be searched, the institution, the web page and the way to it. Google's pages on structured
data say what each needs: https://developers.google.com/search/docs/appearance/structured-data/search-gallery
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from content.licences import get_licence_url
from content.models import BasePage
from content.serving.sites import get_site
from content.structured_data import drop_empty, make_image_node
from core.generation import per_generation

from .heads import Head
from .icons import LOGO_FILTER
from .models import SiteSettings
from .share_images import make_card_node

#: What an institution publishes, on its terms.
ARTICLES = {"BlogPosting", "Report"}
#: What Google wants an image of. A person is shown by a portrait or not at all.
WITH_IMAGE = {*ARTICLES, "Event", "EventSeries"}


def make_graph(context: Mapping[Any, Any], head: Head) -> list[dict]:
    """Return the nodes for the context of a template; none for a host without a site."""
    request, settings = context["request"], context["site_settings"]
    site = get_site(request)
    if site is None:
        return []
    own, page = context.get("structured_data"), context.get("page")
    nodes = [complete_node(add_card(node, page), settings, site) for node in own or []]
    shown = list(nodes)
    if isinstance(page, BasePage) and head.address and own is not None:
        way = list(iter_way(context, page, head, site))
        shown.append(make_page_node(page, head, site, nodes, has_way=len(way) > 1))
        shown += [make_breadcrumbs(way, head)] if len(way) > 1 else []
    return [*shown, *make_site_nodes(request, settings, site)]


def make_site_nodes(request: HttpRequest, settings: SiteSettings, site: Site) -> list[dict]:
    """Return ``WebSite`` and ``Organization``."""
    root = f"{site.root_url}/"
    search = f"{site.root_url}{reverse('search')}?q={{search_term_string}}"
    website = {
        "@type": "WebSite",
        "@id": f"{root}#website",
        "url": root,
        "name": settings.organisation,
        "description": settings.tagline,
        "publisher": {"@id": f"{root}#organization"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
    organisation = {
        "@type": "Organization",
        "@id": f"{root}#organization",
        "url": root,
        "name": settings.organisation,
        "description": settings.footer_text,
        "logo": (settings.logo and make_logo_node(request)) or make_icon_node(site),
        "email": settings.contact_email,
        "address": ", ".join(settings.address.splitlines()),
        "sameAs": [link["url"] for link in settings.social_links],
    }
    return [drop_empty(website), drop_empty(organisation)]


@per_generation(lambda request: (request.scheme, request.get_host()))
def make_logo_node(request: HttpRequest) -> dict | None:
    """Return the logo in the size that icons are made from; None if it cannot be shown."""
    logo = SiteSettings.for_visitor(request).logo
    rendition = logo.get_rendition(LOGO_FILTER) if logo else None
    if rendition is None or rendition.is_blank:
        return None
    return {"@type": "ImageObject", "url": rendition.full_url, "width": rendition.width, "height": rendition.height}


def make_icon_node(site: Site) -> dict:
    """Return the touch icon, which is made from the name. Google wants a logo of 112 pixels or more each way."""
    return {"@type": "ImageObject", "url": f"{site.root_url}{reverse('touch_icon')}", "width": 180, "height": 180}


def add_card(node: dict, page: Any) -> dict:
    """Return the node of what the page itself is with the share card for an image, if it has none."""
    is_own = isinstance(page, BasePage) and node.get("@id") == page.schema_id and node["@type"] in WITH_IMAGE
    card = make_card_node(page) if is_own and "image" not in node else None
    return node | {"image": card} if card else node


def complete_node(node: dict, settings: SiteSettings, site: Site) -> dict:
    """Return the node of an article with what the site gives it: publisher, licence, and author and image if none."""
    if node["@type"] not in ARTICLES:
        return node
    root = f"{site.root_url}/"
    organisation = {
        "@type": "Organization",
        "@id": f"{root}#organization",
        "name": settings.organisation,
        "url": root,
    }
    from_site = {
        "publisher": organisation,
        "author": organisation,
        "license": get_licence_url(settings.licence) or settings.licence,
        "image": make_image_node(settings.default_share_image),
    }
    return drop_empty(from_site) | node


def make_page_node(page: BasePage, head: Head, site: Site, nodes: list[dict], *, has_way: bool) -> dict:
    """Return the ``WebPage``. What it shows first is its main entity, unless that is a quote among others."""
    main = next((node["@id"] for node in nodes if node["@type"] == page.schema_type), None)
    modified = page.last_published_at
    return drop_empty(
        {
            "@type": page.web_page_type,
            "@id": f"{head.address}#webpage",
            "url": head.address,
            "name": head.title,
            "description": page.description,
            "inLanguage": head.language,
            "isPartOf": {"@id": f"{site.root_url}/#website"},
            "mainEntity": {"@id": main} if main else None,
            "breadcrumb": {"@id": f"{head.address}#breadcrumb"} if has_way else None,
            "dateCreated": page.first_published_at.isoformat(timespec="seconds") if page.first_published_at else None,
            "dateModified": modified.isoformat(timespec="seconds") if modified else None,
        }
    )


def iter_way(context: Mapping[Any, Any], page: BasePage, head: Head, site: Site) -> Iterator[tuple[str, str]]:
    """Yield name and address of each page from the home page to what is shown, which visitors may see."""
    yield _("Home"), f"{site.root_url}/"
    ancestors: list[Page] = list(context.get("breadcrumbs") or []) if page.depth > site.root_page.depth else []
    yield from ((ancestor.title, f"{site.root_url}{ancestor.get_url(context['request'])}") for ancestor in ancestors)
    if page.depth > site.root_page.depth:
        yield page.title, page.full_url or ""
    if context.get("canonical_url"):
        yield head.title, head.address


def make_breadcrumbs(way: list[tuple[str, str]], head: Head) -> dict:
    return {
        "@type": "BreadcrumbList",
        "@id": f"{head.address}#breadcrumb",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(way, start=1)
        ],
    }
