from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import get_page_models

from content.models import BasePage

LONGEST_QUERY = 500
LARGEST_PAGE = 50


def kinds() -> dict[str, str]:
    """The types of page that search knows: word in addresses, and label."""
    return {
        model.kind: model.kind_label
        for model in get_page_models()
        if issubclass(model, BasePage) and model.kind != "page"
    } | {"page": _("Page")}


class SearchForm(forms.Form):
    """A search as it stands in the address. Filters that make no sense are left out; a bad query is told."""

    q = forms.CharField(
        label=_("Search for"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    type = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    topic = forms.SlugField(required=False, widget=forms.HiddenInput)
    person = forms.SlugField(required=False, widget=forms.HiddenInput)
    year = forms.IntegerField(required=False, min_value=1000, max_value=9999, widget=forms.HiddenInput)
    page_size = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_PAGE, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [(kind, label) for kind, label in kinds().items()]

    @property
    def values(self) -> dict:
        """The valid values, by name; absent where nothing valid was given."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
