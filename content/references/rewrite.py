"""Rewriting of stored records and revisions, without publishing.

Publishing a page again would publish its draft, too, or give it a new date. So a change is made to the live record and
to each revision separately, and nothing else in them changes.
"""

from collections.abc import Iterable

from django.db import IntegrityError, models, transaction
from modelcluster.models import model_from_serializable_data
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from .usage import serialise_record
from .walk import Change, get_changed_labels, rewrite_record


def rewrite_stored(record: models.Model, change: Change) -> list[str]:
    """Make ``change`` to a stored record; return the labels of the changed fields.

    ``page_published`` is sent for a live page, so that the search index and the like are updated.
    """
    model, before = type(record), serialise_record(record)
    after = rewrite_record(model, before, change)
    if after == before:
        return []
    if not isinstance(record, Page):
        _save_record(model, after)
        return get_changed_labels(model, before, after)
    page_class: type[Page] = model
    changed = page_class.from_serializable_data(after, check_fks=False)
    changed.save(clean=False)
    if changed.live:
        page_published.send(
            sender=page_class, instance=page_class.objects.get(pk=record.pk), revision=changed.live_revision
        )
    return get_changed_labels(model, before, after)


def _save_record(model: type[models.Model], data: dict) -> None:
    """Save a record. If it now violates a constraint, because there is another like it, it is deleted instead."""
    try:
        with transaction.atomic():
            model_from_serializable_data(model, data, check_fks=False).save()
    except IntegrityError:
        model._default_manager.filter(pk=data["pk"]).delete()


def rewrite_revisions(revisions: Iterable[Revision], change: Change) -> dict[int, list[str]]:
    """Make ``change`` to revisions of pages; return the labels of the changed fields by the page's primary key."""
    labels: dict[int, list[str]] = {}
    for revision in revisions:
        model, before = revision.content_type.model_class(), revision.content
        after = rewrite_record(model, before, change)
        if after != before:
            # Not save(), which would remove the schedule from the page's other revisions.
            Revision.objects.filter(pk=revision.pk).update(content=after)
            labels.setdefault(int(revision.object_id), []).extend(get_changed_labels(model, before, after))
    return labels
