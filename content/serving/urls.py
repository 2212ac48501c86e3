"""Addresses of pages of which no more is known than where they are."""

from django.urls import NoReverseMatch, reverse
from wagtail.models import Site


def full_url(url_path: str) -> str:
    """Return ``Page.full_url`` of the page with this ``url_path``, which need not be made; empty if it has none."""
    for site_root in Site.get_site_root_paths():
        if url_path.startswith(site_root.root_path):
            below = url_path.removeprefix(site_root.root_path)
            try:
                return site_root.root_url + reverse("wagtail_serve", args=[below])
            except NoReverseMatch:
                return ""
    return ""
