"""Forms and helpers that lists of pages share."""

from django import forms
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator


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
