"""How the latest version of a page will look elsewhere: as a search result, as a shared card, and in a feed."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from content.models import BasePage


class ElsewhereView(WagtailAdminTemplateMixin, TemplateView):
    page_title = _("How it looks elsewhere")
    header_icon = "view"
    template_name = "editorial/elsewhere.html"

    def dispatch(self, request: HttpRequest, *args: Any, page_id: int, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=page_id)
        is_ours = issubclass(self.page.specific_class or Page, BasePage)
        if not is_ours or not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def latest(self) -> BasePage:
        return self.page.get_latest_revision_as_object()

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = self.latest.full_url or ""
        return super().get_context_data(**kwargs) | {
            "shown": self.latest,
            "title": self.latest.seo_title or self.latest.title,
            "address": address,
            "host": urlsplit(address).hostname or "",
            "image": self.latest.share_image or self.latest.main_image,
            "authors": ", ".join(credit.display_name for credit in self.latest.credits),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
        }
