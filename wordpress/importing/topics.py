"""Import of categories as topics, and of tags as tags."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext as _
from taggit.models import Tag

from conversion.html.tree import plain_text
from topics.models import TopicIndexPage, TopicPage
from users.models import User

from ..models import ImportedItem
from ..reading.records import Term
from . import page_tree
from .item_records import NEW, UNCHANGED, ItemRecords
from .scan import ExportScan

# WordPress's category for posts without a category.
NO_CATEGORY = "uncategorized"
TAXONOMIES = ("category", "tribe_events_cat")
TAG_LENGTH = 100


class Topics:
    """Finds the topic of a category: the one imported before, one of the same title, or a new one."""

    def __init__(self, scan: ExportScan, records: ItemRecords, index: TopicIndexPage, user: User | None):
        self.scan, self.records, self.index, self.user = scan, records, index, user
        self.by_title: dict[str, int] = {
            title.casefold(): pk for pk, title in TopicPage.objects.values_list("pk", "title")
        }
        self.by_term: dict[tuple[str, str], int] = {}
        #: The names of the tags that categories were turned into (``topic_tags``), by the keys of their records.
        items = ImportedItem.objects.filter(source=scan.source, kind="category", report__has_key="tag")
        self.tags_by_key: dict[str, str] = dict(items.values_list("key", "report__tag"))

    def get_terms(self) -> list[Term]:
        """Return the categories to import, parents before children."""
        declared = {(term.taxonomy, term.slug): term for term in self.scan.export.terms if term.taxonomy in TAXONOMIES}
        for taxonomy, slug in sorted(self.scan.used_terms):
            if taxonomy in TAXONOMIES:
                declared.setdefault(
                    (taxonomy, slug), Term(taxonomy, slug, name=self.scan.term_names.get((taxonomy, slug), slug))
                )
        ordered: list[Term] = []
        seen: set[tuple[str, str]] = set()
        for declared_term in declared.values():
            line: list[Term] = []
            term: Term | None = declared_term
            while term and (term.taxonomy, term.slug) not in seen:
                seen.add((term.taxonomy, term.slug))
                line.append(term)
                term = declared.get((term.taxonomy, term.parent))
            ordered += reversed(line)
        return [term for term in ordered if term.slug != NO_CATEGORY and (term.name or term.slug).strip()]

    def import_term(self, term: Term) -> dict:
        """Create the topic of a category, unless it exists. Returns its item report."""
        key = make_key(term)
        title = (plain_text(term.name).strip() or term.slug)[:255]
        item_report = {"kind": term.taxonomy, "key": key, "title": title, "outcome": NEW, "reason": ""}
        record = self.records.get(key)
        if record and record.is_done:
            if record.page:
                self.by_term[term.taxonomy, term.slug] = record.page
            return item_report | {"outcome": UNCHANGED}
        values: dict[str, Any] = {"title": title, "state": ImportedItem.State.DONE, "made_here": False}
        if pk := self.by_title.get(title.casefold()):
            item_report["reason"] = _("there is a topic of that name already")
            self.records.write(key, term.taxonomy, page_id=pk, report=item_report, **values)
        else:
            pk = self._create(key, term, title, values | {"made_here": True, "report": item_report})
        self.by_title[title.casefold()] = self.by_term[term.taxonomy, term.slug] = pk
        return item_report

    def _create(self, key: str, term: Term, title: str, values: dict) -> int:
        if self.records.dry_run:
            pk = self.records.invent_id()
            self.records.write(key, term.taxonomy, page_id=pk, live=True, **values)
            return pk
        summary = plain_text(term.description).strip() or _("Posts and events about %(topic)s.") % {"topic": title}
        topic = TopicPage(
            title=title,
            slug=page_tree.find_free_slug(self.index, term.slug, f"topic-{term.id or 'x'}"),
            owner=self.user,
        )
        topic.summary = page_tree.shorten(summary, 400)
        topic.parent_id = self.by_term.get((term.taxonomy, term.parent))
        with transaction.atomic():
            page_tree.add_draft(topic, self.index)
            page_tree.publish(topic, self.user)
            self.records.write(
                key, term.taxonomy, made=topic, page_id=topic.pk, revision=topic.latest_revision_id, live=True, **values
            )
        return topic.pk

    def find_by_title(self, name: str) -> int | None:
        """Return the topic of that title."""
        return self.by_title.get(plain_text(name).strip().casefold())

    def find_all(self, terms: list[Term]) -> list[int]:
        """Return the topics of the terms of a post, each once."""
        found = (self.by_term.get((term.taxonomy, term.slug)) for term in terms)
        return list(dict.fromkeys(filter(None, found)))

    def find_tags(self, terms: list[Term]) -> list[Term]:
        """Return those of the categories of a post that were turned into tags, with the names of these."""
        names = ((term, self.tags_by_key.get(make_key(term))) for term in terms)
        return [Term("post_tag", term.slug, name=escape(name)) for term, name in names if name]


def make_key(term: Term) -> str:
    """Return the key of a term's record."""
    return f"{term.taxonomy}:{term.slug}"[:300]


def make_tag_name(name: str, slug: str) -> str:
    """Return what a tag of the old site is called here, from its name there (HTML) or else its slug."""
    return (plain_text(name).strip() or slug)[:TAG_LENGTH]


class Tags:
    """The tags of this site by name, whatever the case, read once for all posts."""

    @cached_property
    def by_name(self) -> dict[str, Tag]:
        return {tag.name.upper(): tag for tag in Tag.objects.order_by("-pk")}

    def find(self, name: str) -> Tag | None:
        return self.by_name.get(name.upper())

    def get_or_create(self, terms: Iterable[Term]) -> list[Tag]:
        """Return the tags with the names of terms, each once; those that do not exist are created."""
        tags = [self.get_or_create_named(make_tag_name(term.name, term.slug), term.slug) for term in terms]
        return list({tag.pk: tag for tag in tags}.values())

    def get_or_create_named(self, name: str, old_slug: str) -> Tag:
        """Return the tag of that name. If it is created, it gets the slug of the old site where that is free."""
        if found := self.find(name):
            return found
        slug = slugify(unquote(old_slug), allow_unicode=True)[:TAG_LENGTH]
        # Without one, it gets one from its name.
        tag = Tag.objects.create(name=name, slug="" if Tag.objects.filter(slug=slug).exists() else slug)
        return self.by_name.setdefault(name.upper(), tag)
