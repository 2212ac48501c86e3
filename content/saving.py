"""Mixin of pages that are saved and published with few queries.

A publication saves a page twice: its draft, and then the page itself with its child objects. By default each of these
saves, each child object included, has Wagtail's two indexes updated (the admin's search, the references between
objects), and the relations and unique fields that only Wagtail sets are verified each time. Here a save asks for one
update of each index, a save of the draft alone asks for none, and the database's constraints guard what no form can set
(docs/decisions/0051).
"""

from collections.abc import Iterable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from wagtail.models import COMMENTS_RELATION_NAME, Page

from core.wagtail_compat import set_parent
from core.wagtail_compat_saving import are_index_updates_paused, get_unsaved_children, pause_index_updates

from .tasks import update_page_indexes

#: The fields of a page that are saved when only its draft changes. The indexes hold none of them.
DRAFT_FIELDS = {
    COMMENTS_RELATION_NAME,
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",
}
#: Relations that ``Page.with_content_json`` takes over from the stored page, whatever the revision says.
KEPT_RELATIONS = {"alias_of", "content_type", "latest_revision", "locale", "locked_by", "owner"}

if TYPE_CHECKING:
    _PageMixin = Page
else:
    _PageMixin = models.Model


def changes_draft_only(update_fields: Iterable[str] | None) -> bool:
    """Return whether a save of these fields, or of all with None, leaves what is published as it is."""
    return update_fields is not None and DRAFT_FIELDS.issuperset(update_fields)


class PageSavingMixin(_PageMixin):
    """Saves, validates and restores a page with few queries. Put it before ``Page``."""

    #: ``save`` asks for the update of the admin's search index.
    search_auto_update: ClassVar[bool] = False

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page and its child objects, and have each of Wagtail's indexes updated once.

        While the updates are paused (``pause_index_updates``), the indexes are left to whoever paused them.
        """
        if are_index_updates_paused():
            super().save(*args, **kwargs)
            return
        # References of new comments, to their authors, are indexed with their page.
        draft_only = changes_draft_only(kwargs.get("update_fields")) and not get_unsaved_children(
            self, COMMENTS_RELATION_NAME
        )
        # What waits for the end of the transaction may save other objects, so that it must not run within the pause.
        with nullcontext() if transaction.get_connection().in_atomic_block else transaction.atomic():
            with pause_index_updates():
                super().save(*args, **kwargs)
            if not draft_only:
                self.update_indexes()

    def update_indexes(self) -> None:
        """Have a background task update this page in both indexes."""
        update_page_indexes.enqueue(self._meta.app_label, self._meta.model_name, self.pk)

    update_indexes.alters_data = True  # type: ignore[attr-defined]  # read by Django's templates

    def clean_fields(self, exclude: Iterable[str] | None = None) -> None:
        """Validate the fields, but for the relations that only Wagtail sets: a query for each would find them valid."""
        super().clean_fields({*(exclude or ()), *KEPT_RELATIONS, "live_revision"})

    def validate_unique(self, exclude: Iterable[str] | None = None) -> None:
        """Validate unique fields, but for the place in the tree and the translation key of a page that is there."""
        if not self._state.adding:
            exclude = {*(exclude or ()), "path", "translation_key"}
        super().validate_unique(exclude)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return this page with the content of a revision; see Wagtail's method.

        The relations that Wagtail keeps from this page are left out before, because each would be looked up. The tree
        knows the parent of both.
        """
        is_of_live_version = content.get("live_revision") == self.live_revision_id
        left_out = KEPT_RELATIONS | {"live_revision"} if is_of_live_version else KEPT_RELATIONS
        page = super().with_content_json({name: content[name] for name in content if name not in left_out})
        if is_of_live_version:
            page.live_revision_id = self.live_revision_id
        set_parent(page, self.get_parent())
        return page
