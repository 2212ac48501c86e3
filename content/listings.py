"""Forms and helpers that lists of pages share."""

from django import forms
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from wagtail.models import Page

from .models import BasePage
from .querysets import is_restricted


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


def published_pages(ids: list[int]) -> list[BasePage]:
    """Return those of the pages ``ids`` that are published, as their own types, in the given order."""
    pages = Page.objects.live().filter(~is_restricted(), pk__in=ids).specific()
    found = {page.pk: page for page in pages if isinstance(page, BasePage) and page.is_due()}
    return [found[pk] for pk in ids if pk in found]
