"""Wagtail's page chooser, for links in text and for fields, in a fixed number of queries.

Wagtail asks the database for each row: its parent, its schedule and its workflow. These views answer at Wagtail's own
addresses (config.urls); the pages come through the hook ``construct_page_chooser_queryset``.
"""

from typing import Any

from django.db.models import BooleanField, ExpressionWrapper
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import chooser
from wagtail.models import Page, PageQuerySet

from content.admin_choosers import VisibleBrowseView
from content.page_visibility import get_hidden_q
from content.visibility import is_restricted
from core.wagtail_compat import set_parent


def load_rows(pages: PageQuerySet) -> PageQuerySet:
    """Load what a row of the chooser shows of a page."""
    pages = pages.annotate_site_root_state().annotate_approved_schedule()
    hidden = ExpressionWrapper(get_hidden_q(timezone.now()), BooleanField())
    return pages.annotate(restricted=is_restricted(), is_dated_later=hidden)


class TitleColumn(chooser.PageTitleColumn):
    """The title of a page, with a padlock if visitors do not see it freely."""

    cell_template_name = "editors/chooser_title_cell.html"

    def __init__(self, *args: Any, parent: Page | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parent = parent

    def get_cell_context_data(self, instance: Page, parent_context: dict) -> dict:
        """Give the pages below ``parent``, if all rows are such, their parent without a query."""
        if self.parent and not instance.is_parent_page:
            set_parent(instance, self.parent)
        return super().get_cell_context_data(instance, parent_context)


class StatusColumn(chooser.PageStatusColumn):
    """The status of a page; that of the page above the others is not loaded with theirs, and is left out."""

    cell_template_name = "editors/chooser_status_cell.html"


class FixedColumnsMixin:
    """Replaces the columns that query the database in each row."""

    is_multiple_choice: Any
    parent_page: Any = None

    @property
    def columns(self) -> list:
        options = {"is_multiple_choice": self.is_multiple_choice, "parent": self.parent_page}
        title = TitleColumn("title", label=_("Title"), **options)
        own = {"title": title, "status": StatusColumn("status", label=_("Status"), width="12%")}
        return [own.get(column.name, column) for column in super().columns]  # type: ignore[misc]


class BrowseView(FixedColumnsMixin, VisibleBrowseView):
    def get_object_list(self) -> PageQuerySet:
        """Return the pages below the parent as plain pages: no row shows more of them."""
        super().get_object_list()  # refuses a parent that the user may not see
        return self.parent_page.get_children()


class SearchView(FixedColumnsMixin, chooser.SearchView):
    def get(self, request: HttpRequest) -> TemplateResponse:
        """Give the pages that were found their parents, before the response is rendered."""
        response = super().get(request)
        pages = list(response.context_data["pages"])
        paths = {page.path[: -Page.steplen] for page in pages}
        parents = {parent.path: parent for parent in Page.objects.filter(path__in=paths)}
        for page in pages:
            set_parent(page, parents.get(page.path[: -Page.steplen]))
        return response
