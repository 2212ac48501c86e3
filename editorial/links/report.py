"""The report of broken links to other sites, and the line of the care list."""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.care import CareItem, register_care

from .models import ExternalLink, LinkUse


def get_broken_links(user: Any) -> QuerySet[ExternalLink]:
    """Return the broken links of the live pages that ``user`` may edit."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    uses = LinkUse.objects.filter(link=OuterRef("pk"), page__live=True, page__in=pages.values("pk"))
    return ExternalLink.objects.filter(Exists(uses), is_broken=True)


class PagesColumn(Column):
    cell_template_name = "editorial/link_pages_cell.html"


class BrokenLinksView(ReportView):
    page_title = _("Broken links to other sites")
    header_icon = "link"
    model = ExternalLink
    index_url_name = "broken_links"
    index_results_url_name = "broken_links_results"
    no_results_message = _("All links to other sites that were checked lead somewhere.")
    default_ordering = "url"
    list_export = ("url", "problem", "checked_at")
    export_headings = {"url": _("Address"), "problem": _("What is wrong"), "checked_at": _("Checked")}
    columns = [
        Column("url", label=_("Address"), sort_key="url"),
        Column("problem", label=_("What is wrong")),
        DateColumn("checked_at", label=_("Checked"), sort_key="checked_at"),
        PagesColumn("pages", label=_("On")),
    ]

    def get_base_queryset(self) -> QuerySet[ExternalLink]:
        return get_broken_links(self.request.user).prefetch_related("uses__page")

    def get_filename(self) -> str:
        return "broken-links"


@register_care(25)
def count_broken_links(user: Any) -> CareItem | None:
    number = get_broken_links(user).count() if settings.CHECK_EXTERNAL_LINKS else 0
    text = ngettext(
        "%(number)d link to another site that is broken", "%(number)d links to other sites that are broken", number
    )
    return CareItem(text % {"number": number}, reverse("broken_links")) if number else None


@hooks.register("register_admin_urls")
def register_broken_links():
    return [
        path("reports/broken-links/", BrokenLinksView.as_view(), name="broken_links"),
        path("reports/broken-links/results/", BrokenLinksView.as_view(results_only=True), name="broken_links_results"),
    ]


class BrokenLinksMenuItem(MenuItem):
    def is_shown(self, request) -> bool:
        return settings.CHECK_EXTERNAL_LINKS


@hooks.register("register_reports_menu_item")
def register_broken_links_menu_item():
    return BrokenLinksMenuItem(_("Broken links"), reverse("broken_links"), icon_name="link", order=25)
