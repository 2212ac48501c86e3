"""Collecting the links of live pages to other sites: from rich text, and from fields and blocks with an address."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from wagtail.models import Site, get_page_models
from wagtail.signals import page_published, page_unpublished

from content.models import BasePage
from core.email_addresses import iterate_texts
from core.jobs import every

from .models import MAX_URL_LENGTH, ExternalLink, LinkUse

HREF = re.compile(r'href="(https?://[^"]+)"', re.IGNORECASE)
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
BATCH = 200


def find_urls(page: BasePage) -> set[str]:
    """Return the addresses on other sites that a page links to, without what follows a ``#``."""
    data = page.serializable_data()
    for name in page.get_streamfield_names():
        data[name] = json.loads(data[name] or "[]")
    own = get_own_hosts()
    urls = {clean(url) for text in iterate_texts(data) for url in iterate_addresses(text)}
    return {url for url in urls if url and get_host(url) not in own}


def iterate_addresses(text: str) -> Iterator[str]:
    yield from map(unescape, HREF.findall(text))
    if ADDRESS.fullmatch(text.strip()):
        yield text.strip()


def clean(url: str) -> str:
    url = url.partition("#")[0]
    return url if len(url) <= MAX_URL_LENGTH and get_host(url) else ""


def get_host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "")[:255]
    except ValueError:
        return ""


def get_own_hosts() -> set[str]:
    return {*Site.objects.values_list("hostname", flat=True), get_host(settings.SITE_URL)}


@transaction.atomic
def collect(pages: Iterable[BasePage]) -> None:
    """Store which of these live pages links where."""
    for page in pages:
        urls = find_urls(page)
        new = [ExternalLink(url=url, host=get_host(url)) for url in urls]
        ExternalLink.objects.bulk_create(new, ignore_conflicts=True)
        links = ExternalLink.objects.filter(url__in=urls).values_list("pk", flat=True)
        uses = [LinkUse(link_id=pk, page_id=page.pk) for pk in links]
        LinkUse.objects.filter(page=page.pk).exclude(link__in=links).delete()
        LinkUse.objects.bulk_create(uses, ignore_conflicts=True)


@receiver(page_published)
def collect_links(sender: Any, instance: Any, **kwargs: Any) -> None:
    if settings.CHECK_EXTERNAL_LINKS and isinstance(instance, BasePage):
        collect([instance])


@receiver(page_unpublished)
def forget_links(sender: Any, instance: Any, **kwargs: Any) -> None:
    if settings.CHECK_EXTERNAL_LINKS:
        LinkUse.objects.filter(page=instance.pk).delete()


@every(timedelta(days=1))
def collect_all() -> None:
    """Collect the links of all live pages, and delete those that no page has any more."""
    if not settings.CHECK_EXTERNAL_LINKS:
        return
    for model in get_page_models():
        if issubclass(model, BasePage):
            ids = list(model.objects.live().order_by("pk").values_list("pk", flat=True))
            for start in range(0, len(ids), BATCH):
                collect(model.objects.filter(pk__in=ids[start : start + BATCH]))
    ExternalLink.objects.filter(uses=None).delete()


def group_by_host(links: Iterable[ExternalLink]) -> dict[str, list[ExternalLink]]:
    groups: dict[str, list[ExternalLink]] = defaultdict(list)
    for link in links:
        groups[link.host].append(link)
    return groups
