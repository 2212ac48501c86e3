"""Base of choosers of pages of one type, in which editors find a page by words and create one on the spot."""

import json
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import StatusTagColumn
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
    CreateView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.models import Page

from .companions import add_companion
from .models import BasePage, IndexPage
from .page_visibility import get_visible_q

#: Digits; the database's integers have fewer than ten.
MAX_ID_LENGTH = 10


def find_index(index_model: type[IndexPage], user) -> Page | None:
    """Return the first list below which ``user`` may add a page; None if there is none."""
    for index in index_model._default_manager.order_by("path"):
        if index.permissions_for_user(user).can_add_subpage():
            return index
    return None


def get_status(page: BasePage) -> str:
    return gettext("Published") if page.live else gettext("Draft")


def status_column() -> StatusTagColumn:
    return StatusTagColumn("status", label=_("Status"), accessor=get_status, primary=lambda page: page.live)


class WordSearchForm(BaseFilterForm):
    """The search of a chooser. Abstract: each subclass defines ``search``."""

    q = forms.CharField(label=_("Search term"), required=False, max_length=200)

    def search(self, pages: QuerySet, words: str) -> QuerySet:
        """Return those of ``pages`` that have ``words``."""
        raise NotImplementedError

    def filter(self, pages: QuerySet) -> QuerySet:
        pages = super().filter(pages)
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return self.search(pages, self.search_query) if self.is_searching else pages


class ChooserOptions:
    """What the views of a chooser need to know of its page type. Put it before Wagtail's view."""

    index_model: type[IndexPage]
    extra_columns: list[Any] = []

    def can_create(self) -> bool:
        return find_index(self.index_model, self.request.user) is not None  # type: ignore[attr-defined]

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        """Give the fields of the form ids of their own: the page that is being written has a title, too."""
        return super().get_creation_form_kwargs() | {"auto_id": "new_%s"}  # type: ignore[misc]

    @property
    def columns(self) -> list[Any]:
        return [*super().columns, *self.extra_columns, status_column()]  # type: ignore[misc]


class CreationFromSearch:
    """Whoever searched for something that is not there need not type it again: a button opens the form with it.

    static/js/admin/choosers.js fills the form. Put it before Wagtail's view.
    """

    results_template_name = "editors/chooser_results.html"

    def get_new_fields(self, words: str) -> dict[str, str]:
        """Return what the words of a search say in the form of a new record, by the names of its fields."""
        return {"title": words}

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        if context["can_create"] and context["is_searching"]:
            words = context["search_query"].strip()
            fields = self.get_new_fields(words)
            context |= {"new_name": words, "new_fields": json.dumps(fields)}
        return context


class VisibleListing(CreationFromSearch, ChooserOptions):
    """Lists only pages of which the user may know: no drafts of others, no private pages."""

    def filter_object_list(self, objects: QuerySet) -> QuerySet:
        user = self.request.user  # type: ignore[attr-defined]
        return super().filter_object_list(objects.filter(get_visible_q(user)))  # type: ignore[misc]


class VisiblePageChosenView(ChosenView):
    def get_object(self, pk: str) -> Any:
        pages = self.model_class._default_manager.filter(get_visible_q(self.request.user), pk__in=keep_ids([pk]))
        return pages.get()


class VisiblePagesChosenView(ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet:
        return self.model_class._default_manager.filter(get_visible_q(self.request.user), pk__in=keep_ids(pks))


def keep_ids(pks: list[str]) -> list[str]:
    """Return those of ``pks``, from an address, that may be ids of pages."""
    return [pk for pk in pks if pk.isdecimal() and len(pk) < MAX_ID_LENGTH]


class CreationOptions(ChooserOptions):
    def save_form(self, form) -> BasePage:
        user = self.request.user  # type: ignore[attr-defined]
        parent = find_index(self.index_model, user)
        assert parent is not None  # else the view has refused
        return add_companion(form.save(commit=False), parent, user)


class PageTypeChooserViewSet(ChooserViewSet):
    """A chooser of one page type. Subclasses name the models, the form of a new page and the search."""

    index_model: type[IndexPage]
    extra_columns: list[Any] = []
    filter_form_class: type[WordSearchForm]
    #: Put before the views that show and receive the form of a new page.
    creation_mixins: tuple[type, ...] = ()
    chosen_view_class = VisiblePageChosenView
    chosen_multiple_view_class = VisiblePagesChosenView
    per_page = 20
    create_action_label = _("Create and choose")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        options = {"index_model": self.index_model, "extra_columns": self.extra_columns}
        listing = options | {"filter_form_class": self.filter_form_class}
        listed, created = (*self.creation_mixins, VisibleListing), (*self.creation_mixins, CreationOptions)
        self.choose_view_class = type("PageChooseView", (*listed, ChooseView), listing)
        self.choose_results_view_class = type("PageChooseResultsView", (*listed, ChooseResultsView), listing)
        self.create_view_class = type("PageCreateView", (*created, CreateView), options)
