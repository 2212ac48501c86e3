"""The screen of the editors' calendar."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from .entries import Month, get_days


class CalendarView(WagtailAdminTemplateMixin, TemplateView):
    """A month: ``?month=2026-02``. Anything else is the current one."""

    page_title = _("Calendar")
    header_icon = "calendar-alt"
    template_name = "editorial/calendar.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        month = Month.parse(self.request.GET.get("month", ""))
        days = get_days(month, self.request.user)
        is_empty = not any(day.entries for day in days)
        return super().get_context_data(**kwargs) | {"month": month, "days": days, "is_empty": is_empty}
