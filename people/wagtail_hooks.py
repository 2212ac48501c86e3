"""Wagtail hooks: the person chooser and the report of guests."""

from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from .bulk_actions import ChangeAuthorAction
from .choosers import person_chooser_viewset
from .guests import BECAME_PERSON
from .views import GuestReportView, GuestToPersonView, may_see_guests

hooks.register("register_bulk_action", ChangeAuthorAction)


@hooks.register("register_admin_viewset")
def register_person_chooser():
    return person_chooser_viewset


@hooks.register("insert_editor_js")
def load_prefilling():
    return format_html('<script type="module" src="{}"></script>', static("js/prefill.js"))


@hooks.register("register_admin_urls")
def register_guest_report():
    return [
        path("reports/guests/", GuestReportView.as_view(), name="guest_report"),
        path("reports/guests/results/", GuestReportView.as_view(results_only=True), name="guest_report_results"),
        path("reports/guests/person/", GuestToPersonView.as_view(), name="guest_to_person"),
    ]


class GuestReportMenuItem(MenuItem):
    def is_shown(self, request):
        return may_see_guests(request.user)


@hooks.register("register_reports_menu_item")
def register_guest_report_menu_item():
    return GuestReportMenuItem(
        _("Recurring guests"), reverse("guest_report"), name="guests", icon_name="group", order=750
    )


@hooks.register("register_log_actions")
def register_guest_log_action(actions):
    @actions.register_action(BECAME_PERSON)
    class BecamePerson(LogFormatter):
        label = _("Guest became a person")

        def format_message(self, log_entry):
            return _("“%(name)s” is the person “%(person)s” now") % log_entry.data
