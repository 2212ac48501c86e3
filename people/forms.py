"""The short form by which an editor creates a person in the middle of a post."""

from django import forms

from .models import PersonPage


class PersonCreationForm(forms.ModelForm):
    """Name, role and organisation are enough; the rest can follow on the person's own page."""

    class Meta:
        model = PersonPage
        fields = ("honorific", "given_name", "family_name", "post_nominals", "role", "organisation")
