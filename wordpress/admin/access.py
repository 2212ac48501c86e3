"""Permission to import, and the run that a page is about."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import View

from ..models import ImportRun

TITLE = gettext_lazy("WordPress import")


def may_import(user) -> bool:
    return user.has_perm("wordpress.add_importrun")


class ImportPermissionMixin(View):
    """Refuses users who may not import. For views."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RunMixin(ImportPermissionMixin):
    """Views of one run."""

    @cached_property
    def run(self) -> ImportRun:
        return get_object_or_404(ImportRun, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self):
        imports = {"url": reverse("wordpress_imports"), "label": TITLE}
        return [*self.breadcrumbs_items, imports, {"url": "", "label": self.get_page_title()}]
