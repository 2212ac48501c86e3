"""Private interfaces of Wagtail, Django and psycopg that this project uses.

Upstream may change any of them without notice. Each is used only here, behind a documented function, mixin or base
class. ``tests/core/test_wagtail_compat*.py`` check each one; after an upgrade their failures name what to adapt here.
Written for Wagtail 8.0, Django 5.2 and psycopg 3.3.
"""

import threading
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.urls import URLPattern, URLResolver
from psycopg.pq import Format
from wagtail.blocks import ListBlock, StreamBlock, StreamValue
from wagtail.models import AbstractPage, Page
from wagtail.models.pages import BasePageManager

# Hooks and registries

#: The ``order`` of a hook whose registration replaces one of Wagtail's own. Wagtail's hooks have order 0, and of two
#: registrations of one name (a link type, a bulk action) the later one is used.
AFTER_WAGTAIL = 10


# Requests


def get_request_hostname(request: HttpRequest) -> str:
    """Return the hostname of the request without the port, and without the check against ``ALLOWED_HOSTS``.

    Wagtail looks up the site with this name.
    """
    return split_domain_port(request._get_raw_host())[0]  # type: ignore[attr-defined]  # not in the stubs


def has_site(request: HttpRequest) -> bool:
    """Return whether the site of the request is known already."""
    return hasattr(request, "_wagtail_site")


def set_site(request: HttpRequest, site: Any) -> None:
    """Make ``Site.find_for_request(request)`` return ``site`` without a query."""
    request._wagtail_site = site  # type: ignore[attr-defined]  # set by Wagtail


def set_route(request: HttpRequest, route: Any) -> None:
    """Make ``Page.route_for_request(request, ...)`` return ``route``: a ``RouteResult``, or None for a 404."""
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]  # set by Wagtail


