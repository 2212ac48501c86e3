"""The report *What could be better*: what the content checks have found in all live pages."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import MultipleContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn, UserColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.models.pages import get_page_content_types
from wagtail.permissions import policy_registry

from content.findings import PageFinding
from content.publishing import get_content_checks


def get_check_choices() -> list[tuple[str, Any]]:
    return list({check.key: (check.key, check.label) for check in get_content_checks()}.values())


class FindingsFilterSet(WagtailFilterSet):
    check_key = django_filters.MultipleChoiceFilter(
        label=_("Finding"), choices=get_check_choices, widget=forms.CheckboxSelectMultiple
    )
    page__content_type = MultipleContentTypeFilter(
        label=_("Page type"),
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = PageFinding
        fields = ["check_key", "page__content_type"]


class FindingColumn(TitleColumn):
    """What was found, as a link to its place in the editor."""

    def get_link_url(self, instance: PageFinding, parent_context: Any) -> str:
        address = reverse("wagtailadmin_pages:edit", args=[instance.page_id])
        return f"{address}#at={instance.place}" if instance.place else address


class FindingsView(ReportView):
    page_title = _("What could be better")
    header_icon = "clipboard-list"
    model = PageFinding
    filterset_class = FindingsFilterSet
    index_url_name = "findings"
    index_results_url_name = "findings_results"
    no_results_message = _("Nothing stands out in the pages that are live.")
    default_ordering = ("-is_required", "page_id", "pk")
    list_export = ("page", "message", "check_key", "page.owner")
    export_headings = {"page": _("Page"), "message": _("Finding"), "check_key": _("Kind"), "page.owner": _("Owner")}

    columns = [
        FindingColumn("message", label=_("Finding"), width="50%"),
        Column("page", label=_("Page"), accessor="page.get_admin_display_title"),
        Column("type", label=_("Type"), accessor="page.page_type_display_name"),
        UserColumn("owner", label=_("Owner"), accessor="page.owner"),
    ]

    def get_base_queryset(self) -> QuerySet[PageFinding]:
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(self.request.user, "change")
        found = PageFinding.objects.filter(page__in=pages.values("pk"), page__live=True)
        return found.select_related("page__owner__wagtail_userprofile", "page__content_type")

    def get_filename(self) -> str:
        return "what-could-be-better"
