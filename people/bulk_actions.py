"""The bulk action that adds an author to many pages."""

from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.functional import classproperty
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.bulk_actions import PageByPageAction, RefusedError, change_newest_version
from content.models import BasePage

from .choosers import person_chooser_viewset
from .credits import Credit, get_credit_model
from .models import PersonPage

RELATION = "authors"


def has_authors(model: type[Model]) -> bool:
    try:
        return issubclass(get_credit_model(model, RELATION), Credit)
    except FieldDoesNotExist:
        return False


def get_models_with_authors() -> list[type[Model]]:
    return [model for model in apps.get_models() if issubclass(model, BasePage) and has_authors(model)]


class ChangeAuthorForm(forms.Form):
    author = forms.ModelChoiceField(
        PersonPage.objects.all(), label=_("Author"), widget=person_chooser_viewset.widget_class
    )
    replace = forms.BooleanField(
        label=_("Instead of those who are named now"),
        required=False,
        help_text=_("Leave empty to add the author after them."),
    )


class ChangeAuthorAction(PageByPageAction):
    display_name = _("Author")
    action_type = "author"
    aria_label = _("Change the author of the chosen pages")
    report_title = _("Changing the author")
    template_name = "editors/bulk_author.html"
    action_priority = 11
    form_class = ChangeAuthorForm

    #: The page types that have authors.
    models = classproperty(lambda _class: get_models_with_authors())

    def check_perm(self, page: Page) -> bool:
        return page.permissions_for_user(self.request.user).can_edit()

    def change(self, page: BasePage) -> str:
        person: PersonPage = self.cleaned_form.cleaned_data["author"]
        replace: bool = self.cleaned_form.cleaned_data["replace"]

        def change_authors(newest: Any) -> None:
            before = list(newest.authors.all())
            kept = [] if replace else before
            if any(credit.person_id == person.pk for credit in kept) or [c.person_id for c in before] == [person.pk]:
                raise RefusedError(gettext("It names this author already."))
            credit = get_credit_model(type(newest), RELATION)(
                person=person, role=person.role, organisation=person.organisation, sort_order=len(kept)
            )
            newest.authors.set([*kept, credit])

        return change_newest_version(page, self.request.user, change_authors)
