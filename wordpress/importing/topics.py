"""Categories become topics, with those above them; tags stay tags."""

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from taggit.models import Tag

from conversion.html.tree import plain_text
from topics.models import TopicIndexPage, TopicPage

from ..models import ImportedItem
from ..reading.records import Term
from . import tree
from .records import NEW, UNCHANGED, Records
from .survey import Survey

# A post that was put nowhere is in WordPress's category of that name.
NO_CATEGORY = "uncategorized"
TAXONOMIES = ("category", "tribe_events_cat")


class Topics:
    """Finds the topic of a category: the one that it became, one of the same title, or a new one."""

    def __init__(self, survey: Survey, records: Records, index: TopicIndexPage, user):
        self.survey, self.records, self.index, self.user = survey, records, index, user
        self.by_title: dict[str, int] = {
            title.casefold(): pk for pk, title in TopicPage.objects.values_list("pk", "title")
        }
        self.by_term: dict[tuple[str, str], int] = {}

    def terms(self) -> list[Term]:
        """Return the categories to bring in, parents before children; each is followed upwards once."""
        declared = {
            (term.taxonomy, term.slug): term for term in self.survey.export.terms if term.taxonomy in TAXONOMIES
        }
        for taxonomy, slug in sorted(self.survey.used_terms):
            if taxonomy in TAXONOMIES:
                declared.setdefault(
                    (taxonomy, slug), Term(taxonomy, slug, name=self.survey.term_names.get((taxonomy, slug), slug))
                )
        ordered, seen = [], set()
        for term in declared.values():
            line = []
            while term and (term.taxonomy, term.slug) not in seen:
                seen.add((term.taxonomy, term.slug))
                line.append(term)
                term = declared.get((term.taxonomy, term.parent))
            ordered += reversed(line)
        return [term for term in ordered if term.slug != NO_CATEGORY and (term.name or term.slug).strip()]

    def bring_in(self, term: Term) -> dict:
        """Make the topic of a category, unless there is one. Returns the account of it."""
        key = f"{term.taxonomy}:{term.slug}"[:300]
        title = (plain_text(term.name).strip() or term.slug)[:255]
        account = {"kind": term.taxonomy, "key": key, "title": title, "outcome": NEW, "reason": ""}
        known = self.records.get(key)
        if known and known.is_done:
            if known.page:
                self.by_term[term.taxonomy, term.slug] = known.page
            return account | {"outcome": UNCHANGED}
        values = {"title": title, "state": ImportedItem.State.DONE, "made_here": False}
        if pk := self.by_title.get(title.casefold()):
            account["reason"] = _("there is a topic of that name already")
            self.records.write(key, term.taxonomy, page_id=pk, account=account, **values)
        else:
            pk = self._make(key, term, title, values | {"made_here": True, "account": account})
        self.by_title[title.casefold()] = self.by_term[term.taxonomy, term.slug] = pk
        return account

    def _make(self, key: str, term: Term, title: str, values: dict) -> int:
        if self.records.dry_run:
            pk = self.records.invent_id()
            self.records.write(key, term.taxonomy, page_id=pk, live=True, **values)
            return pk
        summary = plain_text(term.description).strip() or _("Posts and events about %(topic)s.") % {"topic": title}
        topic = TopicPage(
            title=title, slug=tree.free_slug(self.index, term.slug, f"topic-{term.id or 'x'}"), owner=self.user
        )
        topic.summary = tree.shorten(summary, 400)
        topic.parent_id = self.by_term.get((term.taxonomy, term.parent))
        with transaction.atomic():
            tree.add(topic, self.index)
            tree.publish(topic, self.user)
            self.records.write(
                key, term.taxonomy, made=topic, page_id=topic.pk, revision=topic.latest_revision_id, live=True, **values
            )
        return topic.pk

    def named(self, name: str) -> int | None:
        """Return the topic of that title."""
        return self.by_title.get(plain_text(name).strip().casefold())

    def of(self, terms: list[Term]) -> list[int]:
        """Return the topics of the terms of a post, each once."""
        found = (self.by_term.get((term.taxonomy, term.slug)) for term in terms)
        return list(dict.fromkeys(filter(None, found)))


class Tags:
    """The tags of this site by name, in whatever case: thousands of posts have the same few."""

    @cached_property
    def by_name(self) -> dict[str, Tag]:
        return {tag.name.upper(): tag for tag in Tag.objects.order_by("-pk")}

    def named(self, names: list[str]) -> list[Tag]:
        """Return the tags of those names, each once; what is not there yet is made."""
        for name in names:
            if name.upper() not in self.by_name:
                self.by_name[name.upper()] = Tag.objects.create(name=name)
        return list({tag.pk: tag for tag in (self.by_name[name.upper()] for name in names)}.values())
