"""People, topics and events do not vanish while something refers to them.

The admin says where they are used and what can be done about it (``content.admin.deletion``). Code that deletes a page
gets a ``PageInUseError``, whichever way it takes; with ``without_protection()`` it takes the consequences.
"""

from collections.abc import Iterable
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import CASCADE, Model, QuerySet
from django.db.models.deletion import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from .usage import Use, can_refer_to, filter_referenced, get_uses

_guarded: ContextVar[bool] = ContextVar("guarded", default=True)


class PageInUseError(ProtectedError):
    """A page that others refer to was to be deleted. ``protected_objects`` are those that do."""

    def __init__(self, page: Page, uses: list[Use]):
        names = ", ".join(str(use.record) for use in uses)
        message = _("“%(page)s” is still used by: %(names)s.") % {"page": page, "names": names}
        super().__init__(message, {use.record for use in uses})


@contextmanager
def without_protection():
    """Let pages be deleted that are in use."""
    token = _guarded.set(False)
    try:
        yield
    finally:
        _guarded.reset(token)


def get_protected_models() -> list[type[Page]]:
    return [model for model in get_page_models() if getattr(model, "protected_while_referenced", False)]


def get_external_uses(page: Page, going: Iterable[Page] = ()) -> list[Use]:
    """Return the uses of ``page`` by what stays: not by the pages ``going``, or what is below them."""
    paths = tuple(one.path for one in going)
    return [use for use in get_uses(page) if not _goes_too(use.record, page, paths)]


def _goes_too(record: Model, page: Page, paths: tuple[str, ...]) -> bool:
    """Whether ``record`` is deleted with ``page`` by definition, as a redirect to it is, or with its place."""
    if isinstance(record, Page):
        return record.path.startswith(paths)
    keys = [key for key in record._meta.fields if can_refer_to(key, page) and getattr(record, key.attname) == page.pk]
    return any(key.remote_field.on_delete is CASCADE for key in keys)


def get_protected_uses(going: Iterable[Page]) -> dict[Page, list[Use]]:
    """Return the guarded pages among ``going`` and below them that something else refers to, with their uses."""
    going, found = list(going), {}
    below = "^(" + "|".join(one.path for one in going) + ")"
    for model in get_protected_models():
        pages = list(model.objects.filter(path__regex=below).order_by("path"))
        # To look closely at each takes as long as there is much to look through.
        for page in pages if len(pages) == 1 else filter_referenced(pages):
            if uses := get_external_uses(page, going):
                found[page] = uses
    return found


def _going_with(origin: Model | QuerySet | None, page: Page) -> list[Page]:
    if isinstance(origin, QuerySet) and issubclass(origin.model, Page):
        return list(origin.only("path"))
    return [origin] if isinstance(origin, Page) else [page]


@receiver(pre_delete)
def guard(sender, instance, origin=None, **kwargs) -> None:
    if not (_guarded.get() and getattr(sender, "protected_while_referenced", False)):
        return
    if uses := get_external_uses(instance, _going_with(origin, instance)):
        raise PageInUseError(instance, uses)
