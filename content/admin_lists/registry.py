"""The lists of page types in the admin: ``PageList``, a registry of them, and what other apps add to a list.

The app of a page type subclasses ``PageList`` in a module that its ``AppConfig.ready`` imports. An app above it adds
columns with ``add_columns``, as bookings do to the list of events. docs/extending.md has an example.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import QuerySet
from wagtail.admin.ui.tables import Column

from ..models import BasePage
from .filters import PageFilterSet
from .words import match_words

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Loader = Callable[[list[Any]], None]


class PageList:
    """The list of a page type: its words in the menu and on the button, its columns, filters and search."""

    model: ClassVar[type[BasePage]]
    #: The name in addresses: ``/admin/<name>/``.
    name: ClassVar[str]
    #: The entry in the menu and the heading, e.g. “Posts”.
    label: ClassVar["str | StrPromise"]
    #: The button that leads to the form of a new page, e.g. “Write a post”.
    add_label: ClassVar["str | StrPromise"]
    icon: ClassVar[str]
    #: The position in the menu. Lists have 100 to 199.
    menu_order: ClassVar[int]
    #: The field, or an annotation of ``get_queryset``, by which the list is sorted at first.
    default_ordering: ClassVar[str] = "-latest_revision_created_at"
    #: The text fields in which the search looks for each word, or paths to them.
    search_fields: ClassVar[tuple[str, ...]] = ("title", "draft_title")
    filterset_class: ClassVar[type[PageFilterSet]] = PageFilterSet
    #: The columns between title and status.
    columns: ClassVar[list[Column]] = []
    #: Expressions by sort key, for columns that are sorted by what is no field. Used only for sorting.
    sort_expressions: ClassVar[dict[str, Any]] = {}

    def get_queryset(self) -> QuerySet:
        """Return all pages of the type, with what the columns show loaded in a fixed number of queries."""
        return self.model.objects.all()

    def search(self, pages: QuerySet, words: str) -> QuerySet:
        return match_words(pages, words, self.search_fields)

    def load(self, pages: list) -> None:
        """Set on the pages that one screen shows what the columns need beyond the queryset, such as counts."""


@dataclass
class Additions:
    """What apps above add to the list of a page type."""

    columns: list[Column] = field(default_factory=list)
    filters: dict[str, Any] = field(default_factory=dict)
    loaders: list[Loader] = field(default_factory=list)


_lists: dict[str, PageList] = {}
_additions: dict[str, Additions] = defaultdict(Additions)


def register_page_list(page_list: type[PageList]) -> type[PageList]:
    """Register the list of a page type; a class decorator."""
    _lists[page_list.model._meta.label_lower] = page_list()
    return page_list


def get_page_lists() -> list[PageList]:
    """Return all lists in the order of the menu."""
    return sorted(_lists.values(), key=lambda page_list: page_list.menu_order)


def add_columns(
    model: type[BasePage], columns: Iterable[Column], load: Loader | None = None, filters: dict[str, Any] | None = None
) -> None:
    """Add columns and filters to the list of a page type of a lower layer.

    ``load`` sets what they show on the pages of one screen. ``filters`` are those of django-filter, by parameter.
    """
    additions = _additions[model._meta.label_lower]
    additions.columns += columns
    additions.filters |= filters or {}
    if load:
        additions.loaders.append(load)


def get_columns(page_list: PageList) -> list[Column]:
    return [*page_list.columns, *_additions[page_list.model._meta.label_lower].columns]


def get_filterset_class(page_list: PageList) -> type[PageFilterSet]:
    """Return the filters of a list with those that other apps add."""
    filters = dict(_additions[page_list.model._meta.label_lower].filters)  # django-filter empties what it gets
    return type(f"{page_list.model.__name__}FilterSet", (page_list.filterset_class,), filters)


def load_rows(page_list: PageList, pages: list) -> None:
    """Load what all columns show for the pages of one screen."""
    page_list.load(pages)
    for load in _additions[page_list.model._meta.label_lower].loaders:
        load(pages)
