"""Who may import, and the run that a page is about."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from ..models import ImportRun

TITLE = gettext_lazy("WordPress import")


def may_import(user) -> bool:
    return user.has_perm("wordpress.add_importrun")


class ForAdministrators:
    """Lets in who may import."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class OfRun(ForAdministrators):
    """About one run."""

    @cached_property
    def run(self) -> ImportRun:
        return get_object_or_404(ImportRun, pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self):
        imports = {"url": reverse("wordpress_imports"), "label": TITLE}
        return [*self.breadcrumbs_items, imports, {"url": "", "label": self.get_page_title()}]
