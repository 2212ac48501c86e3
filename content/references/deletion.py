"""Deletion protection: people, topics and events cannot be deleted while something refers to them.

The admin shows where a page is used, and what to do about it (``content.views.refuse_deletion``). Code that deletes
such a page gets a ``PageInUseError``, unless it runs within ``without_protection()``.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db.models import CASCADE, PROTECT, Model, QuerySet
from django.db.models.deletion import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalKey
from wagtail.models import Page, get_page_models

from .usage import Use, can_refer_to, filter_referenced, get_uses

_protection_enabled: ContextVar[bool] = ContextVar("protection_enabled", default=True)


class PageInUseError(ProtectedError):
    """A page to be deleted is still in use. ``protected_objects`` are the records that refer to it."""

    def __init__(self, page: Page, uses: list[Use]):
        names = ", ".join(str(use.record) for use in uses)
        message = _("“%(page)s” is still used by: %(names)s.") % {"page": page, "names": names}
        super().__init__(message, {use.record for use in uses})


@contextmanager
def without_protection():
    """Allow the deletion of pages that are in use."""
    token = _protection_enabled.set(False)
    try:
        yield
    finally:
        _protection_enabled.reset(token)


def get_protected_models() -> list[type[Page]]:
    return [model for model in get_page_models() if getattr(model, "protected_while_referenced", False)]


def get_external_uses(page: Page, deleted_pages: Iterable[Page] = ()) -> list[Use]:
    """Return the uses of ``page`` by records that stay: not by ``deleted_pages``, nor by pages below them."""
    paths = tuple(deleted.path for deleted in deleted_pages)
    return [use for use in get_uses(page) if not _is_deleted_with(use.record, page, paths)]


def _is_deleted_with(record: Model, page: Page, paths: tuple[str, ...]) -> bool:
    """Return whether ``record`` is deleted as well: as a page at or below ``paths``, or by a cascade from ``page``."""
    if isinstance(record, Page):
        return record.path.startswith(paths)
    keys = [key for key in record._meta.fields if can_refer_to(key, page) and getattr(record, key.attname) == page.pk]
    return any(key.remote_field is not None and key.remote_field.on_delete is CASCADE for key in keys)


def get_protected_uses(deleted_pages: Iterable[Page]) -> dict[Page, list[Use]]:
    """Return the protected pages at or below ``deleted_pages`` that other records refer to, with these uses."""
    deleted_pages = list(deleted_pages)
    found: dict[Page, list[Use]] = {}
    below = "^(" + "|".join(deleted.path for deleted in deleted_pages) + ")"
    for model in get_protected_models():
        pages = list(model.objects.filter(path__regex=below).order_by("path"))
        # The uses of one page take one pass over the site. Of many pages, one pass first finds those that have any.
        for page in pages if len(pages) == 1 else filter_referenced(pages):
            if uses := get_external_uses(page, deleted_pages):
                found[page] = uses
    return found


def check_unused(page: Page) -> None:
    """Raise ``ProtectedError`` if ``page`` or a page below it cannot be deleted, as something still refers to it."""
    if _protection_enabled.get():
        for used, uses in get_protected_uses([page]).items():
            raise PageInUseError(used, uses)
    for rows in _iter_protecting_rows(page):
        if count := rows.count():
            message = ngettext(
                "“%(page)s” cannot be deleted: there is %(count)d %(kind)s that refers to it.",
                "“%(page)s” cannot be deleted: there are %(count)d %(kinds)s that refer to it.",
                count,
            )
            names = rows.model._meta.verbose_name, rows.model._meta.verbose_name_plural
            raise ProtectedError(
                message % {"page": page, "count": count, "kind": names[0], "kinds": names[1]}, set(rows[:20])
            )


def _iter_protecting_rows(page: Page) -> Iterator[QuerySet]:
    """Yield the rows that the database protects pages at or below ``page`` for, such as the bookings of an event."""
    deleted = Page.objects.filter(path__startswith=page.path).order_by()
    for model in apps.get_models():
        for key in model._meta.fields:
            relation, target = key.remote_field, key.related_model
            if relation and relation.on_delete is PROTECT and target and issubclass(target, Page):
                rows = model._base_manager.filter(**{f"{key.name}__in": deleted.values("pk")})
                parents = [parent.name for parent in model._meta.fields if isinstance(parent, ParentalKey)]
                # Of a byline, say, the page whose byline it is counts, unless it is deleted or in the trash itself.
                for name in parents:
                    rows = rows.filter(**{f"{name}__in": Page.objects.exclude(path__startswith=page.path).values("pk")})
                yield rows


def _get_deleted_pages(origin: Model | QuerySet | None, page: Page) -> list[Page]:
    """Return the pages on which ``delete()`` was called; ``origin`` is that of Django's ``pre_delete`` signal."""
    if isinstance(origin, QuerySet) and issubclass(origin.model, Page):
        return list(origin.only("path"))
    return [origin] if isinstance(origin, Page) else [page]


@receiver(pre_delete)
def protect_referenced_page(sender, instance, origin=None, **kwargs) -> None:
    if not (_protection_enabled.get() and getattr(sender, "protected_while_referenced", False)):
        return
    if uses := get_external_uses(instance, _get_deleted_pages(origin, instance)):
        raise PageInUseError(instance, uses)
