"""Where a page is used: by which pages and other records, as published and in drafts.

Wagtail keeps an index of references, but of what is stored only, not of drafts, and in the background. Who merges or
deletes something needs to know for certain, so this asks the records themselves. It costs a fraction of a second on a
site of thousands of pages, for an action that is rare.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from modelcluster.fields import ParentalKey
from modelcluster.models import get_serializable_data_for_fields
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Revision, TaskState

from .walk import get_fields_referring_to, get_referenced_page_ids

#: Every number that ``pattern_of`` could ask for. What follows it may begin the next one.
NUMBERS = re.compile(r"""[:\[,] ?"?(\d{1,18})"?(?=[,}\]])|id=\\*"(\d{1,18})\\*\"""")


@dataclass
class Use:
    """``record`` refers to a page, in the fields that are named: as stored, or in a draft or scheduled version."""

    record: models.Model
    stored_in: list[str] = field(default_factory=list)
    draft_in: list[str] = field(default_factory=list)

    @property
    def is_page(self) -> bool:
        return isinstance(self.record, Page)

    @property
    def is_live(self) -> bool:
        return bool(self.stored_in) and getattr(self.record, "live", True)

    @property
    def fields(self) -> list[str]:
        return list(dict.fromkeys([*self.stored_in, *self.draft_in]))


def pattern_of(pk: int) -> str:
    """Return a regular expression that finds a reference to the page ``pk`` in the text of stored JSON or rich text.

    It finds some numbers that are none, too: whoever uses it looks closer.
    """
    return rf'[:\[,] ?"?{pk}"?[,}}\]]|id=\\*"{pk}\\*"'


def serialise(record: models.Model) -> dict:
    """Return a record as ``content.references.walk`` walks over it."""
    return (
        record.serializable_data() if hasattr(record, "serializable_data") else get_serializable_data_for_fields(record)
    )


def source_models() -> Iterator[type[models.Model]]:
    """Yield the models whose records can use a page: pages, and what is edited by itself, but not what is derived."""
    for model in apps.get_models():
        is_child = any(isinstance(f, ParentalKey) for f in model._meta.get_fields())
        own_to_wagtail = model.__module__.startswith("wagtail.") and "redirects" not in model.__module__
        derived = getattr(model, "wagtail_reference_index_ignore", False)
        if not (is_child or own_to_wagtail or derived):
            yield model


def can_refer_to(f, page: Page) -> bool:
    """Whether a model field can refer to ``page``."""
    forward = f.is_relation and not f.auto_created and (f.many_to_one or f.many_to_many or f.one_to_one)
    return forward and f.related_model is not None and issubclass(type(page), f.related_model)


def _keys_of(model: type[models.Model], page: Page) -> Iterator[tuple[str, str]]:
    """Yield each way in which ``model`` or a child of it can choose ``page``: a lookup, and what editors call it."""
    for f in model._meta.get_fields():
        if f.is_relation and isinstance(f.remote_field, ParentalKey) and f.auto_created:
            for key in f.related_model._meta.get_fields():
                if can_refer_to(key, page) and not isinstance(key, ParentalKey):
                    yield f"{f.name}__{key.name}", f.related_model._meta.verbose_name
        elif can_refer_to(f, page) and f.model is not Page and not getattr(f.remote_field, "parent_link", False):
            yield f.name, f.verbose_name


def _texts_of(model: type[models.Model]) -> Iterator[models.Field]:
    return (f for f in model._meta.get_fields() if isinstance(f, (StreamField, RichTextField)))


