from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from .engine import FACETS, MAX_QUERY_LENGTH, SearchRequest
from .result_types import get_result_types

MAX_PAGE_SIZE = 50


class SearchForm(forms.Form):
    """The parameters of a search.

    Filters with a value that makes no sense are ignored; a bad query is an error, and so is a page size that there is
    not (``get_error``).
    """

    q = forms.CharField(
        label=_("Search for"),
        required=False,
        max_length=MAX_QUERY_LENGTH,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    type = forms.ChoiceField(required=False, choices=get_result_types, widget=forms.HiddenInput)
    topic = forms.SlugField(required=False, widget=forms.HiddenInput)
    person = forms.SlugField(required=False, widget=forms.HiddenInput)
    year = forms.IntegerField(required=False, min_value=1000, max_value=9999, widget=forms.HiddenInput)
    sort = forms.ChoiceField(required=False, choices=[("date", _("Newest first"))], widget=forms.HiddenInput)
    verbatim = forms.BooleanField(required=False, widget=forms.HiddenInput)
    page_size = forms.IntegerField(required=False, min_value=1, max_value=MAX_PAGE_SIZE, widget=forms.HiddenInput)

    def get_error(self) -> str:
        """Return why the search is refused; empty if it is not."""
        return " ".join(str(error) for name in ("q", "page_size") for error in self.errors.get(name, []))

    def get_search_request(self, site: Site, page: Any = None) -> SearchRequest:
        """Return the search that the valid parameters describe. ``page`` is a number as in the address, or anything."""
        self.is_valid()
        values = {name: value for name, value in self.cleaned_data.items() if value}
        return SearchRequest(
            query=values.get("q", ""),
            site=site,
            filters={name: values[name] for name in FACETS if name in values},
            sort=values.get("sort", "relevance"),
            verbatim=bool(values.get("verbatim")),
            page=_to_page_number(page),
            page_size=values.get("page_size"),
        )


def _to_page_number(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
