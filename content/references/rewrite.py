"""Changing what pages hold without publishing them: live and in their drafts, in one go.

To publish a page again would publish its draft with it, or give it a new date. So the live record is saved as it is but
for the change, and the revisions that hold the same are changed where they are.
"""

from collections.abc import Iterable

from django.db import IntegrityError, models, transaction
from modelcluster.models import model_from_serializable_data
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from .usage import serialise
from .walk import Change, changed_fields, rewrite_record


def rewrite_stored(record: models.Model, change: Change) -> list[str]:
    """Make ``change`` to a record as it is stored; return the names of the fields that it changed.

    What follows a page when it is published, such as search, follows a live page here, too.
    """
    model, before = type(record), serialise(record)
    after = rewrite_record(model, before, change)
    if after == before:
        return []
    if not isinstance(record, Page):
        _save_record(model, after)
        return changed_fields(model, before, after)
    changed = model.from_serializable_data(after, check_fks=False)
    changed.save(clean=False)
    if changed.live:
        page_published.send(sender=model, instance=model.objects.get(pk=record.pk), revision=changed.live_revision)
    return changed_fields(model, before, after)


def _save_record(model: type[models.Model], data: dict) -> None:
    """Save a record; where there is one like it already, as of two pages promoted for one word, that one stays."""
    try:
        with transaction.atomic():
            model_from_serializable_data(model, data, check_fks=False).save()
    except IntegrityError:
        model._default_manager.filter(pk=data["pk"]).delete()


def rewrite_revisions(revisions: Iterable[Revision], change: Change) -> dict[int, list[str]]:
    """Make ``change`` to revisions of pages; return the names of the changed fields by the page's primary key."""
    names = {}
    for revision in revisions:
        model, before = revision.content_type.model_class(), revision.content
        after = rewrite_record(model, before, change)
        if after != before:
            # Not save(): that would take the schedule off the page's other revisions.
            Revision.objects.filter(pk=revision.pk).update(content=after)
            names.setdefault(int(revision.object_id), []).extend(changed_fields(model, before, after))
    return names
