"""Merging two pages of one type: a person who was entered twice, or two topics that became one.

The survivor keeps its own content. All references to the source are moved to the survivor: in published pages, in
drafts and in old versions. The source is deleted, and its URL redirects to the survivor for good.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from core.trash import deleting_for_good, including_trash

from ..models import BasePage
from .deletion import without_protection
from .rewrite import rewrite_revisions, rewrite_stored
from .usage import Use, get_uses, iter_records_referring_to, iter_revisions_referring_to
from .walk import replace_references

#: Log actions: of the survivor, and of each page whose references were moved.
MERGED = "roundtable.merge"
REFERENCE_MOVED = "roundtable.reference.moved"


def may_merge(user, page: Page) -> bool:
    """Return whether ``user`` may merge ``page`` into another page of its type."""
    return getattr(page.specific_class, "can_be_merged", False) and page.permissions_for_user(user).can_delete()


def may_change(user, record) -> bool:
    if isinstance(record, Redirect):
        return True  # an old address of the page, not somebody's words
    if isinstance(record, Page):
        return record.permissions_for_user(user).can_edit()
    return user.has_perm(f"{record._meta.app_label}.change_{record._meta.model_name}")


@dataclass(frozen=True)
class Merge:
    """The merge of ``source`` into ``survivor`` by ``user``. Both are specific pages."""

    source: BasePage
    survivor: BasePage
    user: object

    @cached_property
    def uses(self) -> list[Use]:
        return [use for use in get_uses(self.source) if use.record != self.survivor]

    @cached_property
    def obstacles(self) -> list[str]:
        """The reasons why the pages cannot be merged, in sentences; empty if they can."""
        found = list(self._iter_page_obstacles())
        for use in self.uses:
            name = str(use.record)
            if isinstance(use.record, Page) and use.record.locked:
                found.append(_("“%(page)s” refers to it and is locked. Unlock it first.") % {"page": name})
            elif not may_change(self.user, use.record):
                found.append(_("“%(page)s” refers to it, and you may not edit that.") % {"page": name})
        return found

    def _iter_page_obstacles(self) -> Iterator[str]:
        source, survivor = self.source, self.survivor
        if source == survivor:
            yield _("A page cannot be merged with itself.")
        elif type(source) is not type(survivor):
            yield _("“%(page)s” is of another type.") % {"page": survivor}
        if not may_merge(self.user, source):
            yield _("You may not delete “%(page)s”.") % {"page": source}
        permissions = survivor.permissions_for_user(self.user)
        if not permissions.can_edit() or (survivor.live and not permissions.can_publish()):
            yield _("You may not publish “%(page)s”.") % {"page": survivor}
        for page in (source, survivor):
            if page.locked:
                yield _("“%(page)s” is locked. Unlock it first.") % {"page": page}
            if page.alias_of_id:
                yield _("“%(page)s” is an alias of another page.") % {"page": page}
        if not source.is_leaf():
            yield _("“%(page)s” has pages below it. Move them first.") % {"page": source}

    @transaction.atomic
    def execute(self) -> int:
        """Merge, and return how many pages and other records were changed. ``PermissionDenied`` if it cannot be done.

        Both pages are locked, so that only one of two editors who merge them at the same time succeeds.
        """
        locked = Page.objects.select_for_update().order_by("pk").filter(pk__in=[self.source.pk, self.survivor.pk])
        if len(locked) != 2 or Merge(self.source, self.survivor, self.user).obstacles:
            raise PermissionDenied
        address = self.source.url
        self.survivor.prepare_merge(self.source)
        with including_trash():  # a page that is restored later must not refer to the source
            changed = self._move_references()
        self._create_redirects()
        with without_protection(), deleting_for_good():
            type(self.source).objects.get(pk=self.source.pk).delete(user=self.user)
        data = {"title": str(self.source), "id": self.source.pk, "url": address, "changed": changed}
        log(instance=self.survivor, action=MERGED, user=self.user, data=data, content_changed=True)
        return changed

    def _move_references(self) -> int:
        change = replace_references(self.source, self.survivor.pk)
        changed = {(type(record), record.pk) for record, _names in self._rewrite_records(change)}
        history = (revision for revision, _names in iter_revisions_referring_to(self.source, Revision.page_revisions))
        for pk in rewrite_revisions(history, change):
            page = Page.objects.filter(pk=pk).first()
            if page:
                changed.add((page.specific_class, pk))
        for model, pk in changed:
            if issubclass(model, Page) and pk != self.survivor.pk:
                data = {"old": str(self.source), "new": str(self.survivor)}
                page = model.objects.get(pk=pk)
                log(instance=page, action=REFERENCE_MOVED, user=self.user, data=data, content_changed=True)
        return len(changed)

    def _rewrite_records(self, change):
        for record, names in list(iter_records_referring_to(self.source)):
            rewrite_stored(record, change)
            yield record, names

    def _create_redirects(self) -> None:
        """Redirect the source's URL, and those of its routes such as a feed, to the survivor."""
        source = self.source
        parts = source.get_url_parts()
        if parts is None or source.first_published_at is None:
            return
        site_id, _root, path = parts
        for route in source.get_route_paths():
            Redirect.objects.update_or_create(
                old_path=Redirect.normalise_path(path.rstrip("/") + route),
                site_id=site_id,
                defaults={
                    "redirect_page": self.survivor,
                    "redirect_page_route_path": "" if route == "/" else route,
                    "redirect_link": "",
                    "is_permanent": True,
                    "automatically_created": True,
                },
            )
