"""Wagtail hooks of the publish panel, of the schedule and of the findings."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from content.actions import save_all_or_nothing
from editorial.saving.guard import guard

from .elsewhere import ElsewhereView
from .menu import open_panel, replace_publishing_actions
from .report import FindingsView
from .scheduled import ScheduledPagesView
from .views import PublishView

hooks.register("construct_page_action_menu", replace_publishing_actions)
hooks.register("after_create_page", open_panel)
hooks.register("after_edit_page", open_panel)


@hooks.register("register_admin_urls")
def register_publishing_urls():
    return [
        path("pages/<int:page_id>/publish/", save_all_or_nothing(guard(PublishView.as_view())), name="publish_page"),
        path("pages/<int:page_id>/elsewhere/", ElsewhereView.as_view(), name="page_elsewhere"),
        path("reports/scheduled/", ScheduledPagesView.as_view(), name="scheduled_pages"),
        path(
            "reports/scheduled/results/", ScheduledPagesView.as_view(results_only=True), name="scheduled_pages_results"
        ),
        path("reports/findings/", FindingsView.as_view(), name="findings"),
        path("reports/findings/results/", FindingsView.as_view(results_only=True), name="findings_results"),
    ]


@hooks.register("insert_global_admin_css")
def insert_stylesheet_of_actions():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-actions.css"))


@hooks.register("insert_editor_js")
def insert_go_to_script():
    return format_html('<script src="{}"></script>', static("js/admin-go-to.js"))


@hooks.register("register_reports_menu_item")
def register_scheduled_menu_item():
    return MenuItem(_("Scheduled"), reverse("scheduled_pages"), icon_name="calendar-alt", order=10)


@hooks.register("register_reports_menu_item")
def register_findings_menu_item():
    return MenuItem(_("What could be better"), reverse("findings"), icon_name="clipboard-list", order=20)
