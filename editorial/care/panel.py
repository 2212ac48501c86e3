"""The care list on the front page of the admin. It comes after the page: counting takes longer than other panels."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component


class CarePanel(Component):
    name = "care"
    order = 135
    template_name = "editorial/care_panel.html"

    class Media:
        js = ("js/admin/care-panel.js",)

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"heading": _("To look after"), "address": reverse("care")}