def exclude_page_view(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Return the URL patterns of ``wagtail.urls`` without the one that serves pages.

    What is left are the views for private pages: the password form and the login.
    """
    return [pattern for pattern in patterns if getattr(pattern, "name", None) != "wagtail_serve"]


# Images


def has_prefetched_renditions(image: Any) -> bool:
    """Return whether the image holds its renditions, so that Wagtail does not query for them."""
    return hasattr(image, "prefetched_renditions")


def get_prefetched_renditions(image: Any) -> Iterable | None:
    """Return the renditions that the image holds; None if it holds none."""
    return getattr(image, "prefetched_renditions", None)


def set_prefetched_renditions(image: Any, renditions: Iterable = ()) -> None:
    """Make ``image.get_rendition`` use ``renditions``, and create a rendition that is not among them."""
    image.prefetched_renditions = list(renditions)


def add_prefetched_rendition(image: Any, rendition: Any) -> None:
    """Add one rendition to those that ``set_prefetched_renditions`` has set."""
    image.prefetched_renditions.append(rendition)


# Streams and blocks


class LoadableStreamValue(StreamValue):
    """A stream value with a hook around the creation of its blocks."""

    def load_blocks(self, type_name: str) -> None:
        """Create all blocks of one type from their stored values. Wagtail calls it when the first one is read."""
        super()._prefetch_blocks(type_name)

    def _prefetch_blocks(self, type_name: str) -> None:
        self.load_blocks(type_name)


_deferred_validation_lock = threading.RLock()


class LockedStreamBlock(StreamBlock):
    """A stream block that is validated by one thread at a time.

    Wagtail 8.0.1 validates a draft by making the fields of its blocks optional for a moment. Blocks are shared by all
    threads, and autosave and preview come at once: without the lock a field can even stay optional for good.
    """

    def clean(self, value: StreamValue) -> StreamValue:
        with _deferred_validation_lock:
            return super().clean(value)

    def clean_deferred(self, value: StreamValue) -> StreamValue:
        with _deferred_validation_lock:
            return super().clean_deferred(value)


def is_list_item(block: ListBlock, stored: Any) -> bool:
    """Return whether ``stored`` is an item of a list in today's format: a dictionary with type, value and ID.

    In the format before Wagtail 2.16 the item is the bare value.
    """
    return block._item_is_in_block_format(stored)


# Widgets


def extend_date_widget(widget_class: Any, mixin: type, **attributes: Any) -> None:
    """Add ``mixin`` to one of Wagtail's date widgets, for everybody who uses the class.

    The mixin comes after the class in the order of ``super()``. What the class defines itself without ``super()`` is
    passed through the mixin's ``extend_config`` and added to its ``extra_media``.
    """
    get_config, media = widget_class.get_config, widget_class.media
    widget_class.__bases__ = (mixin, *widget_class.__bases__)
    widget_class.get_config = lambda widget: widget.extend_config(get_config(widget))
    widget_class.media = property(lambda widget: media.fget(widget) + widget.extra_media)
    for name, value in attributes.items():
        setattr(widget_class, name, value)


# Forms and pages


def is_draft_validation(form_or_block: Any) -> bool:
    """Return whether a page form of the admin, or a block, is validated for a draft, which need not be complete."""
    return form_or_block.is_deferred_validation


class ValidateInstanceMixin:
    """A model form with a hook around the validation of its instance. Put it before the form class."""

    def validate_instance(self) -> None:
        """Fill the instance with the cleaned data and validate it. Call ``add_error`` for more errors.

        Unlike in ``clean``, the instance holds the new values after ``super().validate_instance()``.
        """
        super()._post_clean()  # type: ignore[misc]  # of django.forms.ModelForm

    def _post_clean(self) -> None:
        self.validate_instance()


if TYPE_CHECKING:
    from wagtail.models import Page as _PageMixin
else:
    _PageMixin = models.Model


class PageDefaultsMixin(_PageMixin):
    """A page type with hooks that set its title and its slug. Put it before the page class.

    It is an abstract model, and no plain class, so that migrations do not refer to it.
    """

    slug: str

    class Meta:
        abstract = True

    def set_core_defaults(self) -> None:
        """Set the fields that every page needs where they are empty. Wagtail calls it before it validates or saves."""
        super()._set_core_field_defaults()
        if not self.slug and (self.path or getattr(self, "_cached_parent_obj", None)):
            # The title has no letter or digit for a slug, only an emoji, say: “post”, then “post-2”.
            self.slug = self.get_default_slug(getattr(self, "kind", "page"))

    def get_default_slug(self, base_slug: str) -> str:
        """Return the slug of a page without one; ``base_slug`` comes from the title."""
        return super()._get_autogenerated_slug(base_slug)

    def _set_core_field_defaults(self) -> None:
        self.set_core_defaults()

    def _get_autogenerated_slug(self, base_slug: str) -> str:
        return self.get_default_slug(base_slug)


def set_parent(page: Any, parent: Any) -> None:
    """Make ``page.get_parent()`` return ``parent`` without a query."""
    page._cached_parent_obj = parent


# The page tree


def restrict_page_managers(restrict: Callable[[models.QuerySet], models.QuerySet]) -> None:
    """Apply ``restrict`` to the queryset of every manager of pages: ``Page.objects``, and those of all page types.

    Foreign keys to pages are not affected, as Django follows them with another manager. Call it once.
    """
    get_all = BasePageManager.get_queryset

    def get_queryset(self: BasePageManager) -> models.QuerySet:
        return restrict(get_all(self))

    setattr(BasePageManager, "get_queryset", get_queryset)  # noqa: B010 - mypy refuses to assign to a method


def get_next_child_path(parent: Page) -> str:
    """Return the tree path of a page that is added as the last below ``parent``."""
    last = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1).order_by("path").last()
    number = Page._str2int(last.path[-Page.steplen :]) if last else 0
    return Page._get_path(parent.path, parent.depth + 1, number + 1)


def update_addresses_below(page: Page, old_url_path: str) -> None:
    """Correct the stored addresses of the pages below ``page``, which has a new ``url_path``."""
    page._update_descendant_url_paths(old_url_path, page.url_path)


# Admin views


def replace_popular_tags(find_tags: Callable[..., Any]) -> None:
    """Let Wagtail's lists and choosers of files suggest the tags that ``find_tags(model, count)`` returns.

    Wagtail suggests the most used tags of all files. Call it in a module ``wagtail_hooks``: the views load late.
    """
    for module in ("wagtail.admin.filters", "wagtail.images.views.chooser"):
        setattr(import_module(module), "popular_tags_for_model", find_tags)  # noqa: B010 - a name that is looked up late


def replace_admin_titles(find_title: Callable[[AbstractPage], str]) -> None:
    """Let the admin call every page as ``find_title(page)`` does, also where it has loaded no more than a ``Page``.

    A method of a page class would not do: Wagtail's lists name parents without loading their own class.
    """
    Page.get_admin_display_title = find_title  # type: ignore[method-assign, assignment]


def get_title_column(view: Any, field_name: str) -> Any:
    """Return the column of a generic ``IndexView`` that links to the edit view of each row."""
    return view._get_title_column(field_name)


# Files and rows


def has_new_file(file: FieldFile) -> bool:
    """Return whether a file field holds a file that has not been written to the storage yet."""
    return not file._committed  # type: ignore[attr-defined]  # not in the stubs


def delete_rows(queryset: models.QuerySet) -> None:
    """Delete the rows of a queryset with one DELETE statement.

    Unlike ``queryset.delete()`` it reads no row, sends no signal and deletes nothing that refers to the rows.
    """
    queryset._raw_delete(queryset.db)  # type: ignore[attr-defined]  # not in the stubs


# Database connections


def is_nested_transaction(connection: BaseDatabaseWrapper) -> bool:
    """Return whether the current ``atomic`` block lies within another one."""
    return len(connection.savepoint_ids) > 0


def use_binary_results(cursor: CursorWrapper) -> None:
    """Have the rows of the cursor's statements sent in binary format, if its parameters are bound by the server."""
    if isinstance(cursor.cursor, ServerBindingCursor):
        cursor.cursor.format = Format.BINARY  # type: ignore[attr-defined]  # of psycopg.Cursor
