"""Mixin of pages that are saved and published with few queries.

A publication saves a page twice: its draft, and then the page itself with its child objects. By default each of these
saves, each child object included, has Wagtail's two indexes updated (the admin's search, the references between
objects), and the relations and unique fields that only Wagtail sets are verified each time. Here a save asks for one
update of each index, a save of the draft alone asks for none, and the database's constraints guard what no form can set
(docs/decisions/0051).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME

from core.wagtail_compat import set_parent
from core.wagtail_compat_saving import are_index_updates_paused, get_unsaved_children, pause_index_updates

from .tasks import update_page_indexes

#: The fields of a page that are saved when only its draft changes. Neither index in the database holds one of them.
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
    from wagtail.models import Page as _PageMixin
else:
    _PageMixin = models.Model


def changes_draft_only(update_fields: Iterable[str] | None) -> bool:
    """Return whether a save of these fields, or of all with None, leaves what is published as it is."""
    return update_fields is not None and DRAFT_FIELDS.issuperset(update_fields)


def iter_references(model: type[models.Model], data: dict[str, Any]) -> Iterator[tuple[models.ForeignKey, Any]]:
    """Yield the foreign keys in the serialised data of an object and its child objects, each with its value.

    Those of child objects to their parent are left out.
    """
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and data.get(field.name) is not None:
            yield field, data[field.name]
    for relation in get_all_child_relations(model):
        for child in data.get(relation.get_accessor_name(), []):
            for field, value in iter_references(relation.related_model, child):
                if field != relation.field or value != data["pk"]:
                    yield field, value


def are_references_intact(model: type[models.Model], data: dict[str, Any]) -> bool:
    """Return whether all that serialised data refer to is there, by one query."""
    wanted: dict[models.Field, set] = defaultdict(set)
    for field, value in iter_references(model, data):
        target = field.target_field
        wanted[target].add(target.to_python(value))
    counts = [
        target.model._default_manager.filter(**{f"{target.name}__in": values})
        .order_by()
        .values_list(models.Value(number, models.IntegerField()))
        .annotate(count=models.Count("pk"))
        for number, (target, values) in enumerate(wanted.items())
    ]
    found = dict(counts[0].union(*counts[1:], all=True)) if counts else {}
    return all(found.get(number) == len(values) for number, values in enumerate(wanted.values()))


class PageSavingMixin(_PageMixin):
    """Saves, validates and restores a page with few queries. Put it before ``Page``."""

    #: ``save`` asks for the update of the admin's search index.
    search_auto_update: ClassVar[bool] = False
    #: The foreign keys that ``with_content_json`` found valid, with their values.
    _intact_relations: Sequence[tuple[models.Field, Any]] = ()

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
        if draft_only and not kwargs.get("clean", True) and not kwargs.get("log_action"):
            with transaction.atomic(savepoint=False), pause_index_updates():
                # Past ``Page.save``, which in this case only asks whether the page is the root of a site.
                ClusterableModel.save(self, update_fields=kwargs["update_fields"])
            return
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

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Validate the fields, but for relations that a query each would find valid.

        Those are the ones that only Wagtail sets, and those that were looked up when the page was restored.
        """
        intact = {field.name for field, value in self._intact_relations if getattr(self, field.attname) == value}
        super().clean_fields({*(exclude or ()), *KEPT_RELATIONS, "live_revision", *intact})

    def validate_unique(self, exclude: Collection[str] | None = None) -> None:
        """Validate unique fields, but for the place in the tree and the translation key of a page that is there."""
        if not self._state.adding:
            exclude = {*(exclude or ()), "path", "translation_key"}
        super().validate_unique(exclude)

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Self | None:
        """Return the page that a revision describes, without foreign keys to what is gone.

        django-modelcluster looks up each foreign key of each child object. Here it does so only where one is dangling.
        """
        check_fks = check_fks and not are_references_intact(cls, data)
        return super().from_serializable_data(data, check_fks=check_fks, strict_fks=strict_fks)

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
        foreign_keys = [
            (field, getattr(page, field.attname)) for field in self._meta.concrete_fields if field.many_to_one
        ]
        page._intact_relations = [(field, value) for field, value in foreign_keys if value is not None]
        return page
