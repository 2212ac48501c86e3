"""Filter forms and pagination for lists of pages."""

from django import forms
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator


class ListingForm(forms.Form):
    """A filter form for a public list, bound to the query string.

    Invalid values are ignored, so that a list answers any query string without an error (``filters``).
    """

    template_name = "components/filters.html"

    @property
    def filters(self) -> dict:
        """The chosen values that are valid, by field name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def paginate(request, objects, per_page: int) -> PaginatorPage:
    """Return the page of ``objects`` with the number in ``?page=``; the first or the last if there is no such page."""
    return Paginator(objects, per_page).get_page(request.GET.get("page"))
