"""Turning a topic that came from a category into a tag of its posts, in their drafts and old versions as well.

Many categories of WordPress are rather tags, and an export does not say which. The addresses of the topic, and those
that its category had on the old site, then lead to the list of the tag.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.blocks import RichTextBlock
from wagtail.contrib.redirects.models import Redirect
from wagtail.fields import RichTextField
from wagtail.models import Page, Revision

from blog.models import BlogIndexPage, BlogPage
from blog.tags import get_tag_path
from content.body.rich_text import PAGE_ID, PAGE_LINK
from content.references.deletion import without_protection
from content.references.merge import may_change, may_merge
from content.references.rewrite import rewrite_revisions, rewrite_stored
from content.references.usage import Use, get_uses, iter_records_referring_to, iter_revisions_referring_to
from content.references.usage import serialise_record as serialise
from content.references.walk import Change, Holder, get_referenced_page_ids, rewrite_record
from core.trash import deleting_for_good, including_trash
from topics.models import TopicPage

from ..models import ImportedItem
from .item_records import is_edited
from .redirects import FEED_ROUTE
from .topics import TAG_LENGTH, Tags


@dataclass(frozen=True)
class TopicToTag:
    """The topic of an imported category, which ``user`` turns into a tag of the posts below ``blog``."""

    item: ImportedItem
    blog: BlogIndexPage
    user: Any

    @cached_property
    def topic(self) -> TopicPage:
        return TopicPage.objects.get(pk=self.item.page_id)

    def find_obstacle(self) -> str:
        """Return why this cannot be done, in a sentence; nothing if it can."""
        names = {"topic": self.topic.title}
        if is_edited(self.item, self.topic):
            return _("“%(topic)s” stays a topic: somebody has edited it.") % names
        if self.topic.locked or not may_merge(self.user, self.topic):
            return _("“%(topic)s” stays a topic: you may not delete it.") % names
        for use in get_uses(self.topic):
            names["page"] = str(use.record)
            if self._needs_topic(use):
                return _("“%(topic)s” stays a topic: “%(page)s” needs it.") % names
            if getattr(use.record, "locked", False) or not may_change(self.user, use.record):
                return _("“%(topic)s” stays a topic: you may not edit “%(page)s”.") % names
        return ""

    def _needs_topic(self, use: Use) -> bool:
        """Whether something refers to the topic otherwise than as that of a post or in a link. Events have no tags."""
        record = use.record
        if isinstance(record, Redirect):
            return False
        versions = [serialise(record)]
        if isinstance(record, Page) and record.latest_revision:
            versions.append(record.latest_revision.content)
        change = replace_topic(self.topic.pk, 0, "/")
        after = (rewrite_record(type(record), data, change) for data in versions)
        return any(self.topic.pk in get_referenced_page_ids(type(record), data) for data in after)

    @transaction.atomic
    def execute(self) -> None:
        """Do it. ``find_obstacle`` must have returned nothing."""
        topic = self.topic
        Page.objects.select_for_update().get(pk=topic.pk)
        tag = Tags().get_or_create_named(topic.title[:TAG_LENGTH], topic.slug)
        route = f"/{get_tag_path(tag.slug)}"
        change = replace_topic(topic.pk, tag.pk, f"{self.blog.get_url_parts()[2].rstrip('/')}{route}")
        with including_trash():  # a post that is restored later must not refer to the topic
            for record, _names in list(iter_records_referring_to(topic)):
                if not isinstance(record, Redirect):
                    rewrite_stored(record, change)
            history = (revision for revision, _names in iter_revisions_referring_to(topic, Revision.page_revisions))
            rewrite_revisions(history, change)
        self._redirect(route)
        report = self.item.report | {"tag": tag.name}
        ImportedItem.objects.filter(pk=self.item.pk).update(page=None, report=report)
        with without_protection(), deleting_for_good():
            topic.delete(user=self.user)

    def _redirect(self, route: str) -> None:
        """Let the addresses of the topic, and those that lead to it, lead to the list of the tag, or to its feed."""
        site_id, _root, own = self.topic.get_url_parts()
        Redirect.objects.filter(redirect_page=self.topic).update(**self._make_target(route))
        for ending in ("", FEED_ROUTE.lstrip("/")):
            address, target = own + ending, self._make_target(route + ending)
            # An import redirects to the feed of a topic by its address.
            Redirect.objects.filter(site=site_id, redirect_link=address).update(**target)
            path = Redirect.normalise_path(address)
            Redirect.objects.update_or_create(old_path=path, site_id=site_id, defaults=target)

    def _make_target(self, route: str) -> dict[str, Any]:
        return {"redirect_page": self.blog, "redirect_page_route_path": route, "redirect_link": ""}


def replace_topic(topic: int, tag: int, url: str) -> Change:
    """Return the change that gives posts a tag in place of a topic, and lets links to the topic lead to ``url``."""

    def relink(link: re.Match[str]) -> str:
        found = PAGE_ID.search(link[0])
        return f'<a href="{url}">' if found and found[1] == str(topic) else link[0]

    def change(holder: Holder, value: Any) -> Any:
        if isinstance(holder, RichTextBlock | RichTextField):
            return PAGE_LINK.sub(relink, value)
        if holder is BlogPage and topic in value.get("topics", ()):
            tags = value.get("tagged_items", [])
            has_tag = any(item["tag"] == tag for item in tags)
            added = [] if has_tag else [{"pk": None, "tag": tag, "content_object": value["pk"]}]
            return value | {"topics": [pk for pk in value["topics"] if pk != topic], "tagged_items": [*tags, *added]}
        return value

    return change
