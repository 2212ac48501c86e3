"""Rows of other models that are deleted with a record and come back with it."""

from collections.abc import Iterable

from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import models


def store_rows(rows: Iterable[models.Model]) -> list[dict]:
    return serializers.serialize("python", rows)


def restore_rows(stored: list[dict]) -> None:
    """Create stored rows again, each with its primary key, but for those that are no longer valid.

    That is a redirect of an address that has another one now, or a permission of a group that was deleted.
    """
    for deserialised in serializers.deserialize("python", stored, ignorenonexistent=True):
        row = deserialised.object
        try:
            row.full_clean()
        except ValidationError:
            continue
        if not type(row)._base_manager.filter(pk=row.pk).exists():
            deserialised.save()


def fill_keys(emptied: list) -> None:
    """Set foreign keys again that were emptied (``TrashedRecord.emptied``), unless they were set to another record."""
    for label, field, pk, target in emptied:
        rows = apps.get_model(label)._base_manager.filter(pk=pk, **{f"{field}__isnull": True})
        rows.update(**{field: target})
