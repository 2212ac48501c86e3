from django import forms
from django.utils.translation import gettext_lazy as _

from .engine.language import LONGEST_QUERY
from .kinds import kinds

LARGEST_PAGE = 50


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
    sort = forms.ChoiceField(required=False, choices=[("date", _("Newest first"))], widget=forms.HiddenInput)
    verbatim = forms.BooleanField(required=False, widget=forms.HiddenInput)
    page_size = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_PAGE, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [(kind, label) for kind, label in kinds().items()]

    @property
    def values(self) -> dict:
        """The valid values, by name; absent where nothing valid was given."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
