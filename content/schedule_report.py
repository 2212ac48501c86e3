"""Schedule problems in the admin: the report of the pages that failed, and the notice on their edit page."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .models import ScheduleFailure


def get_visible_failures(user) -> QuerySet[ScheduleFailure]:
    """Return the failures of the pages that ``user`` may edit."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return ScheduleFailure.objects.filter(page__in=pages.values("pk")).select_related("page")


class ScheduleFailuresView(ReportView):
    page_title = _("Schedule problems")
    header_icon = "time"
    model = ScheduleFailure
    index_url_name = "schedule_failures"
    index_results_url_name = "schedule_failures_results"
    no_results_message = _("All pages were published and taken offline as scheduled.")
    default_ordering = "due_at"
    list_export = ("page", "due_at", "text", "retry_at")
    export_headings = {"page": _("Page"), "due_at": _("Due"), "text": _("Reason"), "retry_at": _("Next try")}

    columns = [
        TitleColumn("page", label=_("Page"), url_name="wagtailadmin_pages:edit", id_accessor="page_id"),
        DateColumn("due_at", label=_("Due"), sort_key="due_at"),
        Column("text", label=_("Reason")),
        DateColumn("retry_at", label=_("Next try"), sort_key="retry_at"),
    ]

    def get_base_queryset(self) -> QuerySet[ScheduleFailure]:
        return get_visible_failures(self.request.user)

    def get_filename(self) -> str:
        return "schedule-problems"


def show_failures(request: HttpRequest, page: Page) -> None:
    """Say on the edit page of ``page`` why it was not published or unpublished as scheduled."""
    for failure in ScheduleFailure.objects.filter(page=page.pk):
        retry_at = date_format(localtime(failure.retry_at), "j F Y, H:i")
        if failure.revision_id:
            text = gettext(
                "Not published as scheduled: %(reasons)s It is tried again at %(retry)s. "
                "To change the page, cancel its schedule first."
            )
        else:
            text = gettext("Not taken offline as scheduled: %(reasons)s It is tried again at %(retry)s.")
        messages.error(request, text % {"reasons": failure.text, "retry": retry_at})
