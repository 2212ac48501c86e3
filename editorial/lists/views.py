"""The list of one page type: search by words, filters, sorting, and the button that creates a page."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import Page, PageQuerySet

from content.admin_lists.registry import PageList, get_columns, get_filterset_class, load_rows
from content.page_visibility import get_visible_q
from content.starts import get_starts
from content.visibility import is_restricted

from .columns import TitleColumn
from .creation import find_creation_urls


class PageListView(IndexView):
    """All pages of one type that the user may see in the tree, in a fixed number of queries."""

    #: Set by the viewset.
    page_list: PageList = None  # type: ignore[assignment]
    template_name = "editors/page_list.html"
    table_classname = "listing full-width page-list"
    is_searchable = True
    paginate_by = 25

    @cached_property
    def columns(self) -> list:
        return [
            BulkActionsColumn("bulk_actions"),
            TitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
            *get_columns(self.page_list),
            PageStatusColumn("status", label=_("Status"), classname="list-status", width="12%"),
        ]

    @cached_property
    def filterset_class(self):
        return get_filterset_class(self.page_list)

    def get_page_title(self):
        return self.page_list.label

    def get_base_queryset(self) -> PageQuerySet:
        pages: Any = self.page_list.get_queryset()
        if not self.request.user.is_superuser:
            # Wagtail's ``explorable_instances`` would also look up the page above all sections.
            own = self.permission_policy.instances_user_has_any_permission_for(
                self.request.user, self.any_permission_required
            )
            seen = Page.objects.filter(get_visible_q(self.request.user))
            pages = pages.filter(pk__in=own.values("pk")).filter(pk__in=seen.values("pk"))
        pages = pages.defer_streamfields().annotate(restricted=is_restricted())
        return pages.annotate_site_root_state().annotate_approved_schedule()

    def get_ordering(self) -> str:
        """Return the chosen order, also while searching: an editor looks for the newest rather than the likeliest."""
        ordering = self.request.GET.get("ordering")
        return ordering if ordering in self.get_valid_orderings() else self.page_list.default_ordering

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        key = self.ordering.removeprefix("-")
        expression = self.page_list.sort_expressions.get(key, F(key))
        if self.ordering.startswith("-"):
            return queryset.order_by(expression.desc(nulls_last=True), "-pk")
        return queryset.order_by(expression.asc(nulls_last=True), "pk")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        return self.page_list.search(queryset, self.search_query) if self.is_searching else queryset

    def paginate_queryset(self, queryset: PageQuerySet, page_size: int) -> tuple:
        paginator, page, _rows, has_other_pages = super().paginate_queryset(
            queryset.prefetch_workflow_states(), page_size
        )
        page.object_list = list(page.object_list)
        load_rows(self.page_list, page.object_list)
        return paginator, page, page.object_list, has_other_pages

    def get_add_url(self) -> str | None:
        return find_creation_urls([self.page_list], self.request.user).get(self.page_list.name)

    @cached_property
    def add_button(self) -> HeaderButton:
        return HeaderButton(self.page_list.add_label, url=self.add_url, icon_name="plus")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        starts = get_starts(self.page_list.model) if self.add_url else []
        others = [HeaderButton(start.label, url=reverse(start.url_name), icon_name=start.icon) for start in starts]
        return [*super().header_buttons, *others]

    def get_context_data(self, **kwargs) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"list_type": self.page_list.model._meta}
