"""The editors' list of readers' corrections, and its line in the care list."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from content.care import CareItem, register_care

from .models import KEPT, ReaderCorrection


@register_care(15)
def count_corrections(user: Any) -> CareItem | None:
    number = ReaderCorrection.objects.for_user(user).count()
    text = ngettext("%(number)d correction by a reader", "%(number)d corrections by readers", number)
    return CareItem(text % {"number": number}, reverse("reader_corrections")) if number else None


class CorrectionsView(WagtailAdminTemplateMixin, TemplateView):
    page_title = gettext_lazy("Corrections by readers")
    header_icon = "edit"
    template_name = "editorial/corrections.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        corrections = ReaderCorrection.objects.for_user(self.request.user).select_related("page")
        return super().get_context_data(**kwargs) | {"corrections": corrections, "days": KEPT.days}


class FinishView(View):
    """Delete a correction that was dealt with: nothing of it is needed any longer."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, correction_id: int) -> HttpResponseRedirect:
        get_object_or_404(ReaderCorrection.objects.for_user(request.user), pk=correction_id).delete()
        messages.success(request, _("The correction is dealt with, and deleted."))
        return redirect("reader_corrections")
