"""Usage of a page or an image: the pages and other records that refer to it, as stored and in drafts.

Wagtail's reference index covers stored records only, not drafts, and a background task updates it. Merging and deleting
need a complete and current answer, so this module searches the records themselves. That takes a fraction of a second on
a site of thousands of pages, for actions that are rare.
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

from .walk import get_fields_referring_to, get_label, get_referenced_page_ids, is_child_relation

#: Finds all numbers that ``get_reference_pattern`` could match, in one pass.
REFERENCE_NUMBER = re.compile(r"""[:\[,] ?"?(\d{1,18})"?(?=[,}\]])|id=\\*"(\d{1,18})\\*\"""")


@dataclass
class Use:
    """A record that refers to a page.

    ``stored_in`` and ``draft_in`` are the labels of the fields that refer to it: as stored, and in a draft or scheduled
    version.
    """

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


def get_reference_pattern(pk: int) -> str:
    """Return a regular expression that finds references to the page ``pk`` in stored JSON or rich text.

    It also matches other numbers: callers must check each match by ``content.references.walk``.
    """
    return rf'[:\[,] ?"?{pk}"?[,}}\]]|id=\\*"{pk}\\*"'


def serialise_record(record: models.Model) -> dict:
    """Return a record in the form that ``content.references.walk`` reads."""
    return (
        record.serializable_data() if hasattr(record, "serializable_data") else get_serializable_data_for_fields(record)
    )


def iter_referring_models() -> Iterator[type[models.Model]]:
    """Yield the models whose records can refer to a page.

    These are page types and other models that are edited on their own; children of a page belong to its type. Models of
    Wagtail other than redirects, and models that opt out of Wagtail's reference index, are left out.
    """
    for model in apps.get_models():
        is_child = any(isinstance(f, ParentalKey) for f in model._meta.get_fields())
        is_wagtails_own = model.__module__.startswith("wagtail.") and "redirects" not in model.__module__
        derived = getattr(model, "wagtail_reference_index_ignore", False)
        if not (is_child or is_wagtails_own or derived):
            yield model


def can_refer_to(f, page: models.Model) -> bool:
    """Return whether a model field can refer to ``page``, or to an image."""
    forward = f.is_relation and not f.auto_created and (f.many_to_one or f.many_to_many or f.one_to_one)
    return forward and f.related_model is not None and issubclass(type(page), f.related_model)


def _iter_relation_lookups(model: type[models.Model], page: models.Model) -> Iterator[tuple[str, str]]:
    """Yield a lookup and a label for each field of ``model``, or of its children, that can refer to ``page``."""
    for f in model._meta.get_fields():
        if is_child_relation(f):
            for key in f.related_model._meta.get_fields():
                if can_refer_to(key, page) and not isinstance(key, ParentalKey):
                    yield f"{f.name}__{key.name}", get_label(f)
        elif can_refer_to(f, page) and f.model is not Page and not getattr(f.remote_field, "parent_link", False):
            yield f.name, get_label(f)


def _iter_text_fields(model: type[models.Model]) -> Iterator[models.Field]:
    return (f for f in model._meta.get_fields() if isinstance(f, (StreamField, RichTextField)))


def iter_records_referring_to(page: models.Model) -> Iterator[tuple[models.Model, list[str]]]:
    """Yield each stored record that refers to ``page``, with the labels of the fields that do."""
    for model in iter_referring_models():
        records, labels = model._default_manager.order_by(), defaultdict(list)
        for lookup, label in _iter_relation_lookups(model, page):
            for pk in records.filter(**{lookup: page.pk}).values_list("pk", flat=True).distinct():
                labels[pk].append(label)
        for f in _iter_text_fields(model):
            found = records.alias(text=Cast(f.name, TextField())).filter(text__regex=get_reference_pattern(page.pk))
            for pk, value in found.values_list("pk", f.name):
                stored = value.get_prep_value() if isinstance(f, StreamField) else value
                if get_fields_referring_to(page, model, {f.name: stored}):
                    labels[pk].append(get_label(f))
        if issubclass(model, Page) and isinstance(page, Page):
            labels.pop(page.pk, None)  # references of the page to itself
        for pk, record in sorted(records.in_bulk(labels).items()):
            yield record, labels[pk]


