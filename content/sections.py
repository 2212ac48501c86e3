"""Sections: the lists of related records on the pages of topics, people and others.

An app registers a section for a page type of another app: so a topic page lists posts, and ``topics`` does not import
``blog``. Each section shows its first few records; ``?type=<key>`` shows one section alone, with pagination.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page as PaginatorPage
from django.http import HttpRequest

from core.query_parameters import register_parameters

from .extension import get_label
from .listings import paginate

if TYPE_CHECKING:
    from .models import BasePage

register_parameters("type")


class ListSlice(list):
    """The part of a section's records that is shown.

    ``has_more`` says whether there are more; ``page`` is the paginator's page if the section is alone, else None.
    """

    def __init__(self, items: Iterable = (), has_more: bool = False, page: PaginatorPage | None = None) -> None:
        super().__init__(items)
        self.has_more = has_more
        self.page = page


@dataclass(frozen=True, kw_only=True)
class SectionType:
    """A registered section.

    ``key`` is its value in ``?type=``, ``name`` the start of its heading's id. ``get_records`` returns the queryset (or
    another sequence that can be sliced and counted) for a page. ``template`` shows ``items``, with ``options`` in its
    context; ``footer_template`` is included below the list. ``prepare`` gets the records that are shown, e.g. to
    prefetch for all of them at once. If all records are listed on another page, ``get_all_url`` returns its URL, given
    the request; by default the link to all records is ``?type=<key>``. A page shows its sections sorted by ``order``.
    """

    key: str
    name: str
    heading: str
    all_label: str
    template: str
    order: int
    shown: int
    per_page: int
    get_records: Callable[[Any], Any]
    prepare: Callable[[Any], None] | None = None
    footer_template: str = ""
    get_all_url: Callable[[HttpRequest], str] | None = None
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """A section with the records to show in one response, and the URL of all of them."""

    type: SectionType
    items: ListSlice
    all_url: str


_section_types: dict[str, list[SectionType]] = defaultdict(list)


def register_section(page_type: "type[BasePage] | str", **attributes: Any) -> Callable[[Callable], Callable]:
    """Register a function that returns the records of a section of a page type (``SectionType`` has the attributes)."""

    def register(get_records: Callable[[Any], Any]) -> Callable[[Any], Any]:
        sections = _section_types[get_label(page_type)]
        sections.append(SectionType(get_records=get_records, **attributes))
        sections.sort(key=lambda section: section.order)
        return get_records

    return register


def get_section_keys(page_class: "type[BasePage]") -> set[str]:
    """Return the keys of the sections of a page type: the kinds of pages that it lists."""
    return {section.key for section in _section_types[get_label(page_class)]}


def get_selected_key(request: HttpRequest) -> str:
    """Return the key of the section in ``?type=``, or an empty string if there is none of that key."""
    chosen = request.GET.get("type", "")
    known = any(chosen == section.key for sections in _section_types.values() for section in sections)
    return chosen if known else ""


def get_sections(page: "BasePage", request: HttpRequest) -> list[Section]:
    """Return the sections of a page that are not empty. Records are counted only if one section is alone.

    A page that was never saved, as in the preview of a new one, has no sections: nothing can refer to it.
    """
    if page.pk is None:
        return []
    types = _section_types[page._meta.label_lower]
    selected = get_selected_key(request) if types else ""
    sections = []
    for section_type in types:
        if selected in ("", section_type.key):
            items = _slice(section_type, page, request, alone=bool(selected))
            if items:
                sections.append(Section(section_type, items, _get_all_url(section_type, request)))
    return sections


def _get_all_url(section_type: SectionType, request: HttpRequest) -> str:
    return section_type.get_all_url(request) if section_type.get_all_url else f"?type={section_type.key}"


def _slice(section_type: SectionType, page: "BasePage", request: HttpRequest, alone: bool) -> ListSlice:
    records = section_type.get_records(page)
    if alone:
        shown = paginate(request, records, section_type.per_page)
        items = ListSlice(shown, shown.has_next(), shown)
    else:
        found = list(records[: section_type.shown + 1])
        items = ListSlice(found[: section_type.shown], len(found) > section_type.shown)
    if section_type.prepare:
        section_type.prepare(items)
    return items