def iter_records_referring_to(page: Page) -> Iterator[tuple[models.Model, list[str]]]:
    """Yield each record that refers to ``page`` as it is stored, with the names of the fields that do."""
    for model in source_models():
        records, labels = model._default_manager.order_by(), defaultdict(list)
        for lookup, label in _keys_of(model, page):
            for pk in records.filter(**{lookup: page.pk}).values_list("pk", flat=True).distinct():
                labels[pk].append(str(label))
        for f in _texts_of(model):
            found = records.alias(text=Cast(f.name, TextField())).filter(text__regex=pattern_of(page.pk))
            for pk, value in found.values_list("pk", f.name):
                stored = value.get_prep_value() if isinstance(f, StreamField) else value
                if get_fields_referring_to(page, model, {f.name: stored}):
                    labels[pk].append(str(f.verbose_name))
        if issubclass(model, Page):
            labels.pop(page.pk, None)  # what it says of itself
        for pk, record in sorted(records.in_bulk(labels).items()):
            yield record, labels[pk]


def filter_referenced(pages: list[Page]) -> list[Page]:
    """Return those of ``pages``, specific and of one type, that something other than themselves refers to.

    It takes one look at each record for all of them together, where ``get_uses`` takes one for each page.
    """
    wanted, found = {page.pk for page in pages}, set()
    for model in source_models() if pages else ():
        records = model._default_manager.order_by()
        for lookup, _label in _keys_of(model, pages[0]):
            pairs = records.filter(**{f"{lookup}__in": wanted}).values_list("pk", lookup)
            found |= {pk for user, pk in pairs if user != pk or not issubclass(model, Page)}
        for f in _texts_of(model):
            for pk, text in records.annotate(text=Cast(f.name, TextField())).values_list("pk", "text").iterator():
                if wanted & _numbers_in(text):
                    stored = json.loads(text) if isinstance(f, StreamField) else text
                    found |= get_referenced_page_ids(model, {f.name: stored}) - (
                        {pk} if issubclass(model, Page) else set()
                    )
    revisions = get_publishable_revisions().order_by().annotate(text=Cast("content", TextField()))
    for revision in revisions.defer("content").select_related("content_type").iterator(200) if pages else ():
        model = revision.content_type.model_class()
        if model and wanted & _numbers_in(revision.text):
            found |= get_referenced_page_ids(model, json.loads(revision.text)) - {int(revision.object_id)}
    return [page for page in pages if page.pk in found]


def _numbers_in(text: str | None) -> set[int]:
    """Return the numbers in stored JSON or rich text that may stand for pages (``pattern_of``)."""
    return {int(one or other) for one, other in NUMBERS.findall(text or "")}


def get_publishable_revisions():
    """The revisions that can still become what visitors read: the latest, the scheduled, and those in moderation."""
    latest = Page.objects.filter(latest_revision_id=OuterRef("pk"))
    moderated = TaskState.objects.filter(revision_id=OuterRef("pk"), status=TaskState.STATUS_IN_PROGRESS)
    return Revision.page_revisions.filter(
        Q(approved_go_live_at__isnull=False) | Q(Exists(latest)) | Q(Exists(moderated))
    )


def iter_revisions_referring_to(page: Page, revisions) -> Iterator[tuple[Revision, list[str]]]:
    """Yield those of ``revisions`` that refer to ``page``, with the names of the fields that do."""
    texts = revisions.alias(text=Cast("content", TextField())).filter(text__regex=pattern_of(page.pk))
    for revision in texts.exclude(object_id=str(page.pk)).select_related("content_type").order_by("pk").iterator(50):
        model = revision.content_type.model_class()
        if model and (names := get_fields_referring_to(page, model, revision.content)):
            yield revision, names


def get_uses(page: Page) -> list[Use]:
    """Return every use of ``page``, the specific page, by title: stored, or in what may still be published."""
    uses = {}
    for record, names in iter_records_referring_to(page):
        uses[type(record)._meta.concrete_model, record.pk] = Use(record, stored_in=names)
    for revision, names in iter_revisions_referring_to(page, get_publishable_revisions()):
        model = revision.content_type.model_class()
        key = model, int(revision.object_id)
        if key not in uses:
            record = model._default_manager.filter(pk=revision.object_id).first()
            if record is None:
                continue
            uses[key] = Use(record)
        uses[key].draft_in = list(dict.fromkeys([*uses[key].draft_in, *names]))
    return sorted(uses.values(), key=lambda use: (not use.is_page, str(use.record).casefold()))
