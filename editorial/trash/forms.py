"""Forms of the trash: a filter of its list, and where a page goes that is restored."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from .models import TrashedPage
from .pages import get_slug, get_trash_parent

PAGES, IMAGES, DOCUMENTS = "pages", "images", "documents"


class TrashFilterForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("Everything")), (PAGES, _("Pages")), (IMAGES, _("Images")), (DOCUMENTS, _("Documents"))],
    )


class RestoreForm(forms.Form):
    """Where a page goes that is restored: by default to where it was, under the address that it had.

    Without data the form is empty, and means just that. ``must_ask`` tells whether an answer is needed.
    """

    parent = forms.ModelChoiceField(
        Page.objects.none(),
        label=_("Below"),
        widget=AdminPageChooser,
        help_text=_("The page above it, e.g. “Blog”."),
    )
    slug = forms.SlugField(
        label=_("Address"),
        max_length=255,
        help_text=_("The last part of its address, e.g. “a-fair-rent-2”. Another page has the one that it had."),
    )

    fields: dict[str, Any]

    def __init__(self, data, *, trashed: TrashedPage, user):
        super().__init__(data)
        self.trashed, self.user = trashed, user
        self.place = get_trash_parent(trashed)
        self.free_slug = get_slug(trashed, self.place) if self.place else trashed.page.slug
        self.fields["parent"].queryset = Page.objects.filter(depth__gt=1)
        if self.place:
            del self.fields["parent"]
        if self.free_slug == trashed.page.slug and not (data and "slug" in data):
            del self.fields["slug"]
        else:
            self.initial["slug"] = self.free_slug

    @property
    def must_ask(self) -> bool:
        return bool(self.fields)

    def clean_parent(self) -> Page:
        parent = self.cleaned_data["parent"]
        if not parent.permissions_for_user(self.user).can_add_subpage():
            raise ValidationError(_("You may not add pages there."))
        return parent

    def clean_slug(self) -> str:
        return slugify(self.cleaned_data["slug"])