def filter_referenced(pages: list[Page]) -> list[Page]:
    """Return the ``pages`` that records other than themselves refer to. They must be specific and of one type.

    It reads each record once for all pages together; ``get_uses`` reads each record once for each page.
    """
    wanted, found = {page.pk for page in pages}, set()
    for model in iter_referring_models() if pages else ():
        records = model._default_manager.order_by()
        for lookup, _label in _iter_relation_lookups(model, pages[0]):
            pairs = records.filter(**{f"{lookup}__in": wanted}).values_list("pk", lookup)
            found |= {pk for user, pk in pairs if user != pk or not issubclass(model, Page)}
        for f in _iter_text_fields(model):
            for pk, text in records.annotate(text=Cast(f.name, TextField())).values_list("pk", "text").iterator():
                if wanted & _find_numbers(text):
                    stored = json.loads(text) if isinstance(f, StreamField) else text
                    found |= get_referenced_page_ids(model, {f.name: stored}) - (
                        {pk} if issubclass(model, Page) else set()
                    )
    revisions = get_publishable_revisions().order_by().annotate(text=Cast("content", TextField()))
    for revision in revisions.defer("content").select_related("content_type").iterator(200) if pages else ():
        model = revision.content_type.model_class()
        if model and wanted & _find_numbers(revision.text):
            found |= get_referenced_page_ids(model, json.loads(revision.text)) - {int(revision.object_id)}
    return [page for page in pages if page.pk in found]


def _find_numbers(text: str | None) -> set[int]:
    """Return the numbers in stored JSON or rich text that may be page ids (``get_reference_pattern``)."""
    return {int(one or other) for one, other in REFERENCE_NUMBER.findall(text or "")}


def get_publishable_revisions():
    """Return the revisions that may still be published: the latest, the scheduled, and those in moderation."""
    latest = Page.objects.filter(latest_revision_id=OuterRef("pk"))
    moderated = TaskState.objects.filter(revision_id=OuterRef("pk"), status=TaskState.STATUS_IN_PROGRESS)
    return Revision.page_revisions.filter(
        Q(approved_go_live_at__isnull=False) | Q(Exists(latest)) | Q(Exists(moderated))
    )


def iter_revisions_referring_to(page: models.Model, revisions) -> Iterator[tuple[Revision, list[str]]]:
    """Yield the ``revisions`` that refer to ``page``, with the labels of the fields that do."""
    texts = revisions.alias(text=Cast("content", TextField())).filter(text__regex=get_reference_pattern(page.pk))
    others = texts.exclude(object_id=str(page.pk)) if isinstance(page, Page) else texts
    for revision in others.select_related("content_type").order_by("pk").iterator(50):
        model = revision.content_type.model_class()
        if model and (names := get_fields_referring_to(page, model, revision.content)):
            yield revision, names


def get_uses(page: models.Model) -> list[Use]:
    """Return all uses of a specific page or an image, in stored records and in versions that may still be published.

    Pages come first, then other records, each sorted by title.
    """
    uses: dict[tuple[type[models.Model] | None, int], Use] = {}
    for record, names in iter_records_referring_to(page):
        uses[type(record)._meta.concrete_model, record.pk] = Use(record, stored_in=names)
    for revision, names in iter_revisions_referring_to(page, get_publishable_revisions()):
        model = revision.content_type.model_class()
        key = model, int(revision.object_id)
        if key not in uses:
            record = model and model._default_manager.filter(pk=revision.object_id).first()
            if record is None:
                continue
            uses[key] = Use(record)
        uses[key].draft_in = list(dict.fromkeys([*uses[key].draft_in, *names]))
    return sorted(uses.values(), key=lambda use: (not use.is_page, str(use.record).casefold()))
