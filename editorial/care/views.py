"""The care list as a page of its own; the front page of the admin takes the list from it once it is shown."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from content.care import get_care_items
from content.home_panels import Row


class CareView(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("To look after")
    header_icon = "clipboard-list"
    template_name = "editorial/care.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        items = get_care_items(self.request.user)
        rows = [Row(title=item.text, url=item.url, is_urgent=item.is_urgent) for item in items]
        panel = {"name": "care", "heading": self.page_title, "empty": _("Nothing wants looking after.")}
        return super().get_context_data(**kwargs) | {"panel": panel, "rows": rows}
