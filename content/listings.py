"""Forms and helpers that lists of pages share."""

from collections import defaultdict

from django import forms
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from wagtail.models import Page

from .models import BasePage

#: The lists of which the pages of people and topics are made.
SECTIONS = {"quote", "post", "report", "event", "past", "person"}


class ListingForm(forms.Form):
    """A filter form for a public list, bound to the query string.

    Whatever is not a choice is left out: a list answers any query string and never fails (``filters``).
    """

    template_name = "components/filters.html"

    @property
    def filters(self) -> dict:
        """The valid values that were chosen, by field name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def paginate(request, objects, per_page: int) -> PaginatorPage:
    """Return the page of ``objects`` that ``?page=`` names; the nearest one when it names none."""
    return Paginator(objects, per_page).get_page(request.GET.get("page"))


class ListSlice(list):
    """What one of several lists on a page shows.

    ``has_more`` says that there are others; ``page`` is the page of a paginator where the list is alone, else None.
    """

    def __init__(self, items=(), has_more: bool = False, page: PaginatorPage | None = None):
        super().__init__(items)
        self.has_more = has_more
        self.page = page


def get_list_slice(request, kind: str, objects, few: int, per_page: int) -> ListSlice:
    """Return the first ``few`` of ``objects``, or a whole page of them where the list is alone.

    ``?type=<kind>`` leaves that list alone on the page; any other known kind leaves this one empty, unasked for.
    Only a list that is alone is counted.
    """
    alone = get_selected_list(request)
    if alone == kind:
        page = paginate(request, objects, per_page)
        return ListSlice(page, page.has_next(), page)
    if alone:
        return ListSlice()
    found = list(objects[: few + 1])
    return ListSlice(found[:few], len(found) > few)


def get_selected_list(request) -> str:
    """Return the kind of the only list that ``?type=`` asks for, if it asks for one."""
    chosen = request.GET.get("type", "")
    return chosen if chosen in SECTIONS else ""


def filter_published(pages: list[Page]) -> list[BasePage]:
    """Return those of ``pages`` that visitors may see, as their own types and in the same order."""
    ids = defaultdict(list)
    for page in pages:
        if page.live and page.specific_class and issubclass(page.specific_class, BasePage):
            ids[page.specific_class].append(page.pk)
    found = {}
    for page_class, pks in ids.items():
        found |= page_class.objects.published().defer_streamfields().in_bulk(pks)
    return [found[page.pk] for page in pages if page.pk in found]
