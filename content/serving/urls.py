"""Absolute URLs of pages, computed from their ``url_path`` alone."""

from django.urls import NoReverseMatch, reverse
from wagtail.models import Site


def get_full_url(url_path: str) -> str:
    """Return ``Page.full_url`` for a ``url_path``, without loading the page; empty if it has no address."""
    for site_root in Site.get_site_root_paths():
        if url_path.startswith(site_root.root_path):
            below = url_path.removeprefix(site_root.root_path)
            try:
                return site_root.root_url + reverse("wagtail_serve", args=[below])
            except NoReverseMatch:
                return ""
    return ""
